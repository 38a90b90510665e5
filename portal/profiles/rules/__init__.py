"""The rules of counting: what is withheld from a wider audience, and what a series says."""

from __future__ import annotations

from portal.profiles.rules.series import Month, NotedChange, as_percent, noted_changes
from portal.profiles.rules.suppression import (
    THRESHOLD,
    Figure,
    Suppressed,
    Withheld,
    share,
    shown,
    suppress,
    suppress_list,
    suppress_part,
)
from portal.profiles.rules.totals import AREAS, Counted, Measure, Published, to_publish

__all__ = [
    "AREAS",
    "THRESHOLD",
    "Counted",
    "Figure",
    "Measure",
    "Month",
    "NotedChange",
    "Published",
    "Suppressed",
    "Withheld",
    "as_percent",
    "noted_changes",
    "share",
    "shown",
    "suppress",
    "suppress_list",
    "suppress_part",
    "to_publish",
]
