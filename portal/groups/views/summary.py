"""The partner summary of a group."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.groups.forms.people import ConfirmForm
from portal.groups.forms.summary import EditNarrativeForm, EditSummaryForm
from portal.groups.models import Group, PartnerSummary, WorkingRecord
from portal.groups.operations import summary as operations
from portal.groups.queries import pages, texts
from portal.groups.views.blueprint import bp


@bp.page(
    "/<uuid:group_id>/partner-summary",
    needs=Right.SUMMARY_EDIT,
    on=PartnerSummary,
    twice=Twice.CONFLICT,
)
def edit_summary(group_id: UUID) -> ResponseReturnValue:
    """Write what partners read; who writes second gets both texts."""
    form = EditSummaryForm()
    if form.validate_on_submit():
        operations.edit_summary(group_id, form.text.data, form.version.data)
        flash("The partner summary is changed. Whoever holds it reads the new text from now on.")
        return redirect(url_for("groups.show_group", group_id=group_id), 303)
    page = pages.summary_page(group_id)
    if not form.is_submitted():
        form.process(data={"text": page.text, "version": page.version})
    text = render_template("groups/edit_summary.html", form=form, page=page)
    return text, form.http_status


@bp.page(
    "/<uuid:group_id>/narrative",
    needs=Right.NARRATIVE_EDIT,
    on=WorkingRecord,
    twice=Twice.CONFLICT,
)
def edit_narrative(group_id: UUID) -> ResponseReturnValue:
    """Write the restricted narrative; the summary's writers are told that it changed."""
    form = EditNarrativeForm()
    if form.validate_on_submit():
        operations.edit_narrative(group_id, form.text.data, form.version.data)
        flash("The narrative is changed. Confirm that the partner summary still holds.")
        return redirect(url_for("groups.show_group", group_id=group_id), 303)
    page = texts.narrative_page(group_id)
    if not form.is_submitted():
        form.process(data={"text": page.text, "version": page.version})
    return render_template("groups/edit_narrative.html", form=form, page=page), form.http_status


@bp.page(
    "/<uuid:group_id>/summary-holds",
    needs=Right.SUMMARY_CONFIRM,
    on=Group,
    twice=Twice.HARMLESS,
)
def confirm_summary(group_id: UUID) -> ResponseReturnValue:
    """Confirm that the partner summary holds beside the narrative."""
    form = ConfirmForm()
    if form.validate_on_submit():
        operations.confirm_summary(group_id)
        flash("It is on the record that the partner summary still holds.")
        return redirect(url_for("groups.show_group", group_id=group_id), 303)
    page = pages.summary_page(group_id)
    return render_template("groups/confirm_summary.html", form=form, page=page), form.http_status


@bp.page("/<uuid:group_id>/texts", needs=Right.TEXTS_SEE, on=Group)
def show_texts(group_id: UUID) -> ResponseReturnValue:
    """Show the earlier texts of the narrative and of the partner summary."""
    return render_template("groups/texts.html", page=texts.texts_page(group_id))
