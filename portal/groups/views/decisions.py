"""The lead officer's log of a group."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.paging import page_number
from portal.groups.forms.log import WriteDecisionForm
from portal.groups.models import Group
from portal.groups.operations import log as operations
from portal.groups.queries import log, pages
from portal.groups.views.blueprint import bp
from portal.web.facts import Entry
from portal.web.lists import pages as numbered


@bp.page("/<uuid:group_id>/decisions", needs=Right.LEAD_VIEW_SEE, on=Group)
def show_decisions(group_id: UUID) -> ResponseReturnValue:
    """Show the lead officer's log, newest first."""
    page = log.decisions_page(group_id, page_number(request.args.get("page")))
    entries = [
        Entry(
            title=line.kind.label,
            when=line.written_at,
            who=", ".join(filter(None, (line.writer, line.agency))),
            text=line.text,
        )
        for line in page.entries.items
    ]
    pairs = list(request.args.items(multi=True))
    return render_template(
        "groups/decisions.html",
        page=page,
        entries=entries,
        pages=numbered(request.path, pairs, page.entries),
    )


@bp.page("/<uuid:group_id>/decisions/new", needs=Right.DECISION_WRITE, on=Group, twice=Twice.REPLAY)
def write_decision(group_id: UUID) -> ResponseReturnValue:
    """Write a decision or a concern in the log, where it stays as it is."""
    form = WriteDecisionForm()
    if form.validate_on_submit():
        kind = form.chosen()
        operations.write_decision(group_id, kind, form.text.data)
        flash(f"The {kind.value} is in the lead officer's log.")
        return redirect(url_for("groups.show_decisions", group_id=group_id), 303)
    text = render_template(
        "groups/write_decision.html", form=form, header=pages.group_header(group_id)
    )
    return text, form.http_status
