"""Sharing circles, and their members as far as they are not hidden from the viewer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import aliased

from portal.access.entry import current_viewer
from portal.access.policy import Right, may
from portal.access.sight import permits
from portal.agencies.models import Agency, Membership, Person, SharingCircle, SharingCircleMember
from portal.agencies.projections.circles import (
    AgencyChoice,
    CircleLine,
    CirclePage,
    CirclesPage,
    MemberLine,
    MemberPage,
)
from portal.audit.events import Event
from portal.audit.record import About, shown
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Unseen

_UNNAMED = "Another agency"


def circles_page() -> CirclesPage:
    """The sharing circles in sight, those that are active first."""
    rows = db.session.execute(
        select(SharingCircle, Agency.name)
        .outerjoin(Agency, Agency.id == SharingCircle.owner_agency_id)
        .order_by(SharingCircle.state, SharingCircle.name, SharingCircle.id)
    ).all()
    shown(Event.CIRCLES_LISTED, [About("sharing_circle", one.id) for one, _ in rows])
    return CirclesPage(
        tuple(
            CircleLine(one.id, one.name, owner or _UNNAMED, one.state == "active")
            for one, owner in rows
        ),
        may(current_viewer(), Right.CIRCLE_MAKE),
    )


def _state() -> ColumnElement[str]:
    """How a membership stands now, by the clock that sight goes by."""
    ends, starts = SharingCircleMember.ends_at, SharingCircleMember.starts_at
    return case(
        (ends <= func.now(), "Ended"), (starts > func.now(), "Still to come"), else_="Member"
    )


def _members() -> Select[*tuple[Any, ...]]:
    where = aliased(Agency)
    return (
        select(SharingCircleMember, Agency.name, Person.name, where.name, _state())
        .outerjoin(Agency, Agency.id == SharingCircleMember.agency_id)
        .outerjoin(Membership, Membership.id == SharingCircleMember.membership_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .outerjoin(where, where.id == Membership.agency_id)
        .order_by(SharingCircleMember.starts_at, SharingCircleMember.id)
    )


def _member(row: Any) -> MemberLine:
    one, agency, person, at, state = row
    is_person = one.membership_id is not None
    name = f"{person}, {at or _UNNAMED}" if person else "One person"
    return MemberLine(
        id=one.id,
        name=name if is_person else agency or _UNNAMED,
        kind="One person" if is_person else "Everyone at the agency",
        is_hidden=one.is_hidden,
        starts_on=clock.first_day(one.starts_at),
        last_day=clock.last_day(one.ends_at) if one.ends_at else None,
        state=state,
    )


def circle_page(circle_id: UUID) -> CirclePage:
    """A sharing circle, for its members and for those who keep it."""
    found = db.session.execute(
        select(SharingCircle, Agency.name, permits(SharingCircle, Right.CIRCLE_KEEP))
        .outerjoin(Agency, Agency.id == SharingCircle.owner_agency_id)
        .where(SharingCircle.id == circle_id)
    ).one_or_none()
    if found is None:
        raise Unseen
    circle, owner, may_keep = found
    rows = db.session.execute(_members().where(SharingCircleMember.circle_id == circle_id))
    members = tuple(_member(row) for row in rows)
    shown(Event.CIRCLE_SEEN, [About("sharing_circle", circle_id)])
    return CirclePage(
        id=circle.id,
        name=circle.name,
        purpose=circle.purpose,
        owner=owner or _UNNAMED,
        is_active=circle.state == "active",
        members=members,
        may_keep=may_keep and circle.state == "active",
    )


def agency_choices() -> tuple[AgencyChoice, ...]:
    """The agencies in sight that are active: each can become a member, or lend a person."""
    rows = db.session.execute(
        select(Agency.id, Agency.name)
        .where(Agency.state == "active")
        .order_by(Agency.name, Agency.id)
    )
    return tuple(AgencyChoice(ident, name) for ident, name in rows)


def member_page(member_id: UUID) -> MemberPage:
    """A membership of a sharing circle, for whoever may end it."""
    row = db.session.execute(_members().where(SharingCircleMember.id == member_id)).one_or_none()
    if row is None:
        raise Unseen
    circle = db.session.scalar(select(SharingCircle).where(SharingCircle.id == row[0].circle_id))
    if circle is None:
        raise Unseen
    shown(Event.CIRCLE_SEEN, [About("sharing_circle", circle.id)])
    return MemberPage(circle.id, circle.name, _member(row))
