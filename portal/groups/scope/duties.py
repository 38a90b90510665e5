"""Who runs a group, and in which part: the clauses that the other files of the scope share."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, literal, or_, select

from portal.access.clauses import Column, granted, holds, my_agency, my_membership
from portal.access.viewer import Role, View
from portal.agencies.models import Agency
from portal.agencies.scope import POLICE_KINDS

_agency = Agency.__table__


def for_the_police() -> ColumnElement[bool]:
    """Whether the viewer acts for a force or a regional unit."""
    mine = _agency.alias("mine")
    return exists(select(literal(1)).where(mine.c.id == my_agency(), mine.c.kind.in_(POLICE_KINDS)))


def coordinates(group_id: Column) -> ColumnElement[bool]:
    """Whether the viewer coordinates the group: a share of the lead view makes nobody that."""
    return and_(holds(Role.COO), granted(group_id, View.FULL, "LEAD", "STANDING"))


def scrutinises(group_id: Column) -> ColumnElement[bool]:
    """Whether the viewer chairs the scrutiny of the group."""
    return and_(holds(Role.SCR), granted(group_id, View.FULL, "STANDING"))


def scores(group_id: Column) -> ColumnElement[bool]:
    """Whether the viewer is the scorer of the group's region."""
    return and_(holds(Role.SCO), granted(group_id, View.FULL, "STANDING"))


def leads(group_id: Column) -> ColumnElement[bool]:
    """Whether the viewer is the group's lead officer or their deputy."""
    return granted(group_id, View.FULL, "LRO")


def may_answer(group_id: Column, proposer_id: Column) -> ColumnElement[bool]:
    """Whether the viewer may answer for the group what another proposed."""
    return and_(
        proposer_id != my_membership(),
        or_(
            granted(group_id, View.FULL, "SRO"),
            coordinates(group_id),
            and_(holds(Role.SPC), granted(group_id, View.FULL, "LEAD")),
        ),
    )
