"""The clauses of which every scope is made, as SQL about the one who is asking."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, any_, cast, exists, func, literal, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import Boolean, SmallInteger, Text, Uuid

from portal.access.models import Acceptance, Given
from portal.access.viewer import Role, Section, View

Column = ColumnElement[Any] | InstrumentedAttribute[Any]
given = Given.__table__
_accepted = Acceptance.__table__
_DUTIES = ("LRO", "SRO", "ANA", "LEAD", "STANDING")


def _once(function: ColumnElement[Any]) -> ColumnElement[Any]:
    """Worked out once a statement, not once a row."""
    return select(function).scalar_subquery()


def _among(column: Column, function: ColumnElement[Any], kind: Any) -> ColumnElement[bool]:
    return column == any_(cast(_once(function), ARRAY(kind)))


def my_agency() -> ColumnElement[UUID]:
    """The agency that the viewer acts for; null in a preview of a board's sight."""
    return _once(func.access.agency(type_=Uuid()))


def my_membership() -> ColumnElement[UUID]:
    """The membership that is asking; null in a preview."""
    return _once(func.access.membership(type_=Uuid()))


def my_person() -> ColumnElement[UUID]:
    """The person who is asking; null in a preview."""
    return _once(func.access.person(type_=Uuid()))


def is_recipient(column: Column) -> ColumnElement[bool]:
    """Whether the column names a recipient that the viewer answers to."""
    return _among(column, func.access.recipients(type_=ARRAY(Uuid())), Uuid())


def is_fellow(column: Column) -> ColumnElement[bool]:
    """Whether the column names the viewer's own agency, or one with a seat on a board of theirs."""
    return _among(column, func.access.fellows(type_=ARRAY(Uuid())), Uuid())


def is_my_agreement(column: Column) -> ColumnElement[bool]:
    """Whether the column names an agreement that the viewer's agency keeps or is a party of."""
    return _among(column, func.agencies.my_agreements(type_=ARRAY(Uuid())), Uuid())


def is_known(column: Column) -> ColumnElement[bool]:
    """Whether the column names an agency with which the viewer's own has something in common.

    A board, an agreement, a loan, an action or a parent; an agency without any stays hidden.
    """
    return _among(column, func.agencies.known(type_=ARRAY(Uuid())), Uuid())


def holds(*roles: Role) -> ColumnElement[bool]:
    """Whether the viewer holds any of these roles in the agency they act for."""
    wanted = cast(array([literal(role.value) for role in sorted(roles)]), ARRAY(Text()))
    return _once(func.access.roles(type_=ARRAY(Text())).op("&&", return_type=Boolean())(wanted))


def is_live_and_mine() -> ColumnElement[bool]:
    """Whether a grant holds now and is the viewer's: the policy of the grant table itself.

    A share that carries handling conditions opens for those alone who accepted them; a preview
    shows it as it opens then.
    """
    accepted = exists(
        select(literal(1))
        .where(
            _accepted.c.share_id == given.c.share_id, _accepted.c.membership_id == my_membership()
        )
        .correlate(given)
    )
    in_room = _once(func.access.in_room(type_=Boolean()))
    return and_(
        or_(given.c.needs_acceptance.is_(False), ~outside_preview(), in_room, accepted),
        _among(given.c.recipient_id, func.access.grantees(type_=ARRAY(Uuid())), Uuid()),
        # What a room shows is worked out once, for all who are in it.
        or_(
            ~in_room,
            _among(given.c.id, func.access.room_grants(type_=ARRAY(Uuid())), Uuid()),
        ),
        given.c.revoked_at.is_(None),
        given.c.valid_from <= func.now(),
        or_(given.c.valid_until.is_(None), given.c.valid_until > func.now()),
    )


def _opens(held: Any, part: View | Section) -> ColumnElement[bool]:
    if isinstance(part, View):
        return and_(held.c.view >= literal(part.value, SmallInteger()))
    opened = held.c.sections.op("&", return_type=SmallInteger())(literal(int(part), SmallInteger()))
    return and_(opened != literal(0, SmallInteger()))


def granted(group_id: Column, part: View | Section, *via: str) -> ColumnElement[bool]:
    """Whether the viewer holds a live grant of the group that opens ``part``: for child tables.

    ``part`` is a level, for that level or better, or a section; of several sections, any.

    The grant table's own policy keeps only what is live and the viewer's.  OFFSET 0 stops the
    planner from hashing everything the viewer may see (ADR 0001).
    """
    held = given.alias("held")
    wanted = [held.c.group_id == group_id, _opens(held, part)]
    if via:
        wanted.append(held.c.via.in_([literal(one, Text()) for one in via]))
    table = group_id.table if hasattr(group_id, "table") else group_id.class_.__table__
    return exists(select(literal(1)).where(*wanted).correlate(table).offset(literal(0)))


def runs(group_id: Column) -> ColumnElement[bool]:
    """Whether the viewer holds the lead view by duty: what was lent by a share does not count."""
    return granted(group_id, View.FULL, *_DUTIES)


def is_granted(group_id: Column, view: View) -> ColumnElement[bool]:
    """The same for the root table: one array of every group in sight drives its key (ADR 0001)."""
    held = given.alias("held")
    seen = select(held.c.group_id).where(held.c.view >= literal(view.value, SmallInteger()))
    return group_id == any_(func.array(seen.scalar_subquery(), type_=ARRAY(Uuid())))


def leads_a_group() -> ColumnElement[bool]:
    """Whether the viewer is the lead responsible officer of any group, whichever their role."""
    held = given.alias("held")
    return exists(select(literal(1)).where(held.c.via == literal("LRO", Text())))


def within_ceiling(marking: Column) -> ColumnElement[bool]:
    """Whether the row's marking lies within what the viewer may hold."""
    return marking <= _once(func.access.ceiling(type_=SmallInteger()))


def outside_preview() -> ColumnElement[bool]:
    """Whether the viewer is themselves, and no preview of another's sight."""
    return _once(func.access.fence(type_=Uuid())).is_(None)


def not_denied(group_id: Column) -> ColumnElement[bool]:
    """Whether nobody shut the group to the viewer or their agency: a denial beats every grant."""
    return _among(group_id, func.access.denied(type_=ARRAY(Uuid())), Uuid()).is_not(true())


def inside_fence(group_id: Column) -> ColumnElement[bool]:
    """Whether a row lies within the one group that a preview is held to."""
    fence = _once(func.access.fence(type_=Uuid()))
    return or_(fence.is_(None), group_id == fence)
