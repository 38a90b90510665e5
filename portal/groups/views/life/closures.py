"""Archiving and reopening a group: proposed, endorsed, ratified, by three people."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.groups.forms.status import AnswerClosureForm, ProposeClosureForm
from portal.groups.models import Closure, Group
from portal.groups.operations import status as operations
from portal.groups.queries import pages, status
from portal.groups.rules.status import ClosureKind, closure_of
from portal.groups.views.blueprint import bp


@bp.page("/<uuid:group_id>/archive", needs=Right.CLOSURE_PROPOSE, on=Group, twice=Twice.REPLAY)
def propose_closure(group_id: UUID) -> ResponseReturnValue:
    """Propose to archive a group, or to reopen one that is archived."""
    header, form = pages.group_header(group_id), ProposeClosureForm()
    kind = closure_of(header.status) or ClosureKind.ARCHIVE
    form.offer(kind)
    back = url_for("groups.show_status", group_id=group_id)
    if form.validate_on_submit():
        try:
            operations.propose_closure(group_id, kind, form.case(kind))
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("It is proposed. The OCGM team endorses it, then the scrutiny chair ratifies it.")
            return redirect(back, 303)
    text = render_template(
        "groups/life/propose_closure.html", form=form, header=header, kind=kind, back=back
    )
    return text, form.http_status


@bp.page(
    "/archivings/<uuid:closure_id>",
    needs=Right.CLOSURE_ANSWER,
    on=Closure,
    twice=Twice.REPLAY,
)
def answer_closure(closure_id: UUID) -> ResponseReturnValue:
    """Endorse or ratify a proposal, or decline it."""
    page, form = status.closure_page(closure_id), AnswerClosureForm()
    back = url_for("groups.show_status", group_id=page.header.id)
    if form.validate_on_submit():
        try:
            _answer(closure_id, form)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("Your answer is on the record.")
            return redirect(back, 303)
    text = render_template("groups/life/answer_closure.html", form=form, page=page, back=back)
    return text, form.http_status


def _answer(closure_id: UUID, form: AnswerClosureForm) -> None:
    assents = form.answer.data == "yes"
    if not assents and not form.words.data.strip():
        raise Refused("Enter the reason why you decline", "words")
    operations.answer_closure(closure_id, form.words.data, assents=assents)
