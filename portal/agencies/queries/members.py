"""The people of an agency, their standing, and what they left behind."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Date, DateTime, Text, Uuid, column, func, literal, select
from sqlalchemy.dialects.postgresql import ARRAY

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import permits
from portal.access.viewer import Role
from portal.agencies.models import Agency, Membership, Person
from portal.agencies.models.people import Invitation
from portal.agencies.projections.people import (
    InvitationLine,
    LeftLine,
    MemberLine,
    MemberPage,
    MembersPage,
    vetting_warning,
)
from portal.audit.events import Event
from portal.audit.record import About, shown
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Unseen
from portal.core.paging import SIZE

_MEMBERS = (
    column("id", Uuid()), column("name", Text()), column("roles", ARRAY(Text())),
    column("unconfirmed", ARRAY(Text())), column("vetting_level", Text()),
    column("vetting_reference", Text()), column("vetting_until", Date()),
    column("last_used", DateTime(timezone=True)), column("state", Text()),
)  # fmt: skip
_LEFT = (
    column("action_id", Uuid()), column("group_id", Uuid()), column("owner_id", Uuid()),
    column("due_on", Date()),
)  # fmt: skip


def _member(row: Any) -> MemberLine:
    return MemberLine(
        id=row.id,
        name=row.name,
        roles=tuple(Role(one) for one in row.roles),
        unconfirmed=tuple(Role(one) for one in row.unconfirmed),
        vetting_level=row.vetting_level,
        vetting_reference=row.vetting_reference,
        vetting_until=row.vetting_until,
        last_used=row.last_used,
        state=row.state,
        warning=vetting_warning(row.vetting_until, clock.today()),
    )


def _members(agency_id: UUID) -> Any:
    return func.agencies.members(agency_id).table_valued(*_MEMBERS, name="m")


def members_page(agency_id: UUID) -> MembersPage:
    """The people of an agency, for those who keep them."""
    name, may_invite = db.session.execute(
        select(Agency.name, permits(Agency, Right.PERSON_INVITE)).where(Agency.id == agency_id)
    ).one()
    viewer = current_viewer()
    table = _members(agency_id)
    rows = db.session.execute(
        select(table).order_by(table.c.state == "left", table.c.name, table.c.id).limit(500)
    )
    waiting = db.session.scalars(
        select(Invitation)
        .where(Invitation.agency_id == agency_id)
        .order_by(Invitation.made_at.desc(), Invitation.id)
        .limit(SIZE)
    )
    shown(Event.MEMBERS_SEEN, [About("agency", agency_id, None, agency_id)])
    is_spoc = viewer.agency_id == agency_id and viewer.holds(Role.SPC)
    return MembersPage(
        agency_id=agency_id,
        agency=name,
        members=tuple(_member(row) for row in rows),
        invitations=tuple(
            InvitationLine(one.id, one.name, one.made_at, one.state) for one in waiting
        ),
        left_behind=left_behind() if is_spoc else (),
        may_manage=is_spoc or viewer.holds(Role.ADM),
        may_invite=may_invite,
    )


def left_behind() -> tuple[LeftLine, ...]:
    """The open actions of those who left the viewer's agency; groups as far as in sight."""
    table = func.agencies.left_behind().table_valued(*_LEFT, name="l")
    rows = db.session.execute(
        select(
            table.c.action_id,
            func.coalesce(func.groups.reference_seen(table.c.group_id, type_=Text()), ""),
            func.coalesce(Person.name, literal("somebody who left")),
            table.c.due_on,
        )
        .outerjoin(Membership, Membership.id == table.c.owner_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .order_by(table.c.due_on, table.c.action_id)
        .limit(SIZE)
    )
    return tuple(LeftLine(*row) for row in rows)


def takers() -> list[tuple[str, str]]:
    """The people of the viewer's agency who can take an action over."""
    rows = db.session.execute(
        select(Membership.id, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.agency_id == current_viewer().agency_id, Membership.ended_at.is_(None))
        .order_by(Person.name, Membership.id)
    )
    return [(str(ident), name) for ident, name in rows]


def member_page(membership_id: UUID) -> MemberPage:
    """One person of an agency, for those who keep its people."""
    row = db.session.execute(
        select(Membership.agency_id, Membership.person_id, Agency.name, Agency.kind)
        .join(Agency, Agency.id == Membership.agency_id)
        .where(Membership.id == membership_id)
    ).one_or_none()
    if row is None:
        raise Unseen
    table = _members(row.agency_id)
    found = db.session.execute(
        select(table, func.agencies.roles_of(row.kind, type_=ARRAY(Text())).label("own")).where(
            table.c.id == membership_id
        )
    ).one_or_none()
    if found is None:
        raise Unseen
    shown(Event.MEMBER_SEEN, [About("membership", membership_id, None, row.agency_id)])
    return MemberPage(
        agency_id=row.agency_id,
        agency=row.name,
        member=_member(found),
        own_roles=tuple(Role(one) for one in found.own),
        is_me=row.person_id == current_viewer().person_id,
    )


def my_vetting() -> tuple[str, Any]:
    """The warning on the viewer's own vetting, and its last day."""
    until = db.session.scalar(
        select(Membership.vetting_until).where(Membership.id == current_viewer().membership_id)
    )
    return vetting_warning(until, clock.today()), until
