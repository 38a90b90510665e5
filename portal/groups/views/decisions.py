"""The lead officer's log of a group."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.paging import page_number
from portal.groups.forms.log import CorrectEntryForm, WriteDecisionForm
from portal.groups.models import Group, LogEntry
from portal.groups.operations import log as operations
from portal.groups.queries import log, pages
from portal.groups.views.blueprint import bp
from portal.web.facts import Entry
from portal.web.lists import pages as numbered


@bp.page("/<uuid:group_id>/decisions", needs=Right.DECISIONS_SEE, on=Group)
def show_decisions(group_id: UUID) -> ResponseReturnValue:
    """Show the lead officer's log, newest first."""
    page = log.decisions_page(group_id, page_number(request.args.get("page")))
    entries = [
        Entry(
            title=f"{line.kind.label}{', corrects an earlier entry' if line.corrects else ''}",
            when=line.written_at,
            who=", ".join(filter(None, (line.writer, line.agency))),
            text=f"{line.text}\n\nFor: {line.audience.label}."
            + (f" Corrects: {line.corrects}" if line.corrects else "")
            + (" Corrected by a later entry." if line.is_corrected else ""),
            href=url_for("groups.correct_entry", entry_id=line.id) if page.may_write else "",
            link="Correct this entry",
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
        operations.write_decision(group_id, kind, form.text.data, form.readers())
        flash(f"The {kind.value} is in the lead officer's log.")
        return redirect(url_for("groups.show_decisions", group_id=group_id), 303)
    text = render_template(
        "groups/write_decision.html", form=form, header=pages.group_header(group_id)
    )
    return text, form.http_status


@bp.page(
    "/decisions/<uuid:entry_id>/correct",
    needs=Right.DECISION_WRITE,
    on=LogEntry,
    twice=Twice.REPLAY,
)
def correct_entry(entry_id: UUID) -> ResponseReturnValue:
    """Write an entry that corrects another, which stays as it is."""
    line, group_id = log.entry(entry_id)
    form = CorrectEntryForm()
    if form.validate_on_submit():
        operations.correct_entry(entry_id, form.text.data, form.readers())
        flash("The correction is in the log. The earlier entry stays as it was.")
        return redirect(url_for("groups.show_decisions", group_id=group_id), 303)
    if not form.is_submitted():
        form.audience.data = line.audience.value
    text = render_template(
        "groups/correct_entry.html", form=form, line=line, header=pages.group_header(group_id)
    )
    return text, form.http_status
