"""What agencies agree on: purposes, legal regimes, the states of an agreement and of a gateway."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum


class Word(StrEnum):
    """A value of a vocabulary: the code is stored, the label is shown."""

    @property
    def label(self) -> str:
        """The value as a page says it."""
        return self.value.replace("_", " ").capitalize()


class Purpose(Word):
    """What a share is for.  Illustrative: a partnership's agreements name their own."""

    PREVENTION_AND_DETECTION = "prevention_and_detection_of_crime"
    SAFEGUARDING = "safeguarding"
    PUBLIC_PROTECTION = "protection_of_the_public"
    DISRUPTION = "disruption"


class Regime(Word):
    """The data protection law under which an agency processes for a purpose."""

    PART_3 = "part_3"
    UK_GDPR = "uk_gdpr"

    @property
    def label(self) -> str:
        """The law by its name."""
        return "Data Protection Act 2018, Part 3" if self is Regime.PART_3 else "UK GDPR"


class AgreementState(Word):
    """Where an agreement stands, as it is stored."""

    DRAFT = "draft"
    IN_CONSULTATION = "in_consultation"
    LIVE = "live"
    SUPERSEDED = "superseded"
    ENDED = "ended"


class Standing(Word):
    """Where an agreement stands today: what is stored, and what the calendar makes of it."""

    DRAFT = "draft"
    IN_CONSULTATION = "in_consultation"
    LIVE = "live"
    DUE = "due"
    LAPSED = "lapsed"
    SUPERSEDED = "superseded"
    ENDED = "ended"

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        return {"live": "green", "due": "yellow", "lapsed": "red", "in_consultation": "blue"}.get(
            self.value, "grey"
        )


DUE_WITHIN = 60
"""Days before its last day from which an agreement is due."""
URGENT_WITHIN = 30
"""Days before its last day from which the warning is urgent."""


def days_left(ends_on: date, today: date) -> int:
    """The days for which an agreement still holds after today; below nothing once it lapsed."""
    return (ends_on - today).days


def standing(state: AgreementState, ends_on: date, today: date) -> Standing:
    """Where an agreement stands on a day."""
    if state is not AgreementState.LIVE:
        return Standing(state.value)
    left = days_left(ends_on, today)
    if left < 0:
        return Standing.LAPSED
    return Standing.DUE if left <= DUE_WITHIN else Standing.LIVE


def due_by(today: date) -> date:
    """The last day of agreements that are due or lapsed today."""
    return today + timedelta(days=DUE_WITHIN)


class GatewayState(Word):
    """Where an entry of the gateway register stands."""

    PROPOSED = "proposed"
    CHECK = "check_before_use"
    IN_USE = "in_use"
    RETIRED = "retired"
    DECLINED = "declined"


OFFERED = (GatewayState.CHECK, GatewayState.IN_USE)
"""The states in which a gateway is offered for a share."""


class ConsentState(Word):
    """Where a consent to onward release stands, as it is stored."""

    ASKED = "asked"
    GIVEN = "given"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


ANY = "any"
BOARD = "board"
CIRCLE = "sharing circle"
ORIGIN_KINDS = ("revenue", "government department", "national agency")
"""Kinds of agency whose material nobody passes on without their recorded consent."""
KINDS = (
    "police force",
    "regional organised crime unit",
    "trading standards",
    "local authority",
    "revenue",
    "immigration enforcement",
    "government department",
    "national agency",
    "police and crime commissioner",
)
"""The kinds that a gateway is offered between; an installation may hold others besides."""
