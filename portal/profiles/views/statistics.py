"""The statistics within the viewer's sight."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.access.policy import Right
from portal.profiles import queries
from portal.profiles.rules import as_percent
from portal.profiles.views.blueprint import bp
from portal.profiles.views.charts import monthly_chart


@bp.page("/statistics", needs=Right.STATISTICS_SEE)
def show_statistics() -> ResponseReturnValue:
    """Show the banding table, the counts by month and the results of operations."""
    page = queries.statistics_page()
    drawings = [monthly_chart(series) for series in page.series]
    return render_template(
        "profiles/statistics.html", page=page, drawings=drawings, percent=as_percent
    )
