"""Whether another agency holds the same person: asked by exact keys, answered as owners allow."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.groups.forms.deconfliction import AskForm, SetAnswerForm
from portal.groups.forms.people import ConfirmForm
from portal.groups.models import DeconflictionSearch
from portal.groups.operations import deconfliction as operations
from portal.groups.queries import deconfliction
from portal.groups.views.blueprint import bp


@bp.page("/check-a-person", needs=Right.DECONFLICT, twice=Twice.REPLAY)
def ask_about_person() -> ResponseReturnValue:
    """Ask for one person by exact keys; the answer has a page of its own."""
    form = AskForm()
    if form.validate_on_submit():
        try:
            search_id = operations.ask(form.question())
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect(url_for("groups.show_answer", search_id=search_id), 303)
    return render_template("groups/ask_about_person.html", form=form), form.http_status


@bp.page(
    "/check-a-person/<uuid:search_id>",
    needs=Right.ANSWER_OPEN,
    on=DeconflictionSearch,
    twice=Twice.HARMLESS,
)
def show_answer(search_id: UUID) -> ResponseReturnValue:
    """Show hit or no hit; when asked, whom to call."""
    form = ConfirmForm()
    told = operations.open_answer(search_id) if form.validate_on_submit() else None
    page = deconfliction.search_page(search_id)
    return render_template("groups/answer.html", form=form, page=page, told=told)


@bp.page("/deconfliction", needs=Right.DECONFLICTION_SET, twice=Twice.HARMLESS)
def set_answer() -> ResponseReturnValue:
    """Set what the agency answers; read who asked about its nominals."""
    form = SetAnswerForm()
    if form.validate_on_submit():
        operations.set_answer(form.chosen())
        flash("Your agency answers so from now on.")
        return redirect(request.path, 303)
    page = deconfliction.setting_page()
    if not form.is_submitted():
        form.answer.data = page.answer.value
    return render_template("groups/set_answer.html", form=form, page=page), form.http_status
