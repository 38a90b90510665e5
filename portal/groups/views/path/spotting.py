"""Spotting reports: what trained people noticed, and what became of it."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.core.paging import page_number
from portal.groups.forms.triggers import FileReportForm, TriageReportForm
from portal.groups.models import SpottingReport
from portal.groups.operations import spotting as operations
from portal.groups.queries import spotting
from portal.groups.rules import Theme
from portal.groups.rules.triggers import ReportState
from portal.groups.views.blueprint import bp
from portal.web.lists import pages as numbered


@bp.page("/spotting-reports", needs=Right.SPOTTING_LIST)
def list_reports() -> ResponseReturnValue:
    """Show the spotting reports in sight."""
    page = spotting.report_list(page_number(request.args.get("page")))
    links = numbered(request.path, list(request.args.items(multi=True)), page.lines)
    return render_template("groups/path/reports.html", page=page, links=links)


@bp.page("/spotting-reports/new", needs=Right.SPOTTING_ADD, twice=Twice.REPLAY)
def file_report() -> ResponseReturnValue:
    """File what was spotted."""
    form = FileReportForm()
    if form.validate_on_submit():
        seen_on, theme = form.seen_on.data, Theme(form.theme.data)
        assert seen_on is not None  # noqa: S101 - tells the type checker
        try:
            report_id = operations.file_report(form.signs.data, form.place.data, seen_on, theme)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The report is with the coordinator. What becomes of it shows here.")
            return redirect(url_for("groups.show_report", report_id=report_id), 303)
    back = url_for("groups.list_reports")
    return render_template("groups/path/file_report.html", form=form, back=back), form.http_status


@bp.page("/spotting-reports/<uuid:report_id>", needs=Right.SPOTTING_SEE, on=SpottingReport)
def show_report(report_id: UUID) -> ResponseReturnValue:
    """Show a spotting report and what became of it."""
    return render_template("groups/path/show_report.html", page=spotting.report_page(report_id))


@bp.page(
    "/spotting-reports/<uuid:report_id>/answer",
    needs=Right.SPOTTING_TRIAGE,
    on=SpottingReport,
    twice=Twice.REPLAY,
)
def answer_report(report_id: UUID) -> ResponseReturnValue:
    """Say what becomes of a spotting report."""
    page, form = spotting.triage_page(report_id), TriageReportForm()
    form.offer(page)
    back = url_for("groups.show_report", report_id=report_id)
    if form.validate_on_submit():
        trigger_id = UUID(form.trigger.data) if form.trigger.data else None
        try:
            state = ReportState(form.state.data or "")
            operations.answer_report(report_id, state, trigger_id, form.answer.data)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The observer can read your answer.")
            return redirect(back, 303)
    text = render_template("groups/path/answer_report.html", form=form, page=page, back=back)
    return text, form.http_status
