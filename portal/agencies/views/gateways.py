"""The pages of the register of gateways."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.agencies.forms.gateways import AnswerGatewayForm, GatewayForm
from portal.agencies.models import Gateway
from portal.agencies.operations import gateways as operations
from portal.agencies.queries import gateways
from portal.agencies.views.blueprint import bp
from portal.core.errors import Refused
from portal.core.paging import page_number
from portal.web.lists import pages as numbered


@bp.page("/gateways", needs=Right.GATEWAY_SEE)
def list_gateways() -> ResponseReturnValue:
    """List the register of gateways."""
    page = gateways.list_gateways(page_number(request.args.get("page")))
    pairs = list(request.args.items(multi=True))
    links = numbered(request.path, pairs, page.lines)
    return render_template("agencies/gateways.html", page=page, links=links)


@bp.page("/gateways/new", needs=Right.GATEWAY_PROPOSE, twice=Twice.REPLAY)
def propose_gateway() -> ResponseReturnValue:
    """Propose a new entry."""
    return _propose(GatewayForm(), None)


@bp.page("/gateways/<uuid:gateway_id>", needs=Right.GATEWAY_SEE, on=Gateway)
def show_gateway(gateway_id: UUID) -> ResponseReturnValue:
    """Show one entry."""
    return render_template("agencies/gateway.html", page=gateways.gateway_page(gateway_id))


@bp.page(
    "/gateways/<uuid:gateway_id>/change", needs=Right.GATEWAY_CHANGE, on=Gateway, twice=Twice.REPLAY
)
def change_gateway(gateway_id: UUID) -> ResponseReturnValue:
    """Propose a change of an entry."""
    values = gateways.gateway_values(gateway_id)
    form = GatewayForm()
    if not form.is_submitted():
        form.process(data=values)
    return _propose(form, gateway_id)


def _propose(form: GatewayForm, replaces_id: UUID | None) -> ResponseReturnValue:
    if form.validate_on_submit():
        try:
            made = operations.propose_gateway(form.terms(), replaces_id)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The proposal waits for another information manager.")
            return redirect(url_for("agencies.show_gateway", gateway_id=made), 303)
    text = render_template("agencies/propose_gateway.html", form=form, replaces=replaces_id)
    return text, form.http_status


@bp.page(
    "/gateways/<uuid:gateway_id>/answer",
    needs=Right.GATEWAY_APPROVE,
    on=Gateway,
    twice=Twice.HARMLESS,
)
def answer_gateway(gateway_id: UUID) -> ResponseReturnValue:
    """Approve or decline what another information manager proposed."""
    form = AnswerGatewayForm()
    if form.validate_on_submit():
        try:
            operations.answer_gateway(gateway_id, approves=form.answer.data == "approve")
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The proposal is answered.")
            return redirect(url_for("agencies.show_gateway", gateway_id=gateway_id), 303)
    page = gateways.gateway_page(gateway_id)
    return render_template("agencies/answer_gateway.html", form=form, page=page), form.http_status
