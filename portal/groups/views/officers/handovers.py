"""Handing the lead of a group over: the offer, and its answer."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.groups.forms.officers import AnswerOfferForm, OfferLeadForm
from portal.groups.models import Group, Handover
from portal.groups.operations import officers as operations
from portal.groups.queries import officers
from portal.groups.views.blueprint import bp


@bp.page("/<uuid:group_id>/hand-over", needs=Right.HANDOVER_OFFER, on=Group, twice=Twice.REPLAY)
def offer_lead(group_id: UUID) -> ResponseReturnValue:
    """Offer the lead of a group to a person or an agency."""
    page, form = officers.offer_page(group_id), OfferLeadForm()
    form.offer(page)
    back = url_for("groups.show_officers", group_id=group_id)
    if form.validate_on_submit():
        try:
            _offer(group_id, form)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The offer is made. Nothing changes until it is accepted.")
            return redirect(back, 303)
    text = render_template("groups/officers/offer.html", form=form, page=page, back=back)
    return text, form.http_status


def _offer(group_id: UUID, form: OfferLeadForm) -> None:
    until = form.residual_until.data if form.residual.data == "until" else None
    if form.residual.data == "until" and until is None:
        raise Refused("Enter the last day on which they read it", "residual_until")
    operations.offer_lead(
        group_id,
        UUID(form.person.data) if form.person.data else None,
        UUID(form.agency.data) if form.agency.data else None,
        until,
        form.note.data,
    )


@bp.page(
    "/hand-overs/<uuid:handover_id>",
    needs=Right.HANDOVER_ANSWER,
    on=Handover,
    twice=Twice.REPLAY,
)
def answer_offer(handover_id: UUID) -> ResponseReturnValue:
    """Accept or decline the lead of a group."""
    page, form = officers.answer_page(handover_id), AnswerOfferForm()
    if form.validate_on_submit():
        accepts = form.answer.data == "accept"
        try:
            group_id = operations.answer_offer(handover_id, form.words.data, accepts=accepts)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("You lead the group now." if accepts else "The lead stays where it was.")
            if accepts:
                return redirect(url_for("groups.show_group", group_id=group_id), 303)
            return redirect(url_for("home.my_work"), 303)
    back = url_for("home.my_work")
    text = render_template("groups/officers/answer_offer.html", form=form, page=page, back=back)
    return text, form.http_status
