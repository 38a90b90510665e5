"""Confirming each quarter that a share is still needed."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.groups.forms.recertification import AnswerSharesForm
from portal.groups.operations import recertification as operations
from portal.groups.queries import recertification
from portal.groups.views.blueprint import bp


@bp.page("/shares/confirm", needs=Right.SHARE_CONFIRM, twice=Twice.HARMLESS)
def confirm_shares() -> ResponseReturnValue:
    """Confirm or end the shares that wait for the viewer."""
    page = recertification.shares_page()
    form = AnswerSharesForm()
    form.checks.offer([(str(one.id), one.label) for one in page.lines])
    step = request.form.get("step", "")
    if form.validate_on_submit() and step in ("confirm", "end"):
        try:
            for one in form.checks.data:
                operations.answer_share(UUID(one), keep=step == "confirm")
            flash("Your answers have been kept.")
            return redirect(url_for("groups.confirm_shares"), 303)
        except Refused as refused:
            form.refuse(refused)
    return render_template("groups/confirm_shares.html", page=page, form=form), form.http_status
