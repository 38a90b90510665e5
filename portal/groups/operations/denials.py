"""Shutting somebody out of a group, and letting them back."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, or_, select

from portal.access.entry import current_viewer
from portal.access.models import Denial
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.agencies.models import Membership
from portal.audit.events import Event
from portal.audit.record import about_group, record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused
from portal.groups.models import Group
from portal.groups.projections.whom import OTHERS, PERSON, Whom


def give_denial(group_id: UUID, whom: Whom, reason: str, last_day: date | None) -> UUID:
    """Shut an agency or a person out, whatever else would show them the group."""
    group = fetch(Group, group_id, Right.DENIAL_WRITE)
    viewer = current_viewer()
    if whom.kind in OTHERS and whom.kind != PERSON:
        raise Refused("Only an agency or a person can be shut out", "recipient")
    if whom.id == group.lead_agency_id:
        raise Refused("The lead agency cannot be shut out of its own group", "recipient")
    if whom.id in (viewer.membership_id, viewer.agency_id):
        raise Refused("You cannot shut yourself out. Ask a coordinator to do it", "email")
    denial_id = uuid4()
    record(
        Event.DENIAL_GIVEN,
        [about_group(group.id, group.lead_agency_id)],
        recipient_id=str(whom.id),
        recipient=whom.name,
    )
    is_person = whom.kind == PERSON
    db.session.add(
        Denial(
            id=denial_id,
            group_id=group_id,
            agency_id=None if is_person else whom.id,
            membership_id=whom.id if is_person else None,
            reason=reason,
            starts_at=func.now(),
            until=clock.end_of(last_day) if last_day else None,
            given_by_id=viewer.membership_id,
        )
    )
    return denial_id


def refuse_denied(group_id: UUID, recipient_id: UUID, name: str) -> None:
    """Refuse what would be given to somebody who is shut out: the denial would beat it."""
    live = select(Denial.id).where(
        Denial.group_id == group_id,
        or_(Denial.agency_id == recipient_id, Denial.membership_id == recipient_id),
        Denial.ended_at.is_(None),
        or_(Denial.until.is_(None), Denial.until > func.now()),
    )
    if db.session.scalar(live.limit(1)) is not None:
        raise Refused(
            f"{name} is shut out of this group, so a share would show them nothing. End the denial"
            " first",
            "recipient",
        )


def end_denial(denial_id: UUID) -> UUID:
    """Let somebody back: what is given to them opens the group again.  Gives the group's id."""
    denial = fetch(Denial, denial_id, Right.DENIAL_WRITE)
    if denial.ended_at is not None:
        return denial.group_id
    lead = db.session.scalar(select(Group.lead_agency_id).where(Group.id == denial.group_id))
    assert lead is not None  # noqa: S101 - whoever runs the group sees it
    whom = denial.agency_id or db.session.scalar(
        select(Membership.id).where(Membership.id == denial.membership_id)
    )
    record(
        Event.DENIAL_ENDED,
        [about_group(denial.group_id, lead)],
        recipient_id=str(whom),
        recipient="",
    )
    denial.ended_at = clock.now()
    denial.ended_by_id = current_viewer().membership_id
    return denial.group_id
