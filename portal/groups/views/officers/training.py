"""Training: who passed which course, and until when it counts."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.core.paging import page_number
from portal.groups.forms.officers import RecordTrainingForm
from portal.groups.operations import training as operations
from portal.groups.queries import training
from portal.groups.rules.triggers import Course
from portal.groups.views.blueprint import bp
from portal.web.lists import pages as numbered


@bp.page("/training", needs=Right.TRAINING_LIST)
def list_training() -> ResponseReturnValue:
    """Show the training in sight."""
    page = training.training_list(page_number(request.args.get("page")))
    links = numbered(request.path, list(request.args.items(multi=True)), page.lines)
    return render_template("groups/officers/training.html", page=page, links=links)


@bp.page("/training/new", needs=Right.TRAINING_ADD, twice=Twice.REPLAY)
def record_training() -> ResponseReturnValue:
    """Record that somebody passed a course."""
    form, back = RecordTrainingForm(), url_for("groups.list_training")
    form.offer(training.people_to_train())
    if form.validate_on_submit():
        passed, expires = form.passed_on.data, form.expires_on.data
        assert passed is not None  # noqa: S101 - tells the type checker
        assert expires is not None  # noqa: S101 - tells the type checker
        try:
            who, course = UUID(form.person.data), Course(form.course.data or "")
            operations.record_training(who, course, passed, expires)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The training is recorded.")
            return redirect(back, 303)
    text = render_template("groups/officers/record_training.html", form=form, back=back)
    return text, form.http_status
