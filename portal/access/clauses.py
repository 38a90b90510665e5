"""The clauses of which every scope is made, as SQL about the one who is asking."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, any_, cast, exists, func, literal, or_, select
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import Boolean, SmallInteger, Text, Uuid

from portal.access.models import Given
from portal.access.viewer import Role, View

Column = ColumnElement[Any] | InstrumentedAttribute[Any]
given = Given.__table__
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


def holds(*roles: Role) -> ColumnElement[bool]:
    """Whether the viewer holds any of these roles in the agency they act for."""
    wanted = cast(array([literal(role.value) for role in sorted(roles)]), ARRAY(Text()))
    return _once(func.access.roles(type_=ARRAY(Text())).op("&&", return_type=Boolean())(wanted))


def is_live_and_mine() -> ColumnElement[bool]:
    """Whether a grant holds now and is the viewer's: the policy of the grant table itself."""
    return and_(
        is_recipient(given.c.recipient_id),
        given.c.revoked_at.is_(None),
        given.c.valid_from <= func.now(),
        or_(given.c.valid_until.is_(None), given.c.valid_until > func.now()),
    )


def granted(group_id: Column, view: View, *via: str) -> ColumnElement[bool]:
    """Whether the viewer holds a live grant of the group at ``view`` or better: for child tables.

    The grant table's own policy keeps only what is live and the viewer's.  OFFSET 0 stops the
    planner from hashing everything the viewer may see (ADR 0001).
    """
    held = given.alias("held")
    wanted = [held.c.group_id == group_id, held.c.view >= literal(view.value, SmallInteger())]
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


def inside_fence(group_id: Column) -> ColumnElement[bool]:
    """Whether a row lies within the one group that a preview is held to."""
    fence = _once(func.access.fence(type_=Uuid()))
    return or_(fence.is_(None), group_id == fence)
