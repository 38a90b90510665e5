"""Copies: that one was taken, and that it was destroyed."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, select

from portal.access.clauses import runs
from portal.access.entry import current_viewer
from portal.access.models import Given
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.agencies.models import Agency
from portal.audit.events import Event
from portal.audit.record import About, about_group, record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused
from portal.groups.models import Copy, Destruction, Group


def take_copy(group_id: UUID, kind: str, what: str) -> UUID:
    """Put on record that the viewer took a copy, under the share by which they read the group."""
    group = fetch(Group, group_id, Right.COPY_TAKE)
    lender, by_duty = db.session.execute(
        select(Agency.name, runs(Group.__table__.c.id))
        .select_from(Group)
        .join(Agency, Agency.id == Group.lead_agency_id)
        .where(Group.id == group_id)
    ).one()
    widest = (
        select(Given.share_id)
        .where(Given.group_id == group_id, Given.share_id.is_not(None))
        .order_by(Given.view.desc(), Given.valid_until.desc(), Given.id)
        .limit(1)
    )
    copy_id = uuid4()
    about = about_group(group.id, group.lead_agency_id)
    record(Event.COPY_TAKEN, [about, About("copy", copy_id, group.id)], kind=kind)
    db.session.add(
        Copy(
            id=copy_id,
            group_id=group.id,
            share_id=None if by_duty else db.session.scalar(widest),
            membership_id=current_viewer().membership_id,
            kind=kind,
            what=what,
            reference=group.reference,
            lender=lender,
            taken_at=func.now(),
            marking=group.marking,
        )
    )
    return copy_id


def confirm_destruction(copy_id: UUID, on: date, how: str) -> None:
    """Put on record that the viewer destroyed a copy they held."""
    copy = fetch(Copy, copy_id, Right.COPY_CONFIRM)
    if db.session.get(Destruction, copy_id) is not None:
        raise Refused("You have confirmed this already")
    if on < copy.taken_at.astimezone(clock.LONDON).date():
        raise Refused("Enter the day you took the copy, or a later one", "on")
    record(Event.COPY_DESTROYED, [About("copy", copy.id, copy.group_id)])
    now = clock.now()
    db.session.add(
        Destruction(
            copy_id=copy.id,
            membership_id=current_viewer().membership_id,
            destroyed_at=now if on == clock.today() else clock.end_of(on),
            how=how,
        )
    )
