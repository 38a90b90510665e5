"""Confirming each quarter that access is still needed."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.agencies.forms.recertification import AnswerForm, StartRoundForm
from portal.agencies.operations import recertification as operations
from portal.agencies.queries import recertification
from portal.agencies.views.blueprint import bp
from portal.core.errors import Refused


@bp.page("/recertification", needs=Right.ROUND_RUN, twice=Twice.HARMLESS)
def show_rounds() -> ResponseReturnValue:
    """Show how far the round has come; start one when none is under way."""
    form = StartRoundForm()
    if form.validate_on_submit() and form.last_day.data:
        try:
            operations.start_round(form.last_day.data)
            flash("The round has started. Those who must answer see it on My work.")
            return redirect(url_for("agencies.show_rounds"), 303)
        except Refused as refused:
            form.refuse(refused)
    page = recertification.rounds_page()
    return render_template("agencies/rounds.html", page=page, form=form), form.http_status


@bp.page("/recertification/roles", needs=Right.ROLE_CONFIRM, twice=Twice.HARMLESS)
def confirm_roles() -> ResponseReturnValue:
    """Confirm or end the roles that wait for the viewer."""
    page = recertification.roles_page()
    form = AnswerForm()
    form.checks.offer([(str(one.id), one.label) for one in page.lines])
    step = request.form.get("step", "")
    if form.validate_on_submit() and step in ("confirm", "end"):
        try:
            for one in form.checks.data:
                operations.answer_role(UUID(one), keep=step == "confirm")
            flash("Your answers have been kept.")
            return redirect(url_for("agencies.confirm_roles"), 303)
        except Refused as refused:
            form.refuse(refused)
    return render_template("agencies/confirm_roles.html", page=page, form=form), form.http_status
