"""Who is denied a group whatever else they hold, and who broke the glass."""

from __future__ import annotations

from sqlalchemy import ColumnElement, FromClause, and_, exists, literal, or_, select

from portal.access.clauses import Column, granted, holds, my_agency, my_membership, runs
from portal.access.models import Denial, Glass
from portal.access.policy import HELD, Right, Standing
from portal.access.sight import Guarded
from portal.access.viewer import View
from portal.agencies.models import Agency, Membership
from portal.groups.models import Group
from portal.groups.scope.duties import coordinates

_denial, _glass = Denial.__table__, Glass.__table__
_agency, _member, _group = Agency.__table__, Membership.__table__, Group.__table__


def _names(table: FromClause, column: Column) -> ColumnElement[bool]:
    return exists(select(literal(1)).where(table.c.id == column).correlate(_denial))


ROWS = (
    Guarded(
        model=Denial,
        key=Denial.id,
        see=Right.DENIAL_SEE,
        means={
            Standing.CIRCLE: runs(_denial.c.group_id),
            Standing.LEAD_OFFICER: granted(_denial.c.group_id, View.FULL, "LRO"),
            Standing.COORDINATOR: coordinates(_denial.c.group_id),
        },
        add=and_(
            or_(
                granted(_denial.c.group_id, View.FULL, "LRO"),
                coordinates(_denial.c.group_id),
            ),
            _denial.c.given_by_id == my_membership(),
            exists(select(literal(1)).where(_group.c.id == _denial.c.group_id).correlate(_denial)),
            or_(_names(_agency, _denial.c.agency_id), _names(_member, _denial.c.membership_id)),
        ),
        change=(Right.DENIAL_WRITE,),
        change_columns=("ended_at", "ended_by_id"),
        group=Denial.group_id,
    ),
    Guarded(
        model=Glass,
        key=Glass.id,
        see=Right.GLASS_SEE,
        means={
            Standing.SELF: _glass.c.asked_by_id == my_membership(),
            Standing.GLASS_ANSWERER: and_(
                holds(*HELD[Standing.GLASS_SECOND]),
                _glass.c.owner_agency_id == my_agency(),
                _glass.c.asked_by_id != my_membership(),
            ),
            Standing.CIRCLE: runs(_glass.c.group_id),
            Standing.LEAD_OFFICER: granted(_glass.c.group_id, View.FULL, "LRO"),
        },
        add=and_(
            holds(*HELD[Standing.GLASS_KEEPER]),
            _glass.c.asked_by_id == my_membership(),
            _glass.c.state == literal("awaiting"),
        ),
        change=(Right.GLASS_ANSWER, Right.GLASS_END),
        change_columns=(
            "state",
            "answered_by_id",
            "answered_at",
            "until",
            "ended_at",
            "ended_by_id",
        ),
        in_preview="the sharing page of a group tells its circle of it",
    ),
)
