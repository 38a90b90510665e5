"""The overview of a group."""

from __future__ import annotations

from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.access.policy import Right
from portal.groups.models import Group
from portal.groups.queries import pages
from portal.groups.views.blueprint import bp


@bp.page("/<uuid:group_id>", needs=Right.GROUP_SEE, on=Group)
def show_group(group_id: UUID) -> ResponseReturnValue:
    """Show a group's overview."""
    return render_template("groups/show.html", page=pages.group_page(group_id))
