"""Copies and corrections: taken, recalled, destroyed; sent, acknowledged."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.groups.forms.lending import (
    AcknowledgeForm,
    CorrectForm,
    DestroyCopyForm,
    TakeCopyForm,
)
from portal.groups.models import Copy, Correction, Group
from portal.groups.operations import corrections, recall
from portal.groups.queries import lending, pages
from portal.groups.views.blueprint import bp
from portal.web.filters import plural


@bp.page("/<uuid:group_id>/copies", needs=Right.SHARING_SEE, on=Group)
def show_copies(group_id: UUID) -> ResponseReturnValue:
    """Show who took a copy, who has destroyed it, and who has acknowledged which correction."""
    return render_template("groups/copies.html", page=lending.copies_page(group_id))


@bp.page("/<uuid:group_id>/copies/new", needs=Right.COPY_TAKE, on=Group, twice=Twice.REPLAY)
def take_copy(group_id: UUID) -> ResponseReturnValue:
    """Put on record that the viewer took a copy."""
    form = TakeCopyForm()
    if form.validate_on_submit():
        recall.take_copy(group_id, form.kind.data or "", form.what.data or "")
        flash("Your copy is on record. You are told if it has to be destroyed.")
        return redirect(url_for("groups.show_group", group_id=group_id), 303)
    header = pages.group_header(group_id)
    return render_template("groups/take_copy.html", form=form, header=header), form.http_status


@bp.page("/copies/<uuid:copy_id>", needs=Right.COPY_CONFIRM, on=Copy, twice=Twice.HARMLESS)
def destroy_copy(copy_id: UUID) -> ResponseReturnValue:
    """Ask the holder of a copy when and how it was destroyed."""
    form = DestroyCopyForm()
    if form.validate_on_submit() and form.on.data:
        try:
            recall.confirm_destruction(copy_id, form.on.data, form.how.data or "")
            flash("Thank you. The lead agency sees that your copy was destroyed.")
            return redirect(url_for("home.my_work"), 303)
        except Refused as refused:
            form.refuse(refused)
    page = lending.copy_page(copy_id)
    return render_template("groups/destroy_copy.html", form=form, page=page), form.http_status


@bp.page("/<uuid:group_id>/correct", needs=Right.CORRECTION_SEND, on=Group, twice=Twice.REPLAY)
def send_correction(group_id: UUID) -> ResponseReturnValue:
    """Tell those who hold or held the group what was wrong."""
    form = CorrectForm()
    if form.validate_on_submit():
        try:
            told = corrections.send_correction(group_id, form.text.data or "", form.level())
            flash(f"The correction was sent to {plural(told, 'recipient')}.")
            return redirect(url_for("groups.show_copies", group_id=group_id), 303)
        except Refused as refused:
            form.refuse(refused)
    header = pages.group_header(group_id)
    return render_template("groups/correct.html", form=form, header=header), form.http_status


@bp.page(
    "/corrections/<uuid:correction_id>",
    needs=Right.CORRECTION_ACKNOWLEDGE,
    on=Correction,
    twice=Twice.HARMLESS,
)
def acknowledge_correction(correction_id: UUID) -> ResponseReturnValue:
    """Show a correction to its recipient, and take their acknowledgement."""
    form = AcknowledgeForm()
    if form.validate_on_submit():
        corrections.acknowledge_correction(correction_id)
        flash("You have acknowledged the correction.")
        return redirect(url_for("home.my_work"), 303)
    page = lending.correction_page(correction_id)
    return render_template("groups/correction.html", form=form, page=page), form.http_status
