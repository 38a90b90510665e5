"""The path of a trigger and of a spotting report: their states, and who makes which move."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from portal.access.viewer import Role, Viewer
from portal.groups.rules.words import Word


class Avenue(Word):
    """How a group came to be known."""

    INTELLIGENCE = "intelligence"
    INVESTIGATION = "investigation"
    PARTNERSHIP = "partnership"
    REGIONAL_UNIT = "regional_unit"
    OTHER_FORCE = "other_force"


class TriggerState(Word):
    """Where a trigger stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_DEVELOPMENT = "in_development"
    AT_SCRUTINY = "at_scrutiny"
    SENT_TO_OCGM = "sent_to_ocgm"
    MAPPED = "mapped"
    NOT_MAPPED = "not_mapped"
    RETURNED = "returned"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """The state as a page says it."""
        return "Sent to OCGM" if self is TriggerState.SENT_TO_OCGM else super().label


OPEN = (
    TriggerState.DRAFT,
    TriggerState.SUBMITTED,
    TriggerState.IN_DEVELOPMENT,
    TriggerState.AT_SCRUTINY,
    TriggerState.SENT_TO_OCGM,
    TriggerState.RETURNED,
)
"""The states in which somebody has still to act."""


class Part(StrEnum):
    """Who takes which part in the path of a trigger."""

    PROPOSER = "the agency that proposed it"
    DEVELOPER = "the coordinator or an analyst"
    CHAIR = "the scrutiny chair"
    SCORER = "the OCGM team"


_S = TriggerState
MOVES: Mapping[tuple[TriggerState, TriggerState], Part] = MappingProxyType(
    {
        (_S.DRAFT, _S.SUBMITTED): Part.PROPOSER,
        (_S.DRAFT, _S.ENDED): Part.PROPOSER,
        (_S.SUBMITTED, _S.IN_DEVELOPMENT): Part.DEVELOPER,
        (_S.SUBMITTED, _S.RETURNED): Part.DEVELOPER,
        (_S.IN_DEVELOPMENT, _S.AT_SCRUTINY): Part.DEVELOPER,
        (_S.IN_DEVELOPMENT, _S.RETURNED): Part.DEVELOPER,
        (_S.AT_SCRUTINY, _S.SENT_TO_OCGM): Part.CHAIR,
        (_S.AT_SCRUTINY, _S.RETURNED): Part.CHAIR,
        (_S.AT_SCRUTINY, _S.ENDED): Part.CHAIR,
        (_S.SENT_TO_OCGM, _S.MAPPED): Part.SCORER,
        (_S.SENT_TO_OCGM, _S.NOT_MAPPED): Part.SCORER,
        (_S.SENT_TO_OCGM, _S.RETURNED): Part.SCORER,
        (_S.RETURNED, _S.SUBMITTED): Part.PROPOSER,
        (_S.RETURNED, _S.ENDED): Part.PROPOSER,
    }
)
"""Every move that there is, and whose it is; what is not here is refused."""
IN_WORDS: Mapping[TriggerState, str] = MappingProxyType(
    {
        _S.SUBMITTED: "Submit it to the coordinator",
        _S.IN_DEVELOPMENT: "Take it into development",
        _S.AT_SCRUTINY: "Put it to scrutiny",
        _S.SENT_TO_OCGM: "Send it to the OCGM team",
        _S.NOT_MAPPED: "Decide not to map it",
        _S.RETURNED: "Return it to whoever proposed it",
        _S.ENDED: "End it",
    }
)
"""Each move by hand, as a choice says it.  Mapping is a page of its own."""


def moves_of(state: TriggerState, parts: frozenset[Part]) -> tuple[TriggerState, ...]:
    """Where those who take these parts may move a trigger by hand, in the order of the path."""
    return tuple(
        to
        for (start, to), part in MOVES.items()
        if start is state and part in parts and to is not TriggerState.MAPPED
    )


ANSWERABLE = (
    TriggerState.DRAFT,
    TriggerState.SUBMITTED,
    TriggerState.IN_DEVELOPMENT,
    TriggerState.RETURNED,
)
"""The states in which the definition test is still being answered."""


def parts_of(viewer: Viewer, agency_id: UUID, made_by_id: UUID) -> frozenset[Part]:
    """Which parts the viewer takes towards a trigger; nobody judges what they wrote themselves."""
    is_own = made_by_id == viewer.membership_id
    taken = {
        Part.PROPOSER: agency_id == viewer.agency_id,
        Part.DEVELOPER: viewer.holds(Role.COO, Role.ANA),
        Part.CHAIR: viewer.holds(Role.SCR) and not is_own,
        Part.SCORER: viewer.holds(Role.SCO) and not is_own,
    }
    return frozenset(part for part, takes in taken.items() if takes)


class ReportState(Word):
    """Where a spotting report stands."""

    RECEIVED = "received"
    TRIAGED = "triaged"
    LINKED = "linked"
    NOT_TAKEN_FORWARD = "not_taken_forward"


def report_moves(state: ReportState) -> tuple[ReportState, ...]:
    """Where a report goes from here: once linked or not taken forward, it stays."""
    after = (ReportState.LINKED, ReportState.NOT_TAKEN_FORWARD)
    if state is ReportState.RECEIVED:
        return (ReportState.TRIAGED, *after)
    return after if state is ReportState.TRIAGED else ()


class Course(Word):
    """What people are trained in."""

    LEAD_OFFICER = "lead_officer"
    SPOTTING = "spotting"
