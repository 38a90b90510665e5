"""Who sees a group's life: its status, its archiving, its queue of intelligence."""

from __future__ import annotations

from sqlalchemy import and_, literal, or_

from portal.access.clauses import granted, my_membership, runs
from portal.access.policy import Right, Standing
from portal.access.sight import Guarded
from portal.access.viewer import View
from portal.groups.models import Closure, IntelligenceItem, RetentionReview, StatusChange
from portal.groups.scope.duties import coordinates, leads, scores, scrutinises

_change, _closure = StatusChange.__table__, Closure.__table__
_review, _item = RetentionReview.__table__, IntelligenceItem.__table__
_BY_HAND = ["active", "dormant"]

ROWS = (
    Guarded(
        model=StatusChange,
        key=StatusChange.id,
        see=Right.LEAD_VIEW_SEE,
        means={Standing.FULL: granted(_change.c.group_id, View.FULL)},
        add=and_(
            or_(leads(_change.c.group_id), coordinates(_change.c.group_id)),
            _change.c.changed_by_id == my_membership(),
            _change.c.from_status.in_(_BY_HAND),
            _change.c.to_status.in_(_BY_HAND),
        ),
        group=StatusChange.group_id,
        marking=StatusChange.marking,
    ),
    Guarded(
        model=Closure,
        key=Closure.id,
        see=Right.CLOSURE_SEE,
        means={
            Standing.CIRCLE: runs(_closure.c.group_id),
            Standing.SCORER: scores(_closure.c.group_id),
            Standing.CHAIR: scrutinises(_closure.c.group_id),
        },
        add=and_(
            leads(_closure.c.group_id),
            _closure.c.proposed_by_id == my_membership(),
            _closure.c.state == literal("proposed"),
            _closure.c.endorsed_by_id.is_(None),
            _closure.c.ratified_by_id.is_(None),
        ),
        change=(Right.CLOSURE_ANSWER,),
        change_columns=(
            "state",
            "answer",
            "endorsed_at",
            "endorsed_by_id",
            "ratified_at",
            "ratified_by_id",
        ),
        group=Closure.group_id,
        marking=Closure.marking,
    ),
    Guarded(
        model=RetentionReview,
        key=RetentionReview.id,
        see=Right.CLOSURE_SEE,
        means={Standing.CIRCLE: runs(_review.c.group_id)},
        group=RetentionReview.group_id,
        marking=RetentionReview.marking,
    ),
    Guarded(
        model=IntelligenceItem,
        key=IntelligenceItem.id,
        see=Right.INTELLIGENCE_SEE,
        means={
            Standing.CIRCLE: runs(_item.c.group_id),
            Standing.LEAD_OFFICER: leads(_item.c.group_id),
        },
        add=and_(
            or_(
                leads(_item.c.group_id),
                coordinates(_item.c.group_id),
                granted(_item.c.group_id, View.FULL, "ANA"),
            ),
            _item.c.added_by_id == my_membership(),
            _item.c.reviewed_at.is_(None),
        ),
        change=(Right.INTELLIGENCE_REVIEW,),
        change_columns=("outcome", "reviewed_at", "reviewed_by_id"),
        group=IntelligenceItem.group_id,
        marking=IntelligenceItem.marking,
    ),
)
