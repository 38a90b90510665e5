"""The pages of the partnership's views: what each opens, a new version, its approval."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.models import SharedView, ViewVersion
from portal.access.policy import Right
from portal.agencies.forms.shared_views import AnswerVersionForm, ProposeVersionForm
from portal.agencies.operations import shared_views as operations
from portal.agencies.queries import shared_views as queries
from portal.agencies.views.blueprint import bp
from portal.core.errors import Refused


@bp.page("/views", needs=Right.VIEW_SEE)
def list_views() -> ResponseReturnValue:
    """Show the views side by side."""
    return render_template("agencies/views.html", page=queries.views_page())


@bp.page("/views/<uuid:view_id>", needs=Right.VIEW_SEE, on=SharedView)
def show_view(view_id: UUID) -> ResponseReturnValue:
    """Show a view with its versions."""
    return render_template("agencies/view.html", page=queries.view_page(view_id))


@bp.page(
    "/views/<uuid:view_id>/propose",
    needs=Right.VIEW_PROPOSE,
    on=SharedView,
    twice=Twice.REPLAY,
)
def propose_version(view_id: UUID) -> ResponseReturnValue:
    """Ask what a view shall open, and draft the version."""
    page = queries.view_page(view_id)
    form = ProposeVersionForm()
    form.offer(page.view)
    if form.validate_on_submit():
        try:
            operations.propose_version(view_id, form.new_version())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The version waits for an information manager other than you to approve it.")
            return redirect(url_for("agencies.show_view", view_id=view_id), 303)
    return render_template("agencies/propose_version.html", page=page, form=form), form.http_status


@bp.page(
    "/view-versions/<uuid:version_id>/answer",
    needs=Right.VIEW_ANSWER,
    on=ViewVersion,
    twice=Twice.HARMLESS,
)
def answer_version(version_id: UUID) -> ResponseReturnValue:
    """Show what a version touches, and take the second person's answer."""
    form = AnswerVersionForm()
    page = queries.answer_page(version_id)
    if form.validate_on_submit():
        approved = form.answer.data == "approve"
        view_id = operations.answer_version(version_id, approved=approved)
        flash("The version is live." if approved else "The version was declined.")
        return redirect(url_for("agencies.show_view", view_id=view_id), 303)
    return render_template("agencies/answer_version.html", page=page, form=form), form.http_status
