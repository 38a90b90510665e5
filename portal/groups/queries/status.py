"""A group's status, with its history and the proposals to archive or reopen it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import permits
from portal.access.viewer import Role
from portal.agencies.models import Membership, Person
from portal.audit.events import Event
from portal.audit.record import About, about_group, shown
from portal.core.db import db
from portal.core.errors import Unseen
from portal.groups.models import Closure, Group, RetentionReview, StatusChange, Trigger
from portal.groups.projections.status import ChangeLine, ClosureLine, ClosurePage, StatusPage
from portal.groups.queries.pages import group_header
from portal.groups.queries.triggers import NOBODY
from portal.groups.rules import GroupKind, GroupStatus
from portal.groups.rules.status import (
    BY_HAND,
    ArchiveReason,
    ClosureKind,
    ClosureState,
    ReopenReason,
    closure_of,
)

_OPEN = (ClosureState.PROPOSED, ClosureState.ENDORSED)


def status_page(group_id: UUID) -> StatusPage:
    """How a group stands, how it came there, and what may be done about it."""
    header = group_header(group_id)
    kind, may_change, may_describe, may_propose, trigger_id, reference = db.session.execute(
        select(
            Group.kind,
            permits(Group, Right.STATUS_CHANGE),
            permits(Group, Right.GROUP_DESCRIBE),
            permits(Group, Right.CLOSURE_PROPOSE),
            Trigger.id,
            Trigger.reference,
        )
        .select_from(Group)
        .outerjoin(Trigger, Trigger.group_id == Group.id)
        .where(Group.id == group_id)
    ).one()
    closures = tuple(
        _closure(row) for row in db.session.execute(_closures().where(Closure.group_id == group_id))
    )
    shown(Event.STATUS_SEEN, [about_group(group_id, header.lead_agency_id)])
    is_open = any(one.is_open for one in closures)
    viewer = current_viewer()
    return StatusPage(
        header=header,
        kind=GroupKind(kind),
        changes=_changes(group_id),
        closures=closures,
        trigger=(trigger_id, reference) if reference else None,
        retention_due=_retention(group_id),
        may_change=may_change and header.status in BY_HAND,
        may_describe=may_describe,
        may_answer=viewer.holds(Role.SCO, Role.SCR),
        proposes=closure_of(header.status) if may_propose and not is_open else None,
    )


def _changes(group_id: UUID) -> tuple[ChangeLine, ...]:
    rows = db.session.execute(
        select(StatusChange, Person.name)
        .outerjoin(Membership, Membership.id == StatusChange.changed_by_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .where(StatusChange.group_id == group_id)
        .order_by(StatusChange.changed_at.desc(), StatusChange.id)
    )
    return tuple(
        ChangeLine(
            start=GroupStatus(one.from_status),
            to=GroupStatus(one.to_status),
            reason=_in_words(one.reason),
            at=one.changed_at,
            who=name or NOBODY,
        )
        for one, name in rows
    )


def _in_words(reason: str) -> str:
    """A code in words; what was written by hand as it was written."""
    codes = {one.value: one.label for kind in (ArchiveReason, ReopenReason) for one in kind}
    return codes.get(reason, reason)


def _retention(group_id: UUID) -> Any:
    return db.session.scalar(
        select(RetentionReview.due_on)
        .where(RetentionReview.group_id == group_id)
        .order_by(RetentionReview.due_on.desc())
        .limit(1)
    )


def _closures() -> Select[Any]:
    names = []
    found: Select[Any] = select(Closure)
    for column in (Closure.proposed_by_id, Closure.endorsed_by_id, Closure.ratified_by_id):
        membership, person = aliased(Membership), aliased(Person)
        found = found.outerjoin(membership, membership.id == column)
        found = found.outerjoin(person, person.id == membership.person_id)
        names.append(person.name)
    return found.add_columns(*names).order_by(Closure.proposed_at.desc(), Closure.id)


def _closure(row: Any) -> ClosureLine:
    one, proposed_by, endorsed_by, ratified_by = row
    state = ClosureState(one.state)
    return ClosureLine(
        id=one.id,
        kind=ClosureKind(one.kind),
        reason=_in_words(one.reason),
        evidence=one.evidence,
        residual_risk=one.residual_risk,
        reopen_triggers=one.reopen_triggers,
        proposed_at=one.proposed_at,
        proposed_by=proposed_by or NOBODY,
        endorsed_at=one.endorsed_at,
        endorsed_by=(endorsed_by or NOBODY) if one.endorsed_by_id else None,
        ratified_at=one.ratified_at,
        ratified_by=(ratified_by or NOBODY) if one.ratified_by_id else None,
        state=state,
        answer=one.answer,
        is_open=state in _OPEN,
    )


def closure_page(closure_id: UUID) -> ClosurePage:
    """A proposal, and which step the viewer could take."""
    row = db.session.execute(_closures().where(Closure.id == closure_id)).one_or_none()
    if row is None:
        raise Unseen
    header = group_header(row[0].group_id)
    about = About("closure", closure_id, header.id, header.lead_agency_id)
    shown(Event.CLOSURE_SEEN, [about_group(header.id, header.lead_agency_id), about])
    line = _closure(row)
    return ClosurePage(header, line, _step(line.state))


def _step(state: ClosureState) -> ClosureState | None:
    viewer = current_viewer()
    if state is ClosureState.PROPOSED and viewer.holds(Role.SCO):
        return ClosureState.ENDORSED
    if state is ClosureState.ENDORSED and viewer.holds(Role.SCR):
        return ClosureState.RATIFIED
    return None


def closures_for_me() -> tuple[tuple[UUID, str, ClosureKind], ...]:
    """The proposals whose next step is the viewer's: id, reference of the group, kind."""
    viewer = current_viewer()
    states = [ClosureState.PROPOSED.value] if viewer.holds(Role.SCO) else []
    states += [ClosureState.ENDORSED.value] if viewer.holds(Role.SCR) else []
    rows = db.session.execute(
        select(Closure.id, Group.reference, Closure.kind, Group.id, Group.lead_agency_id)
        .join(Group, Group.id == Closure.group_id)
        .where(Closure.state.in_(states))
        .order_by(Closure.proposed_at, Closure.id)
    ).all()
    shown(Event.WORK_SEEN, [about_group(row[3], row[4]) for row in rows])
    return tuple((ident, reference, ClosureKind(kind)) for ident, reference, kind, *_ in rows)
