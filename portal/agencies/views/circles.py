"""The pages of sharing circles: the list, one with its members, making and ending."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.agencies.forms.circles import AddMemberForm, EndForm, MakeCircleForm
from portal.agencies.models import SharingCircle, SharingCircleMember
from portal.agencies.operations import circles as operations
from portal.agencies.queries import circles as queries
from portal.agencies.views.blueprint import bp
from portal.core.errors import Refused


def _circle(circle_id: UUID) -> ResponseReturnValue:
    return redirect(url_for("agencies.show_circle", circle_id=circle_id), 303)


@bp.page("/sharing-circles", needs=Right.CIRCLE_LIST)
def list_circles() -> ResponseReturnValue:
    """Show the sharing circles that the viewer is in or keeps."""
    return render_template("agencies/circles.html", page=queries.circles_page())


@bp.page("/sharing-circles/new", needs=Right.CIRCLE_MAKE, twice=Twice.REPLAY)
def make_circle() -> ResponseReturnValue:
    """Make a sharing circle."""
    form = MakeCircleForm()
    if form.validate_on_submit():
        circle_id = operations.make_circle(form.new_circle())
        flash("The sharing circle is made. It reaches nobody until it has members.")
        return _circle(circle_id)
    return render_template("agencies/make_circle.html", form=form), form.http_status


@bp.page("/sharing-circles/<uuid:circle_id>", needs=Right.CIRCLE_SEE, on=SharingCircle)
def show_circle(circle_id: UUID) -> ResponseReturnValue:
    """Show a sharing circle and its members."""
    return render_template("agencies/circle.html", page=queries.circle_page(circle_id))


@bp.page(
    "/sharing-circles/<uuid:circle_id>/members/new",
    needs=Right.CIRCLE_KEEP,
    on=SharingCircle,
    twice=Twice.REPLAY,
)
def add_member(circle_id: UUID) -> ResponseReturnValue:
    """Put a member into a sharing circle."""
    page = queries.circle_page(circle_id)
    form = AddMemberForm()
    form.offer(queries.agency_choices())
    if form.validate_on_submit():
        try:
            operations.add_member(circle_id, form.new_member())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The member is in the circle from the first day you gave.")
            return _circle(circle_id)
    return render_template("agencies/add_member.html", page=page, form=form), form.http_status


@bp.page(
    "/sharing-circle-members/<uuid:member_id>/end",
    needs=Right.CIRCLE_KEEP,
    on=SharingCircleMember,
    twice=Twice.HARMLESS,
)
def end_member(member_id: UUID) -> ResponseReturnValue:
    """Ask whether to end a membership, and end it."""
    form, page = EndForm(), queries.member_page(member_id)
    if form.validate_on_submit():
        circle_id = operations.end_member(member_id)
        flash("The membership has ended. What is lent to the circle is closed to them.")
        return _circle(circle_id)
    return render_template("agencies/end_member.html", page=page, form=form)


@bp.page(
    "/sharing-circles/<uuid:circle_id>/end",
    needs=Right.CIRCLE_KEEP,
    on=SharingCircle,
    twice=Twice.HARMLESS,
)
def end_circle(circle_id: UUID) -> ResponseReturnValue:
    """Ask whether to end a sharing circle, and end it."""
    form, page = EndForm(), queries.circle_page(circle_id)
    if form.validate_on_submit():
        operations.end_circle(circle_id)
        flash("The sharing circle has ended. It reaches nobody.")
        return _circle(circle_id)
    return render_template("agencies/end_circle.html", page=page, form=form)
