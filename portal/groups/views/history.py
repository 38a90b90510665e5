"""Who did what with a group."""

from __future__ import annotations

from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from portal.access.policy import Right
from portal.groups.forms.log import FilterHistoryForm
from portal.groups.models import Group
from portal.groups.queries import history
from portal.groups.views.blueprint import bp
from portal.web.lists import Column, Filter

_COLUMNS = tuple(Column(label) for label in ("When", "What", "Who", "Kind"))


@bp.page("/<uuid:group_id>/history", needs=Right.HISTORY_SEE, on=Group)
def show_history(group_id: UUID) -> ResponseReturnValue:
    """Show the newest of what is on the record about a group."""
    form = FilterHistoryForm(formdata=request.args)
    page = history.history_page(group_id, form.read())
    pairs = list(request.args.items(multi=True))
    filter_ = Filter(
        action=request.path,
        clear=request.path,
        chips=form.chips(request.path, pairs),
        says="Filters all that is on the record about this group",
    )
    text = render_template(
        "groups/history.html", form=form, page=page, filter=filter_, columns=_COLUMNS
    )
    return text, form.http_status
