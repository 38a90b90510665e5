"""The pages of scores, and the reviews that My work shows."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.entry import current_viewer
from portal.access.guard import GuardedBlueprint
from portal.access.policy import Right
from portal.access.viewer import Role
from portal.groups.models import Group
from portal.scoring import queries
from portal.scoring.projections import ReviewLine, Reviews
from portal.web.filters import due, long_date
from portal.web.rooms import Line, Section

bp = GuardedBlueprint("scoring", __name__, template_folder="templates")

_KEEPERS = (Role.LRO, Role.SRO, Role.COO, Role.SCO)


@bp.page("/groups/<uuid:group_id>/scores", needs=Right.SCORES_SEE, on=Group)
def show_scores(group_id: UUID) -> ResponseReturnValue:
    """Show a group's scores, and when its review is due."""
    return render_template("scoring/show.html", page=queries.scores_page(group_id))


def work() -> Sequence[Section]:
    """What waits for the viewer in this room."""
    viewer = current_viewer()
    if not (viewer.leads or viewer.holds(*_KEEPERS)):
        return ()
    return (
        _section("Reviews overdue", queries.reviews_overdue(), "No review is overdue."),
        _section(
            "Reviews due within a month",
            queries.reviews_due(),
            "No review is due within a month.",
        ),
    )


def _section(title: str, reviews: Reviews, empty: str) -> Section:
    lines = tuple(_line(one) for one in reviews.lines)
    return Section(title, lines, empty, total=reviews.total)


def _line(line: ReviewLine) -> Line:
    near = due(line.due_on)
    note = f"Due {long_date(line.due_on)}" + (f", {near.words.lower()}" if near.words else "")
    here = url_for("scoring.show_scores", group_id=line.group_id)
    return Line(line.group, here, note, near.state == "overdue")
