"""Who sees a score and the date of a review: those who hold the lead view."""

from __future__ import annotations

from portal.access.clauses import granted
from portal.access.policy import Right, Standing
from portal.access.sight import Guarded
from portal.access.viewer import View
from portal.scoring.models import Assessment, Review

_assessment, _review = Assessment.__table__, Review.__table__

ROWS = (
    Guarded(
        model=Assessment,
        key=Assessment.id,
        see=Right.LEAD_VIEW_SEE,
        means={Standing.FULL: granted(_assessment.c.group_id, View.FULL)},
        group=Assessment.group_id,
        marking=Assessment.marking,
    ),
    Guarded(
        model=Review,
        key=Review.id,
        see=Right.LEAD_VIEW_SEE,
        means={Standing.FULL: granted(_review.c.group_id, View.FULL)},
        group=Review.group_id,
        marking=Review.marking,
    ),
)
