"""The people of an agency: who they are, what they may do, what they left behind."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.agencies.forms.people import (
    HandOverForm,
    InvitationForm,
    MemberRolesForm,
    MemberVettingForm,
)
from portal.agencies.models import Agency, Membership
from portal.agencies.operations import members as operations
from portal.agencies.queries import members
from portal.agencies.views.blueprint import bp
from portal.core.errors import Refused

_DONE = {
    "suspend": "They have been suspended. Their next click shows the sign-in page.",
    "resume": "They can sign in again.",
    "leave": "Their leaving has been recorded and every sign-in of theirs has ended.",
}


@bp.page("/agencies/<uuid:agency_id>/people", needs=Right.STAFF_SEE, on=Agency)
def show_members(agency_id: UUID) -> ResponseReturnValue:
    """Show the people of an agency."""
    return render_template("agencies/members.html", page=members.members_page(agency_id))


@bp.page(
    "/memberships/<uuid:membership_id>",
    needs=Right.MEMBER_MANAGE,
    on=Membership,
    twice=Twice.HARMLESS,
)
def manage_member(membership_id: UUID) -> ResponseReturnValue:
    """Show one person; suspend them, let them in again or record that they left."""
    page = members.member_page(membership_id)
    form = InvitationForm()
    step = request.form.get("step", "")
    if form.validate_on_submit() and step in _DONE:
        try:
            agency_id = operations.manage_member(membership_id, step)
            flash(_DONE[step])
            return redirect(url_for("agencies.show_members", agency_id=agency_id), 303)
        except Refused as refused:
            form.refuse(refused)
    return render_template("agencies/member.html", page=page, form=form), form.http_status


@bp.page(
    "/memberships/<uuid:membership_id>/roles",
    needs=Right.MEMBER_MANAGE,
    on=Membership,
    twice=Twice.HARMLESS,
)
def change_roles(membership_id: UUID) -> ResponseReturnValue:
    """Change the roles that a person holds in the agency."""
    page = members.member_page(membership_id)
    form = MemberRolesForm()
    form.start(page, is_sent=request.method == "POST")
    if form.validate_on_submit():
        try:
            operations.manage_member(membership_id, "roles", form.wanted(page))
            flash("Their roles have been changed.")
            return redirect(url_for("agencies.manage_member", membership_id=membership_id), 303)
        except Refused as refused:
            form.refuse(refused)
    return render_template("agencies/roles.html", page=page, form=form), form.http_status


@bp.page(
    "/memberships/<uuid:membership_id>/vetting",
    needs=Right.MEMBER_MANAGE,
    on=Membership,
    twice=Twice.HARMLESS,
)
def record_vetting(membership_id: UUID) -> ResponseReturnValue:
    """Record a person's vetting."""
    page = members.member_page(membership_id)
    form = MemberVettingForm()
    if form.validate_on_submit():
        try:
            operations.manage_member(membership_id, "vetting", vetting=form.vetting())
            flash("Their vetting has been recorded.")
            return redirect(url_for("agencies.manage_member", membership_id=membership_id), 303)
        except Refused as refused:
            form.refuse(refused)
    return render_template("agencies/vetting.html", page=page, form=form), form.http_status


@bp.page(
    "/agencies/<uuid:agency_id>/left-behind",
    needs=Right.WORK_HAND_OVER,
    on=Agency,
    twice=Twice.HARMLESS,
)
def hand_over(agency_id: UUID) -> ResponseReturnValue:
    """Give the open actions of those who left to colleagues."""
    lines = members.left_behind()
    form = HandOverForm()
    form.action.offer([(str(one.id), one.title) for one in lines])
    form.to.offer(members.takers())
    if form.validate_on_submit():
        try:
            operations.hand_over(agency_id, UUID(form.action.data), UUID(form.to.data))
            flash("The action has been handed over.")
            return redirect(url_for("agencies.hand_over", agency_id=agency_id), 303)
        except Refused as refused:
            form.refuse(refused)
    return render_template(
        "agencies/hand_over.html", agency_id=agency_id, lines=lines, form=form
    ), form.http_status
