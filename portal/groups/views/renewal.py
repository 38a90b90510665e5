"""Renewing a share; accepting the conditions of one."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused, Unseen
from portal.groups.forms.lending import AcceptForm, RenewShareForm
from portal.groups.models import Share
from portal.groups.operations import acceptance, renewal
from portal.groups.queries import lending, sharing
from portal.groups.views.blueprint import bp


@bp.page("/shares/<uuid:share_id>/renew", needs=Right.SHARE_RENEW, on=Share, twice=Twice.REPLAY)
def renew_share(share_id: UUID) -> ResponseReturnValue:
    """Ask until when and why, and give the group anew."""
    form = RenewShareForm()
    if form.validate_on_submit() and form.last_day.data:
        try:
            group_id, waits = renewal.renew_share(
                share_id, form.last_day.data, form.reason.data or ""
            )
            flash(
                "The renewal waits for approval by a second person. The share holds as before."
                if waits
                else "The share has been renewed."
            )
            return redirect(url_for("groups.show_sharing", group_id=group_id), 303)
        except Refused as refused:
            form.refuse(refused)
    page = sharing.revoke_page(share_id)
    return render_template("groups/renew_share.html", page=page, form=form), form.http_status


@bp.page("/to-accept", needs=Right.CONDITIONS_ACCEPT, twice=Twice.HARMLESS)
def accept_conditions() -> ResponseReturnValue:
    """Show the conditions that wait, one at a time, and nothing of the groups."""
    form = AcceptForm()
    waiting = lending.conditions_to_accept()
    if form.validate_on_submit():
        if form.share.data not in {str(one.share_id) for one in waiting}:
            raise Unseen
        acceptance.accept_conditions(form.wanted())
        flash("You have accepted the conditions. The group is now in your list.")
        return redirect(url_for("groups.list_groups"), 303)
    wanted = form.share.data or request.args.get("share", "")
    chosen = next((one for one in waiting if str(one.share_id) == wanted), None)
    if chosen is None and waiting:
        chosen = waiting[0]
    form.share.data = str(chosen.share_id) if chosen else ""
    text = render_template("groups/to_accept.html", form=form, chosen=chosen, waiting=waiting)
    return text, form.http_status
