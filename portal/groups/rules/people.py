"""The words for people in a group, what a group is linked to, and who reads what of its log."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from types import MappingProxyType

from portal.groups.rules.words import CROCKFORD, Word


class Category(Word):
    """What a person is in the record of a group."""

    SUSPECT = "suspect"
    CONVICTED = "convicted"
    VICTIM = "victim"
    WITNESS = "witness"
    OTHER = "other"
    NOT_STATED = "not_stated"


class Basis(Word):
    """Whether a statement is a fact or an assessment."""

    FACT = "fact"
    ASSESSMENT = "assessment"
    NOT_STATED = "not_stated"


class Confidence(Word):
    """How sure the agency is that makes a statement."""

    CONFIRMED = "confirmed"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    NOT_STATED = "not_stated"


class StatementState(Word):
    """Whether a statement stands, or waits for those who run the group."""

    PROPOSED = "proposed"
    STATED = "stated"
    DECLINED = "declined"


class Audience(Word):
    """Who reads an entry of the log."""

    LEAD = "lead"
    CIRCLE = "circle"
    PARTNERS = "partners"

    @property
    def label(self) -> str:
        """The audience as a page says it."""
        return {
            "lead": "The lead and the senior officer",
            "circle": "Everybody who runs the group",
            "partners": "Partners who read the summary as well",
        }[self.value]


class LinkState(Word):
    """Where a premises, an order or an operation stands."""

    IDENTIFIED = "identified"
    ACTIVE = "active"
    HELD = "held"
    SOUGHT = "sought"
    IN_FORCE = "in_force"
    BREACHED = "breached"
    PLANNED = "planned"
    LIVE = "live"
    CLOSED = "closed"
    ENDED = "ended"


PREMISES_STATES = (LinkState.IDENTIFIED, LinkState.ACTIVE, LinkState.HELD)
ORDER_STATES = (LinkState.SOUGHT, LinkState.IN_FORCE, LinkState.BREACHED)
OPERATION_STATES = (LinkState.PLANNED, LinkState.LIVE)


class OrderKind(Word):
    """What a court ordered."""

    SCPO = "scpo"
    CBO = "cbo"
    SLAVERY = "slavery"
    GANG_INJUNCTION = "gang_injunction"
    TRAVEL = "travel"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The order as a page says it."""
        return _ORDERS.get(self.value) or super().label


_ORDERS: Mapping[str, str] = MappingProxyType(
    {
        "scpo": "Serious crime prevention order",
        "cbo": "Criminal behaviour order",
        "slavery": "Slavery and trafficking order",
        "travel": "Travel restriction order",
    }
)


class Answer(Word):
    """What an agency lets another learn that holds the same person."""

    NOTHING = "nothing"
    CONTACT = "contact"
    HEADLINE = "headline"

    @property
    def label(self) -> str:
        """The answer as a page says it."""
        return {
            "nothing": "Nothing",
            "contact": "Whom to call",
            "headline": "Whom to call, and the headline of the group",
        }[self.value]


def called(surname: str, forename: str) -> str:
    """A nominal's name, surname first, as the lists of the trade have it."""
    return f"{surname}, {forename}" if forename else surname


def new_nominal_reference() -> str:
    """A random reference, so that a taken one tells nobody anything."""
    return "N-" + "".join(secrets.choice(CROCKFORD) for _ in range(10))
