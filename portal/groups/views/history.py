"""Who did what with a group."""

from __future__ import annotations

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.access.policy import Right
from portal.groups.models import Group
from portal.groups.queries import history
from portal.groups.views.blueprint import bp
from portal.web.lists import Column

_COLUMNS = tuple(Column(label) for label in ("When", "What", "Who", "Kind"))


@bp.page("/<uuid:group_id>/history", needs=Right.LEAD_VIEW_SEE, on=Group)
def show_history(group_id: UUID) -> ResponseReturnValue:
    """Show the newest of what is on the record about a group."""
    return render_template(
        "groups/history.html", page=history.history_page(group_id), columns=_COLUMNS
    )
