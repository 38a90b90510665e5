"""Triggers: their list, one of them, its definition test, its next step."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.core.paging import page_number
from portal.groups.forms.triggers import AnswerForm, MoveTriggerForm, WriteTriggerForm
from portal.groups.models import Trigger
from portal.groups.operations import triggers as operations
from portal.groups.projections.triggers import TriggerHead
from portal.groups.queries import triggers
from portal.groups.rules.definition import Answer, Question
from portal.groups.rules.triggers import TriggerState
from portal.groups.views.blueprint import bp
from portal.web.fields import PortalForm
from portal.web.lists import pages as numbered


@bp.page("/triggers", needs=Right.TRIGGER_LIST)
def list_triggers() -> ResponseReturnValue:
    """Show the triggers in sight, those that wait longest first."""
    page = triggers.trigger_list(page_number(request.args.get("page")))
    links = numbered(request.path, list(request.args.items(multi=True)), page.lines)
    return render_template("groups/path/triggers.html", page=page, links=links)


@bp.page("/triggers/new", needs=Right.TRIGGER_ADD, twice=Twice.REPLAY)
def write_trigger() -> ResponseReturnValue:
    """Propose a group."""
    form = WriteTriggerForm()
    if form.validate_on_submit():
        trigger_id = operations.write_trigger(form.proposal())
        flash("The trigger is a draft. Answer the definition test, then submit it.")
        return redirect(url_for("groups.show_trigger", trigger_id=trigger_id), 303)
    text = render_template(
        "groups/path/write_trigger.html", form=form, back=url_for("groups.list_triggers")
    )
    return text, form.http_status


@bp.page("/triggers/<uuid:trigger_id>", needs=Right.TRIGGER_SEE, on=Trigger)
def show_trigger(trigger_id: UUID) -> ResponseReturnValue:
    """Show a trigger, its definition test and its path."""
    page = triggers.trigger_page(trigger_id)
    return render_template("groups/path/show_trigger.html", page=page)


@bp.page(
    "/triggers/<uuid:trigger_id>/definition-test",
    needs=Right.TRIGGER_DEVELOP,
    on=Trigger,
    twice=Twice.REPLAY,
)
def answer_question(trigger_id: UUID) -> ResponseReturnValue:
    """Answer a question of the definition test."""
    form = AnswerForm()
    if not form.is_submitted() and request.args.get("question") in list(Question):
        form.question.data = request.args["question"]
    if form.validate_on_submit():
        question = Question(form.question.data)
        try:
            operations.answer_question(
                trigger_id,
                question,
                Answer(form.answer.data or ""),
                form.basis.data,
                form.evidence_on.data,
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(f"Answered: {question.asks}")
            return _to(trigger_id)
    return _asked("groups/path/answer_question.html", form, triggers.trigger_head(trigger_id))


@bp.page(
    "/triggers/<uuid:trigger_id>/next-step",
    needs=Right.TRIGGER_MOVE,
    on=Trigger,
    twice=Twice.REPLAY,
)
def move_trigger(trigger_id: UUID) -> ResponseReturnValue:
    """Move a trigger along its path."""
    page, form = triggers.trigger_page(trigger_id), MoveTriggerForm()
    form.offer(page.moves)
    if form.validate_on_submit():
        try:
            operations.move_trigger(trigger_id, TriggerState(form.to.data or ""), form.reason.data)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(f"The trigger is now: {TriggerState(form.to.data or '').label.lower()}.")
            return _to(trigger_id)
    return _asked("groups/path/move_trigger.html", form, page.head)


def _to(trigger_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("groups.show_trigger", trigger_id=trigger_id), 303)


def _asked(template: str, form: PortalForm, head: TriggerHead) -> ResponseReturnValue:
    back = url_for("groups.show_trigger", trigger_id=head.id)
    return render_template(template, form=form, head=head, back=back), form.http_status
