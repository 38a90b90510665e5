"""The partner summary of a group."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.groups.forms.summary import EditSummaryForm
from portal.groups.models import PartnerSummary
from portal.groups.operations import summary as operations
from portal.groups.queries import pages
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
