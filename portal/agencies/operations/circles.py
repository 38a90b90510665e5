"""Making a sharing circle, putting members into it, ending either."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, select

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import allow, fetch
from portal.agencies.models import Membership, Person, SharingCircle, SharingCircleMember
from portal.audit.events import Event
from portal.audit.record import About, record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused


@dataclass(frozen=True, slots=True)
class NewCircle:
    """A sharing circle as somebody proposes it."""

    name: str
    purpose: str


@dataclass(frozen=True, slots=True)
class NewMember:
    """An agency, or the one person there with this e-mail; from a day, to a day or without end."""

    agency_id: UUID
    email: str
    is_hidden: bool
    starts_on: date
    last_day: date | None


def make_circle(new: NewCircle) -> UUID:
    """Make a sharing circle for the viewer's agency.  Without members it reaches nobody."""
    allow(Right.CIRCLE_MAKE)
    viewer = current_viewer()
    circle = SharingCircle(
        id=uuid4(),
        name=new.name,
        purpose=new.purpose,
        owner_agency_id=viewer.agency_id,
        ceiling=db.session.scalar(select(func.access.ceiling())) or 1,
        state="active",
        made_at=clock.now(),
    )
    about = [About("sharing_circle", circle.id, None, viewer.agency_id)]
    record(Event.CIRCLE_MADE, about, circle_id=str(circle.id))
    db.session.add(circle)
    db.session.flush()
    return circle.id


def end_circle(circle_id: UUID) -> None:
    """End a sharing circle: what was lent to it is read by none of its members from now on."""
    circle = _kept(circle_id)
    about = [About("sharing_circle", circle.id, None, circle.owner_agency_id)]
    record(Event.CIRCLE_ENDED, about, circle_id=str(circle.id))
    circle.state = "ended"
    db.session.flush()


def add_member(circle_id: UUID, new: NewMember) -> UUID:
    """Put an agency or a person into a sharing circle; they read from the first day on."""
    circle = _kept(circle_id)
    today = clock.today()
    if new.starts_on < today:
        raise Refused("The first day must be today or in the future", "starts_on")
    if new.last_day is not None and new.last_day < new.starts_on:
        raise Refused("The last day must be the first day or a later one", "last_day")
    person = _person(new) if new.email else None
    if not db.session.scalar(select(func.agencies.may_join(circle.id, new.agency_id))):
        raise Refused(
            "Something is lent to this circle under an agreement that this agency has not signed. "
            "Ask the agency to sign it, or make another circle",
            "agency",
        )
    member = SharingCircleMember(
        id=uuid4(),
        circle_id=circle.id,
        agency_id=None if person else new.agency_id,
        membership_id=person,
        is_hidden=new.is_hidden,
        starts_at=clock.now() if new.starts_on == today else clock.start_of(new.starts_on),
        ends_at=clock.end_of(new.last_day) if new.last_day else None,
    )
    about = [About("sharing_circle", circle.id, None, circle.owner_agency_id)]
    record(
        Event.CIRCLE_JOINED,
        about,
        circle_id=str(circle.id),
        member_id=str(person or new.agency_id),
    )
    db.session.add(member)
    db.session.flush()
    return member.id


def end_member(member_id: UUID) -> UUID:
    """End a membership of a sharing circle now.  Gives the circle's id."""
    member = fetch(SharingCircleMember, member_id, Right.CIRCLE_KEEP)
    db.session.refresh(member, with_for_update=True)
    now = clock.now()
    if member.ends_at is not None and member.ends_at <= now:
        return member.circle_id
    record(
        Event.CIRCLE_LEFT,
        [About("sharing_circle", member.circle_id, None, current_viewer().agency_id)],
        circle_id=str(member.circle_id),
        member_id=str(member.membership_id or member.agency_id),
    )
    # One that was still to come never begins: it ends the moment that it would have started.
    member.ends_at = max(now, member.starts_at + clock.MOMENT)
    db.session.flush()
    return member.circle_id


def _kept(circle_id: UUID) -> SharingCircle:
    circle = fetch(SharingCircle, circle_id, Right.CIRCLE_KEEP)
    if circle.state != "active":
        raise Refused("This sharing circle has ended. Make another")
    return circle


def _person(new: NewMember) -> UUID:
    """The membership with this e-mail; nobody, and somebody out of sight, are one answer."""
    row = db.session.execute(
        select(Membership.id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Membership.agency_id == new.agency_id,
            Membership.ended_at.is_(None),
            Person.email == new.email.strip().lower(),
            Person.disabled_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        raise Refused(
            "Nobody at this agency in your view has this work email. Check the address and the "
            "agency",
            "email",
        )
    ident: UUID = row[0]
    return ident
