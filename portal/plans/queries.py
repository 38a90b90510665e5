"""What this room reads: a plan, an action, and what waits or was done on either."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from sqlalchemy import Executable, func, null, or_, select, union_all
from sqlalchemy.orm import aliased

from portal.access.entry import current_viewer
from portal.access.policy import Right, Standing
from portal.access.sight import guarded, permits
from portal.agencies.models import Agency, Membership, Person
from portal.audit.events import Event
from portal.audit.record import About, about_group, shown
from portal.core.db import db
from portal.core.errors import Unseen
from portal.core.paging import AT_ONCE
from portal.groups.models import Group, PartnerSummary
from portal.groups.queries.pages import group_header
from portal.plans.models import Action, ActionUpdate
from portal.plans.projections import (
    ActionLine,
    ActionPage,
    Colleague,
    NewActionPage,
    PartnerLine,
    PlanPage,
    StrandPart,
    UpdateEntry,
    Waiting,
    WaitingLine,
)  # fmt: skip
from portal.plans.rules import OPEN, ActionState, Strand, short

_UNNAMED = "Another partner agency"


def plan_page(group_id: UUID) -> PlanPage:
    """The plan of a group, as far as the viewer may read it."""
    header = group_header(group_id)
    if not header.opens("PLAN"):
        raise Unseen
    rows = db.session.execute(_plan(group_id)).all()
    actions = [_line(row) for row in rows if row.Action is not None]
    shown(Event.PLAN_SEEN, [about_group(header.id, header.lead_agency_id)])
    strands = tuple(
        StrandPart(strand, tuple(one for one in actions if one.strand is strand))
        for strand in Strand
    )
    return PlanPage(header, strands, may_add=rows[0][0])


def _plan(group_id: UUID) -> Executable:
    """The group with each of its actions: one row without an action when there are none."""
    updated_at = (
        select(func.max(ActionUpdate.written_at))
        .where(ActionUpdate.action_id == Action.id)
        .scalar_subquery()
    )
    return (
        select(
            permits(Group, Right.ACTION_ADD), Action, Agency.name, Person.name, updated_at
        )
        .select_from(Group)
        .outerjoin(Action, Action.group_id == Group.id)
        .outerjoin(Agency, Agency.id == Action.owner_agency_id)
        .outerjoin(Membership, Membership.id == Action.owner_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .where(Group.id == group_id)
        .order_by(Action.state.in_(OPEN).desc(), Action.due_on, Action.id)
    )  # fmt: skip


def _line(row: Any) -> ActionLine:
    _, action, agency, owner, updated_at = row
    return ActionLine(
        id=action.id,
        strand=Strand(action.strand),
        step=action.step,
        owner_agency=agency or _UNNAMED,
        owner=owner,
        due_on=action.due_on,
        state=ActionState(action.state),
        updated_at=updated_at,
    )


def new_action_page(group_id: UUID) -> NewActionPage:
    """What is needed to log an action: the group's name, and who can own it."""
    header, viewer = group_header(group_id), current_viewer()
    colleagues = db.session.execute(
        select(Membership.id, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.agency_id == viewer.agency_id,
            Membership.ended_at.is_(None),
            Person.disabled_at.is_(None),
        )
        .order_by(func.lower(Person.name), Membership.id)
    )
    shown(Event.PLAN_SEEN, [about_group(header.id, header.lead_agency_id)])
    return NewActionPage(
        group_id=header.id,
        group=header.title,
        lead_agency=header.lead_agency,
        own_agency=viewer.agency_name,
        is_lead=header.lead_agency_id == viewer.agency_id,
        me=viewer.membership_id,
        colleagues=tuple(Colleague(ident, name) for ident, name in colleagues),
    )


def action_page(action_id: UUID) -> ActionPage:
    """An action with all that happened on it."""
    row = db.session.execute(_action(action_id)).one_or_none()
    if row is None:
        raise Unseen
    action, group, operation, lead, agency, owner, logged_by, may_update = row
    shown(
        Event.ACTION_SEEN,
        [
            about_group(group.id, group.lead_agency_id),
            About("action", action.id, group.id, group.lead_agency_id),
        ],
    )
    return ActionPage(
        id=action.id,
        group_id=group.id,
        group=operation or group.reference,
        lead_agency=lead,
        strand=Strand(action.strand),
        step=action.step,
        success=action.success,
        owner_agency=agency or _UNNAMED,
        owner=owner,
        logged_by=logged_by,
        logged_at=action.logged_at,
        due_on=action.due_on,
        state=ActionState(action.state),
        for_partners=action.for_partners,
        version=action.version,
        updates=_updates(action_id),
        may_update=may_update,
    )


