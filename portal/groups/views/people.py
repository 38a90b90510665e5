"""The people of a group."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from portal.access.policy import Right
from portal.core.paging import page_number
from portal.groups.models import Group
from portal.groups.queries import people
from portal.groups.views.blueprint import bp
from portal.web.lists import Column, pages

_COLUMNS = tuple(
    Column(label) for label in ("Name", "Role", "Date of birth", "Home", "Status", "Reference")
)


@bp.page("/<uuid:group_id>/people", needs=Right.LEAD_VIEW_SEE, on=Group)
def show_people(group_id: UUID) -> ResponseReturnValue:
    """Show the people of a group, a page at a time."""
    page = people.people_page(group_id, page_number(request.args.get("page")))
    pairs = list(request.args.items(multi=True))
    return render_template(
        "groups/people.html",
        page=page,
        columns=_COLUMNS,
        pages=pages(request.path, pairs, page.people),
    )
