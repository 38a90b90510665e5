"""Inviting a person: three people stand for it, and the link is shown once."""

from __future__ import annotations

from uuid import UUID

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice, request_id
from portal.access.policy import Right
from portal.agencies import sign_in as door
from portal.agencies.forms.people import InvitationForm, InvitePersonForm, JoinForm
from portal.agencies.models import Agency
from portal.agencies.models.people import Invitation
from portal.agencies.operations import invitations as operations
from portal.agencies.queries import invitations
from portal.agencies.views.blueprint import bp
from portal.core.errors import Refused

_DONE = {
    "approve": "You have approved the invitation. A third person registers it.",
    "withdraw": "The invitation has been withdrawn. A link that was handed over no longer works.",
}


@bp.page(
    "/agencies/<uuid:agency_id>/invite", needs=Right.PERSON_INVITE, on=Agency, twice=Twice.REPLAY
)
def invite_person(agency_id: UUID) -> ResponseReturnValue:
    """Ask for a colleague to be invited."""
    form = InvitePersonForm()
    form.offer(invitations.roles_to_give())
    if form.validate_on_submit():
        try:
            made = operations.invite_person(agency_id, form.newcomer())
            flash("You are their sponsor. Two other people now approve and register them.")
            return redirect(url_for("agencies.show_invitation", invitation_id=made), 303)
        except Refused as refused:
            form.refuse(refused)
    return render_template("agencies/invite.html", agency_id=agency_id, form=form), form.http_status


@bp.page(
    "/invitations/<uuid:invitation_id>",
    needs=Right.INVITATION_ANSWER,
    on=Invitation,
    twice=Twice.HARMLESS,
)
def show_invitation(invitation_id: UUID) -> ResponseReturnValue:
    """Show an invitation; approve it, issue its link, or withdraw it."""
    form = InvitationForm()
    step = request.form.get("step", "")
    if form.validate_on_submit() and step in ("approve", "issue", "withdraw"):
        try:
            secret = operations.answer_invitation(invitation_id, step)
            if not secret:
                flash(_DONE[step])
                return redirect(
                    url_for("agencies.show_invitation", invitation_id=invitation_id), 303
                )
            link = current_app.config["PORTAL_ORIGIN"] + url_for("agencies.join", link=secret)
            page = invitations.invitation_page(invitation_id)
            return render_template("agencies/link.html", page=page, link=link)
        except Refused as refused:
            form.refuse(refused)
    page = invitations.invitation_page(invitation_id)
    return render_template("agencies/invitation.html", page=page, form=form), form.http_status


@bp.public("/join", because="only the holder of an unused link has it", methods=("GET", "POST"))
def join() -> ResponseReturnValue:
    """Accept an invitation: set a password, or give the one that is known."""
    secret = request.args.get("link", "")[:100]
    engine: door.Door = current_app.extensions["portal.door"]
    invited = door.invited(engine, secret)
    if invited is None:
        return render_template("agencies/join_over.html"), 404
    form = JoinForm()
    if form.validate_on_submit():
        problem = door.joined(
            engine, secret, invited, (form.password.data, form.again.data), request_id()
        )
        if not problem:
            flash("You have joined. Sign in to begin.")
            return redirect(url_for("agencies.sign_in"), 303)
        form.refuse(Refused(problem, "password"))
    return render_template("agencies/join.html", invited=invited, form=form), form.http_status
