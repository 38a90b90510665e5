"""The chart of monthly counts: its specification, its data, its words."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from markupsafe import Markup

from portal.profiles.projections import Series
from portal.profiles.rules import Month
from portal.web.charts import draw
from portal.web.filters import month as month_words

_SERIES = {
    "groups": ("Groups", "Active"),
    "high_risk_groups": ("Groups", "High risk"),
    "nominals": ("Nominals", "Active"),
    "high_risk_nominals": ("Nominals", "High risk"),
}


@cache
def _specification() -> str:
    folder = files("portal.profiles").joinpath("charts")
    return folder.joinpath("monthly.json").read_text(encoding="utf-8")


def monthly_chart(series: Series) -> Markup | None:
    """The four series by month, each change of counting marked; None when it cannot be drawn."""
    specification: dict[str, Any] = json.loads(_specification())
    specification["datasets"] = {
        "counts": [
            {"month": one.month.isoformat(), "panel": panel, "series": name,
             "count": getattr(one, field)}
            for one in series.months
            for field, (panel, name) in _SERIES.items()
        ],
        "changes": [
            {"month": change.month.isoformat(), "label": "Counting changed"}
            for change in series.changes
        ],
    }  # fmt: skip
    title = f"Active and high-risk groups and nominals by month, {series.agency}"
    return draw(specification, title, description(series))


def description(series: Series) -> str:
    """The chart in words, for those who do not see it."""
    first, last = series.first, series.last
    marked = ", ".join(month_words(change.month) for change in series.changes)
    said = f"From {_told(first)} To {_told(last)}"
    return f"{said} Counting changed in {marked}." if marked else said


def _told(one: Month) -> str:
    return (
        f"{month_words(one.month)}: {one.groups:,} active groups, {one.high_risk_groups:,} of them"
        f" high risk; {one.nominals:,} active nominals, {one.high_risk_nominals:,} of them high"
        " risk."
    )
