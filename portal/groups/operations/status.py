"""Moving a group between active and dormant, archiving and reopening it, saying what type it is."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy.exc import IntegrityError

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.access.viewer import Role
from portal.audit.events import Event
from portal.audit.record import About, about_group, record
from portal.core import clock
from portal.core.db import db, session
from portal.core.errors import Refused
from portal.groups.models import Closure, Group, StatusChange
from portal.groups.rules import GroupKind, GroupStatus
from portal.groups.rules.status import (
    BY_HAND,
    STATUS_MOVES,
    ArchiveReason,
    ClosureKind,
    ClosureState,
    ReopenReason,
    closure_of,
)

_ELSEWHERE = "The group's status has changed meanwhile. Open it again to see where it stands"


@dataclass(frozen=True, slots=True)
class Case:
    """What is said for archiving or reopening a group."""

    reason: ArchiveReason | ReopenReason
    evidence: str
    residual_risk: str
    reopen_triggers: str


def _flush() -> None:
    try:
        db.session.flush()
    except IntegrityError:
        session().rollback()
        raise Refused(_ELSEWHERE) from None


def change_status(group_id: UUID, to: GroupStatus, reason: str) -> None:
    """Mark a group dormant, or active again.  Every other move takes more people."""
    group = fetch(Group, group_id, Right.STATUS_CHANGE)
    start = GroupStatus(group.status)
    if start not in BY_HAND or to not in BY_HAND or to not in STATUS_MOVES[start]:
        raise Refused(f"A group that is {start.label.lower()} cannot be moved there by hand", "to")
    record(Event.STATUS_CHANGED, [about_group(group.id, group.lead_agency_id)], status=to.value)
    db.session.add(
        StatusChange(
            group_id=group.id,
            from_status=start.value,
            to_status=to.value,
            reason=reason,
            changed_at=clock.now(),
            changed_by_id=current_viewer().membership_id,
            marking=group.marking,
        )
    )
    _flush()


def describe_group(group_id: UUID, kind: GroupKind) -> None:
    """Say what type of group it is."""
    group = fetch(Group, group_id, Right.GROUP_DESCRIBE)
    record(Event.GROUP_DESCRIBED, [about_group(group.id, group.lead_agency_id)], kind=kind.value)
    group.kind = kind.value


def propose_closure(group_id: UUID, kind: ClosureKind, case: Case) -> UUID:
    """Propose to archive a group, or to reopen it."""
    group = fetch(Group, group_id, Right.CLOSURE_PROPOSE)
    if closure_of(GroupStatus(group.status)) is not kind:
        raise Refused(_ELSEWHERE)
    closure_id = uuid4()
    record(
        Event.CLOSURE_PROPOSED,
        [
            about_group(group.id, group.lead_agency_id),
            About("closure", closure_id, group.id, group.lead_agency_id),
        ],
        kind=kind.value,
    )
    db.session.add(
        Closure(
            id=closure_id,
            group_id=group.id,
            kind=kind.value,
            reason=case.reason.value,
            evidence=case.evidence,
            residual_risk=case.residual_risk,
            reopen_triggers=case.reopen_triggers,
            proposed_at=clock.now(),
            proposed_by_id=current_viewer().membership_id,
            state=ClosureState.PROPOSED.value,
            answer="",
            marking=group.marking,
        )
    )
    _flush()
    return closure_id


def answer_closure(closure_id: UUID, words: str, *, assents: bool) -> UUID:
    """Endorse a proposal (the scorer) or ratify it (the scrutiny chair), or decline it.

    Ratified, it happens at once.  Gives the group's id.
    """
    closure = fetch(Closure, closure_id, Right.CLOSURE_ANSWER)
    viewer, now = current_viewer(), clock.now()
    state = ClosureState(closure.state)
    step = _step(state)
    if viewer.membership_id in (closure.proposed_by_id, closure.endorsed_by_id):
        raise Refused("Three different people propose, endorse and ratify: you have had your say")
    to = step if assents else ClosureState.DECLINED
    group = fetch(Group, closure.group_id, Right.GROUP_SEE)
    record(
        Event.CLOSURE_ANSWERED,
        [
            about_group(group.id, group.lead_agency_id),
            About("closure", closure.id, group.id, group.lead_agency_id),
        ],
        state=to.value,
    )
    closure.state = to.value
    closure.answer = "" if assents else words
    if step is ClosureState.ENDORSED:
        closure.endorsed_by_id, closure.endorsed_at = viewer.membership_id, now
    else:
        closure.ratified_by_id, closure.ratified_at = viewer.membership_id, now
    group_id = group.id
    _flush()
    return group_id


def _step(state: ClosureState) -> ClosureState:
    """The step that the viewer's assent takes; refuses whoever has none to take."""
    viewer = current_viewer()
    if state is ClosureState.PROPOSED and viewer.holds(Role.SCO):
        return ClosureState.ENDORSED
    if state is ClosureState.ENDORSED and viewer.holds(Role.SCR):
        return ClosureState.RATIFIED
    raise Refused(f"The proposal is {state.label.lower()}: the next step is not yours to take")
