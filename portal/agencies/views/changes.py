"""Plans to merge, split or rename an agency, or for it to leave."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.agencies.forms.changes import HEADINGS, ChangeForm, ProposeChangeForm
from portal.agencies.models import Agency
from portal.agencies.models.register import AgencyChange
from portal.agencies.operations import changes as operations
from portal.agencies.queries import changes
from portal.agencies.views.blueprint import bp
from portal.core.errors import Refused

_DONE = {
    "agree": "You have agreed for your side.",
    "withdraw": "The plan has been withdrawn. Nothing has moved.",
    "carry-out": "The plan has been carried out. This page is its certificate.",
}


@bp.page(
    "/agencies/<uuid:agency_id>/changes/new",
    needs=Right.CHANGE_PROPOSE,
    on=Agency,
    twice=Twice.REPLAY,
)
def propose_change(agency_id: UUID) -> ResponseReturnValue:
    """Propose a change of an agency: choose its kind, then fill in what that kind needs."""
    form = ProposeChangeForm()
    form.other.offer(changes.others(agency_id))
    form.members.offer(changes.people_of(agency_id))
    if form.validate_on_submit():
        try:
            made = operations.propose_change(agency_id, form.plan())
            flash("The plan has been proposed. Nothing moves before every side has agreed.")
            return redirect(url_for("agencies.show_change", change_id=made), 303)
        except Refused as refused:
            form.refuse(refused)
    name = changes.agency_name(agency_id)
    kind = form.kind.data if request.method == "POST" else request.args.get("kind")
    kind = kind if kind in HEADINGS else ""
    return render_template(
        "agencies/propose_change.html",
        agency_id=agency_id,
        name=name,
        kind=kind,
        heading=HEADINGS.get(kind, "Propose to change the agency"),
        asked=form.asks(kind),
        form=form,
    ), form.http_status


@bp.page(
    "/agency-changes/<uuid:change_id>",
    needs=Right.CHANGE_AGREE,
    on=AgencyChange,
    twice=Twice.HARMLESS,
)
def show_change(change_id: UUID) -> ResponseReturnValue:
    """Show a plan, its dry run and its consents; agree, withdraw or carry it out."""
    form = ChangeForm()
    step = request.form.get("step", "")
    if form.validate_on_submit() and step in _DONE:
        try:
            operations.answer_change(change_id, step)
            flash(_DONE[step])
            return redirect(url_for("agencies.show_change", change_id=change_id), 303)
        except Refused as refused:
            form.refuse(refused)
    page = changes.change_page(change_id)
    return render_template("agencies/change.html", page=page, form=form), form.http_status
