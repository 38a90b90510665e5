"""What is done to a plan: an action is logged, an action is updated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.agencies.models import Membership, Person
from portal.audit.events import Event
from portal.audit.record import About, about_group, record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Conflict, FieldNow, Refused
from portal.groups.models import Group
from portal.plans.models import Action, ActionUpdate
from portal.plans.rules import AFTER_ACCEPTED, ActionState, Strand


@dataclass(frozen=True, slots=True)
class NewAction:
    """An action as somebody proposes to log it."""

    strand: Strand
    step: str
    owner_id: UUID
    due_on: date
    success: str
    for_partners: bool


@dataclass(frozen=True, slots=True)
class NewUpdate:
    """What happened on an action, with the version of it that the writer had read."""

    state: ActionState
    text: str
    version: int


def log_action(group_id: UUID, new: NewAction) -> UUID:
    """Put an action of the viewer's own agency into the plan of a group."""
    group, viewer = fetch(Group, group_id, Right.ACTION_ADD), current_viewer()
    if new.due_on < clock.today():
        raise Refused("The due date must be today or in the future", "due_on")
    if not _works_here(new.owner_id, viewer.agency_id):
        raise Refused(
            "Choose an owner who works for your agency now: another agency logs its own actions",
            "owner",
        )
    action = Action(
        id=uuid4(),
        group_id=group.id,
        owner_agency_id=viewer.agency_id,
        owner_id=new.owner_id,
        strand=new.strand.value,
        step=new.step,
        success=new.success,
        due_on=new.due_on,
        state=ActionState.ACCEPTED.value,
        for_partners=new.for_partners,
        logged_at=clock.now(),
        logged_by_id=viewer.membership_id,
        version=1,
        marking=group.marking,
    )
    record(Event.ACTION_LOGGED, _about(group, action.id), strand=action.strand)
    db.session.add(action)
    db.session.flush()
    return action.id


def _works_here(membership_id: UUID, agency_id: UUID) -> bool:
    found = db.session.scalar(
        select(Membership.id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.id == membership_id,
            Membership.agency_id == agency_id,
            Membership.ended_at.is_(None),
            Person.disabled_at.is_(None),
        )
    )
    return found is not None


def update_action(action_id: UUID, new: NewUpdate) -> None:
    """Write what happened on an action, and leave it in a new state.

    The same update sent twice by the same person is written once; any other is a conflict.
    """
    action = fetch(Action, action_id, Right.ACTION_UPDATE)
    group = fetch(Group, action.group_id, Right.PLAN_SEE)
    if new.state not in AFTER_ACCEPTED:
        raise Refused("Choose in progress, blocked, done or cancelled", "state")
    if not new.text:
        raise Refused("Enter what has happened, or why nothing can", "text")
    if new.version != action.version:
        latest = _latest(action.id)
        if latest is not None and _is_copy(latest, new) and action.version == new.version + 1:
            return
        raise Conflict(_now(action, latest, new), action.version)
    record(Event.ACTION_UPDATED, _about(group, action.id), state=new.state.value)
    action.state = new.state.value
    action.version = new.version + 1
    # The row first: a writer who came at the same moment is refused before anything is added.
    db.session.flush()
    db.session.add(
        ActionUpdate(
            id=uuid4(),
            action_id=action.id,
            group_id=action.group_id,
            state=new.state.value,
            text=new.text,
            written_at=clock.now(),
            written_by_id=current_viewer().membership_id,
            marking=action.marking,
        )
    )
    db.session.flush()


def _latest(action_id: UUID) -> ActionUpdate | None:
    return db.session.scalar(
        select(ActionUpdate)
        .where(ActionUpdate.action_id == action_id)
        .order_by(ActionUpdate.written_at.desc(), ActionUpdate.id)
        .limit(1)
    )


def _is_copy(latest: ActionUpdate, new: NewUpdate) -> bool:
    return (latest.written_by_id, latest.state, latest.text) == (
        current_viewer().membership_id,
        new.state.value,
        new.text,
    )


def _now(action: Action, latest: ActionUpdate | None, new: NewUpdate) -> list[FieldNow]:
    return [
        FieldNow("state", "State", ActionState(action.state).label, chosen=new.state.label),
        FieldNow("text", "What has happened", latest.text if latest else ""),
    ]


def _about(group: Group, action_id: UUID) -> tuple[About, About]:
    return (
        about_group(group.id, group.lead_agency_id),
        About("action", action_id, group.id, group.lead_agency_id),
    )
