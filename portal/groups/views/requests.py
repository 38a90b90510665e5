"""Asking for access, and answering those who ask."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.groups.forms.lending import AskForm, RefuseRequestForm
from portal.groups.models import AccessRequest
from portal.groups.operations import requests as operations
from portal.groups.queries import requests
from portal.groups.views.blueprint import bp


@bp.page("/requests", needs=Right.REQUEST_ASK)
def list_requests() -> ResponseReturnValue:
    """Show what the viewer asked for, in their own words."""
    return render_template("groups/requests.html", lines=requests.requests_i_made())


@bp.page("/requests/new", needs=Right.REQUEST_ASK, twice=Twice.REPLAY)
def ask_for_access() -> ResponseReturnValue:
    """Pass on a request; the answer is the same whatever it names."""
    form = AskForm()
    if form.validate_on_submit():
        operations.ask_for_access(form.about.data or "", form.need.data or "", form.chosen())
        flash("We have passed it on. You hear if it is shared.")
        return redirect(url_for("groups.list_requests"), 303)
    return render_template("groups/ask.html", form=form), form.http_status


@bp.page(
    "/requests/<uuid:request_id>",
    needs=Right.REQUEST_ANSWER,
    on=AccessRequest,
    twice=Twice.HARMLESS,
)
def answer_request(request_id: UUID) -> ResponseReturnValue:
    """Show a request with the gateways that would serve; grant leads to the share form."""
    form = RefuseRequestForm()
    if form.validate_on_submit():
        try:
            operations.refuse_request(request_id, form.reason.data or "")
            flash("The request is closed. The person who asked is told nothing.")
            return redirect(url_for("home.my_work"), 303)
        except Refused as refused:
            form.refuse(refused)
    page = requests.request_page(request_id)
    return render_template("groups/answer_request.html", form=form, page=page), form.http_status