def _action(action_id: UUID) -> Executable:
    lead, owner, logger = aliased(Agency), aliased(Person), aliased(Person)
    owning, logging = aliased(Membership), aliased(Membership)
    return (
        select(
            Action, Group, PartnerSummary.operation_name, lead.name, Agency.name, owner.name,
            logger.name, permits(Action, Right.ACTION_UPDATE),
        )
        .join(Group, Group.id == Action.group_id)
        .join(lead, lead.id == Group.lead_agency_id)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .outerjoin(Agency, Agency.id == Action.owner_agency_id)
        .outerjoin(owning, owning.id == Action.owner_id)
        .outerjoin(owner, owner.id == owning.person_id)
        .outerjoin(logging, logging.id == Action.logged_by_id)
        .outerjoin(logger, logger.id == logging.person_id)
        .where(Action.id == action_id)
    )  # fmt: skip


def _updates(action_id: UUID) -> tuple[UpdateEntry, ...]:
    rows = db.session.execute(
        select(ActionUpdate.state, ActionUpdate.text, ActionUpdate.written_at, Person.name)
        .outerjoin(Membership, Membership.id == ActionUpdate.written_by_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .where(ActionUpdate.action_id == action_id)
        .order_by(ActionUpdate.written_at.desc(), ActionUpdate.id)
    )
    return tuple(UpdateEntry(ActionState(state), text, at, who) for state, text, at, who in rows)


def actions_waiting() -> Waiting:
    """The open actions of the viewer's agency: the viewer's own first, the longest due first."""
    viewer = current_viewer()
    mine = Action.owner_id == viewer.membership_id
    rows = db.session.execute(
        select(Action, Group, PartnerSummary.operation_name, mine, func.count().over())
        .join(Group, Group.id == Action.group_id)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .where(Action.owner_agency_id == viewer.agency_id, Action.state.in_(OPEN))
        .order_by(mine.desc(), Action.due_on, Action.id)
        .limit(AT_ONCE)
    ).all()
    _work_shown(row[1] for row in rows)
    lines = tuple(
        WaitingLine(action.id, short(action.step), operation or group.reference, action.due_on, own)
        for action, group, operation, own, _ in rows
    )
    return Waiting(lines, rows[0][4] if rows else 0)


def partners_did() -> tuple[PartnerLine, ...]:
    """The latest that other agencies did on the groups that the viewer runs, newest first."""
    did = union_all(
        select(Action.id, null().label("state"), Action.logged_at.label("at")),
        select(ActionUpdate.action_id, ActionUpdate.state, ActionUpdate.written_at),
    ).subquery()
    rows = db.session.execute(
        select(Action, Group, PartnerSummary.operation_name, Agency.name, did.c.state, did.c.at)
        .join(Action, Action.id == did.c.id)
        .join(Group, Group.id == Action.group_id)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .outerjoin(Agency, Agency.id == Action.owner_agency_id)
        .where(Action.owner_agency_id != current_viewer().agency_id, _run_by_me())
        .order_by(did.c.at.desc(), Action.id, did.c.state)
        .limit(AT_ONCE)
    ).all()
    _work_shown(row[1] for row in rows)
    return tuple(_did(row) for row in rows)


def _run_by_me() -> Any:
    """The groups whose partners' work is the viewer's business: what they lead or coordinate."""
    means = guarded(Group).means
    return or_(
        means[Standing.LEAD_OFFICER], means[Standing.SENIOR_OFFICER], means[Standing.COORDINATOR]
    )


def _did(row: Any) -> PartnerLine:
    action, group, operation, agency, state, at = row
    return PartnerLine(
        action_id=action.id,
        step=short(action.step),
        group=operation or group.reference,
        agency=agency or _UNNAMED,
        state=ActionState(state) if state else None,
        at=at,
    )


def _work_shown(groups: Iterable[Group]) -> None:
    about = {one.id: about_group(one.id, one.lead_agency_id) for one in groups}
    if about:
        shown(Event.WORK_SEEN, tuple(about.values()))
