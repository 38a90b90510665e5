"""Sight in an emergency."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.models import Glass
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.groups.forms.glass import AnswerGlassForm, AskGlassForm, EndGlassForm
from portal.groups.operations import glass as operations
from portal.groups.queries import glass
from portal.groups.views.blueprint import bp


@bp.page("/break-glass", needs=Right.GLASS_LIST)
def list_glass() -> ResponseReturnValue:
    """List the emergencies that the viewer asked for or answers."""
    return render_template("groups/glass_list.html", page=glass.glass_page())


@bp.page("/break-glass/new", needs=Right.GLASS_ASK, twice=Twice.REPLAY)
def ask_glass() -> ResponseReturnValue:
    """Ask for sight of one group."""
    form = AskGlassForm()
    if form.validate_on_submit():
        operations.ask_glass(form.reference.data, form.reason.data, form.hours.whole or 1)
        flash("You have asked for break-glass. It shows here when it has been answered.")
        return redirect(url_for("groups.list_glass"), 303)
    return render_template("groups/ask_glass.html", form=form), form.http_status


@bp.page(
    "/break-glass/<uuid:glass_id>/answer",
    needs=Right.GLASS_ANSWER,
    on=Glass,
    twice=Twice.HARMLESS,
)
def answer_glass(glass_id: UUID) -> ResponseReturnValue:
    """Show what is asked for, and approve or decline it."""
    form = AnswerGlassForm()
    if form.validate_on_submit():
        try:
            operations.answer_glass(glass_id, approves=form.answer.data == "yes")
            flash("You have answered. Those who run the group are told of an approval.")
            return redirect(url_for("groups.list_glass"), 303)
        except Refused as refused:
            form.refuse(refused)
    line = glass.glass_line(glass_id)
    return render_template("groups/answer_glass.html", line=line, form=form), form.http_status


@bp.page("/break-glass/<uuid:glass_id>/end", needs=Right.GLASS_END, on=Glass, twice=Twice.HARMLESS)
def end_glass(glass_id: UUID) -> ResponseReturnValue:
    """Ask whether to end it early, and end it."""
    form = EndGlassForm()
    if form.validate_on_submit():
        operations.end_glass(glass_id)
        flash("The break-glass has ended. Their next page shows nothing of the group.")
        return redirect(url_for("home.my_work"), 303)
    return render_template("groups/end_glass.html", line=glass.glass_line(glass_id), form=form)
