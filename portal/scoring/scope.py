"""Who sees a score and the date of a review: those whose view opens them."""

from __future__ import annotations

from portal.access.clauses import granted
from portal.access.policy import Right, Standing
from portal.access.sight import Guarded
from portal.access.viewer import Section
from portal.scoring.models import Assessment, Review

_assessment, _review = Assessment.__table__, Review.__table__

ROWS = (
    Guarded(
        model=Assessment,
        key=Assessment.id,
        see=Right.SCORES_SEE,
        means={Standing.SCORED: granted(_assessment.c.group_id, Section.SCORE)},
        group=Assessment.group_id,
        marking=Assessment.marking,
    ),
    Guarded(
        model=Review,
        key=Review.id,
        see=Right.REVIEW_SEE,
        means={Standing.REVIEWED: granted(_review.c.group_id, Section.REVIEWS)},
        group=Review.group_id,
        marking=Review.marking,
    ),
)
