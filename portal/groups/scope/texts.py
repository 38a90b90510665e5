"""Who sees earlier texts, and who may confirm that a partner summary still holds."""

from __future__ import annotations

from sqlalchemy import and_, or_

from portal.access.clauses import granted, my_membership, runs
from portal.access.policy import Right, Standing
from portal.access.sight import Guarded
from portal.access.viewer import Section, View
from portal.groups.models.texts import SummaryCheck, TextVersion
from portal.groups.scope.duties import coordinates

_text, _check = TextVersion.__table__, SummaryCheck.__table__
_confirms = or_(granted(_check.c.group_id, View.FULL, "LRO", "SRO"), coordinates(_check.c.group_id))

ROWS = (
    Guarded(
        model=TextVersion,
        key=TextVersion.id,
        see=Right.TEXTS_SEE,
        means={Standing.CIRCLE: runs(_text.c.group_id)},
        group=TextVersion.group_id,
        marking=TextVersion.marking,
    ),
    Guarded(
        model=SummaryCheck,
        key=SummaryCheck.group_id,
        see=Right.LEAD_VIEW_SEE,
        means={
            Standing.FULL: granted(_check.c.group_id, Section.NARRATIVE),
            Standing.LEAD_OFFICER: granted(_check.c.group_id, View.FULL, "LRO"),
            Standing.SENIOR_OFFICER: granted(_check.c.group_id, View.FULL, "SRO"),
            Standing.COORDINATOR: coordinates(_check.c.group_id),
        },
        add=and_(_confirms, _check.c.confirmed_by_id == my_membership()),
        change=(Right.SUMMARY_CONFIRM,),
        change_columns=("narrative_version", "confirmed_at", "confirmed_by_id"),
        group=SummaryCheck.group_id,
        marking=SummaryCheck.marking,
    ),
)
