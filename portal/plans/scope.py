"""Who sees an action, and who may add to it."""

from __future__ import annotations

from sqlalchemy import and_, exists, literal, or_, select

from portal.access.clauses import granted, holds, my_agency, my_membership, runs
from portal.access.policy import CONTRIBUTORS, HELD, Right, Standing
from portal.access.sight import Guarded
from portal.access.viewer import Section
from portal.agencies.models import Membership
from portal.agencies.scope import reads_counts_of
from portal.plans.models import Action, ActionUpdate, OperationResult

_action, _update, _result = Action.__table__, ActionUpdate.__table__, OperationResult.__table__
_membership = Membership.__table__

_action_in_sight = exists(
    select(literal(1)).where(_action.c.id == _update.c.action_id).correlate(_update)
)
_is_done_by_me = and_(
    _action.c.owner_agency_id == my_agency(),
    or_(_action.c.owner_id == my_membership(), holds(*HELD[Standing.CASEWORKER])),
)
_update_is_of_ours = exists(
    select(literal(1))
    .where(
        _action.c.id == _update.c.action_id,
        _action.c.group_id == _update.c.group_id,
        _is_done_by_me,
    )
    .correlate(_update)
)
_owner_works_there = exists(
    select(literal(1))
    .where(
        _membership.c.id == _action.c.owner_id,
        _membership.c.agency_id == _action.c.owner_agency_id,
        _membership.c.ended_at.is_(None),
    )
    .correlate(_action)
)

ROWS = (
    Guarded(
        model=Action,
        key=Action.id,
        see=Right.ACTION_SEE,
        means={
            Standing.CIRCLE: runs(_action.c.group_id),
            Standing.OWNER: and_(
                _action.c.owner_agency_id == my_agency(),
                granted(_action.c.group_id, Section.PLAN),
            ),
            Standing.DOER: and_(_is_done_by_me, granted(_action.c.group_id, Section.PLAN)),
            Standing.RECIPIENT: and_(
                _action.c.for_partners, granted(_action.c.group_id, Section.PLAN)
            ),
        },
        add=and_(
            holds(*CONTRIBUTORS),
            granted(_action.c.group_id, Section.PLAN),
            _action.c.owner_agency_id == my_agency(),
            _action.c.logged_by_id == my_membership(),
            _owner_works_there,
        ),
        change=(Right.ACTION_UPDATE,),
        change_columns=("state", "version"),
        group=Action.group_id,
        marking=Action.marking,
    ),
    Guarded(
        model=ActionUpdate,
        key=ActionUpdate.id,
        see=Right.ACTION_SEE,
        means={Standing.RECIPIENT: _action_in_sight},
        add=and_(_update_is_of_ours, _update.c.written_by_id == my_membership()),
        group=ActionUpdate.group_id,
        marking=ActionUpdate.marking,
    ),
    Guarded(
        model=OperationResult,
        key=OperationResult.id,
        see=Right.RESULTS_SEE,
        means={
            Standing.STATISTICIAN: and_(
                holds(*HELD[Standing.STATISTICIAN]), reads_counts_of(_result.c.owner_agency_id)
            )
        },
    ),
)
