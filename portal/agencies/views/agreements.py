"""The pages of information-sharing agreements: list, one, draft, parties, data schedule."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.agencies.forms.agreements import (
    DraftAgreementForm,
    EditAgreementForm,
    ItemForm,
    PartyForm,
    StepForm,
)
from portal.agencies.models import Agreement, AgreementItem
from portal.agencies.operations import agreements as operations
from portal.agencies.queries import agreements
from portal.agencies.views.blueprint import bp
from portal.core.errors import Refused
from portal.core.paging import page_number
from portal.web.lists import pages as numbered


@bp.page("/agreements", needs=Right.AGREEMENT_LIST)
def list_agreements() -> ResponseReturnValue:
    """List the agreements of the viewer's agency."""
    page = agreements.list_agreements(page_number(request.args.get("page")))
    pairs = list(request.args.items(multi=True))
    links = numbered(request.path, pairs, page.lines)
    return render_template("agencies/agreements.html", page=page, links=links)


@bp.page("/agreements/new", needs=Right.AGREEMENT_DRAFT, twice=Twice.REPLAY)
def draft_agreement() -> ResponseReturnValue:
    """Begin an agreement."""
    form = DraftAgreementForm()
    form.offer(agreements.draft_choices())
    if form.validate_on_submit():
        try:
            made = operations.draft_agreement(form.terms())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The draft is begun. Add its parties and its data schedule next.")
            return redirect(url_for("agencies.show_agreement", agreement_id=made), 303)
    text = render_template("agencies/edit_agreement.html", form=form, page=None)
    return text, form.http_status


@bp.page("/agreements/<uuid:agreement_id>", needs=Right.AGREEMENT_SEE, on=Agreement)
def show_agreement(agreement_id: UUID) -> ResponseReturnValue:
    """Show one version of an agreement."""
    page = agreements.agreement_page(agreement_id)
    return render_template("agencies/agreement.html", page=page)


@bp.page(
    "/agreements/<uuid:agreement_id>/edit",
    needs=Right.AGREEMENT_EDIT,
    on=Agreement,
    twice=Twice.CONFLICT,
)
def edit_agreement(agreement_id: UUID) -> ResponseReturnValue:
    """Change the terms of a draft; who writes second gets both texts."""
    form = EditAgreementForm()
    form.offer(agreements.draft_choices())
    if form.validate_on_submit():
        try:
            operations.edit_agreement(agreement_id, form.terms(), form.version.data)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The terms of the draft are changed.")
            return redirect(url_for("agencies.show_agreement", agreement_id=agreement_id), 303)
    page = agreements.draft_values(agreement_id)
    if not form.is_submitted():
        form.process(data=page)
    text = render_template("agencies/edit_agreement.html", form=form, page=agreement_id)
    return text, form.http_status


@bp.page(
    "/agreements/<uuid:agreement_id>/parties",
    needs=Right.AGREEMENT_EDIT,
    on=Agreement,
    twice=Twice.HARMLESS,
)
def edit_parties(agreement_id: UUID) -> ResponseReturnValue:
    """Add an agency to a draft, change its regimes, or take it off."""
    page = agreements.agreement_page(agreement_id)
    form = PartyForm()
    form.offer(page, agreements.party_choices())
    if form.validate_on_submit():
        try:
            operations.set_party(agreement_id, UUID(form.agency.data), form.regimes())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(f"The part of {form.agency.words()} is set.")
            return redirect(url_for("agencies.edit_parties", agreement_id=agreement_id), 303)
    return render_template("agencies/parties.html", form=form, page=page), form.http_status


@bp.page(
    "/agreements/<uuid:agreement_id>/schedule",
    needs=Right.AGREEMENT_EDIT,
    on=Agreement,
    twice=Twice.REPLAY,
)
def add_item(agreement_id: UUID) -> ResponseReturnValue:
    """Add a line to the data schedule of a draft."""
    page = agreements.agreement_page(agreement_id)
    form = ItemForm()
    form.offer(page, agreements.item_choices())
    if form.validate_on_submit():
        try:
            operations.add_item(agreement_id, form.terms())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The line is in the data schedule.")
            return redirect(url_for("agencies.add_item", agreement_id=agreement_id), 303)
    return render_template("agencies/schedule.html", form=form, page=page), form.http_status


@bp.page(
    "/agreement-items/<uuid:item_id>/remove",
    needs=Right.AGREEMENT_EDIT,
    on=AgreementItem,
    twice=Twice.HARMLESS,
)
def remove_item(item_id: UUID) -> ResponseReturnValue:
    """Ask whether to take a line off the data schedule, and take it off."""
    form = StepForm()
    if form.validate_on_submit():
        try:
            agreement_id = operations.remove_item(item_id)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The line is off the data schedule.")
            return redirect(url_for("agencies.add_item", agreement_id=agreement_id), 303)
    page = agreements.item_page(item_id)
    return render_template("agencies/remove_item.html", form=form, page=page), form.http_status
