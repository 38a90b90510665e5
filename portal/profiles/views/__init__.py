"""The pages of counts: statistics within sight, and published totals."""

from __future__ import annotations

from portal.access.policy import Right
from portal.profiles.views import statistics, totals
from portal.profiles.views.blueprint import bp
from portal.web.rooms import Place

PLACES: tuple[Place, ...] = (
    Place("Statistics", "profiles.show_statistics", Right.STATISTICS_SEE),
    Place("Totals", "profiles.show_totals", Right.TOTALS_SEE),
)

__all__ = ["PLACES", "bp", "statistics", "totals"]
