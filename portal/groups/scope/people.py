"""Who sees the people of a group, and who may say what of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select
from sqlalchemy.types import Boolean

from portal.access.clauses import granted, holds, leads_a_group, my_agency, my_membership
from portal.access.policy import CONTRIBUTORS, HELD, Right, Standing
from portal.access.sight import Guarded
from portal.access.viewer import Role, Section, View
from portal.groups.models.people import Combination, Identity, Involvement, Nominal
from portal.groups.scope.duties import coordinates
from portal.groups.scope.working import contributes_to, works_on

_nominal, _identity = Nominal.__table__, Identity.__table__
_part, _both = Involvement.__table__, Combination.__table__
_DESK = (Role.LRO, Role.ANA, Role.COO)
_CASEWORK = HELD[Standing.CASEWORKER]


def _in_a_group(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether the nominal has a part, in sight, in a group of which this holds."""
    wanted = (_part.c.nominal_id == _nominal.c.id, *more)
    return exists(select(literal(1)).where(*wanted).correlate(_nominal))


_is_named_to_me = exists(
    select(literal(1))
    .where(
        _part.c.nominal_id == _identity.c.nominal_id, granted(_part.c.group_id, Section.IDENTITY)
    )
    .correlate(_identity)
)


def _in_sight(column: Any) -> ColumnElement[bool]:
    """Whether the nominal that the column names is in sight: keys are checked without policies."""
    return exists(select(literal(1)).where(_nominal.c.id == column).correlate(column.table))


ROWS = (
    Guarded(
        model=Involvement,
        key=Involvement.id,
        see=Right.MEMBERS_SEE,
        means={
            Standing.MEMBERS: granted(_part.c.group_id, Section.MEMBERS),
            Standing.LEAD_OFFICER: granted(_part.c.group_id, View.FULL, "LRO"),
            Standing.ANALYST: granted(_part.c.group_id, View.FULL, "ANA"),
            Standing.COORDINATOR: coordinates(_part.c.group_id),
            Standing.DOER: and_(
                _part.c.agency_id == my_agency(),
                holds(*_CASEWORK),
                granted(_part.c.group_id, Section.MEMBERS),
            ),
        },
        add=and_(
            _part.c.agency_id == my_agency(),
            _part.c.stated_by_id == my_membership(),
            or_(
                and_(_part.c.state == literal("stated"), works_on(_part.c.group_id)),
                and_(_part.c.state == literal("proposed"), contributes_to(_part.c.group_id)),
            ),
            # A function, because a policy may not ask about its own table on the way.
            func.groups.may_place(_part.c.nominal_id, type_=Boolean()),
        ),
        change=(Right.MEMBER_EDIT, Right.MEMBER_ANSWER),
        change_columns=(
            "role",
            "category",
            "basis",
            "confidence",
            "from_on",
            "to_on",
            "state",
            "version",
        ),
        group=Involvement.group_id,
        marking=Involvement.marking,
    ),
    Guarded(
        model=Nominal,
        key=Nominal.id,
        see=Right.MEMBERS_SEE,
        means={
            Standing.MEMBERS: _in_a_group(),
            Standing.LEAD_OFFICER: _in_a_group(granted(_part.c.group_id, View.FULL, "LRO")),
            Standing.ANALYST: _in_a_group(granted(_part.c.group_id, View.FULL, "ANA")),
            Standing.COORDINATOR: _in_a_group(coordinates(_part.c.group_id)),
        },
        add=and_(
            _nominal.c.owner_agency_id == my_agency(),
            _nominal.c.added_by_id == my_membership(),
            or_(holds(*CONTRIBUTORS, *_DESK), leads_a_group()),
        ),
        in_preview="a nominal is seen through the involvement, which the fence holds",
        marking=Nominal.marking,
    ),
    Guarded(
        model=Identity,
        key=Identity.nominal_id,
        see=Right.IDENTITY_SEE,
        means={Standing.IDENTITY: _is_named_to_me},
        add=func.groups.is_fresh(_identity.c.nominal_id, type_=Boolean()),
        in_preview="an identity is seen through the involvement, which the fence holds",
        marking=Identity.marking,
    ),
    Guarded(
        model=Combination,
        key=Combination.id,
        see=Right.COMBINATION_SEE,
        means={
            Standing.MEMBERS: and_(_in_sight(_both.c.kept_id), _in_sight(_both.c.merged_id)),
            Standing.DOER: and_(
                _both.c.agency_id == my_agency(), or_(holds(*_DESK), leads_a_group())
            ),
        },
        add=and_(
            _both.c.agency_id == my_agency(),
            _both.c.made_by_id == my_membership(),
            or_(holds(*_DESK), leads_a_group()),
            _in_sight(_both.c.kept_id),
            _in_sight(_both.c.merged_id),
        ),
        change=(Right.COMBINATION_UNDO,),
        change_columns=("undone_at", "undone_by_id"),
        in_preview="both nominals are seen through the involvement, which the fence holds",
        marking=Combination.marking,
    ),
)
