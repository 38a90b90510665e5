"""The register of agencies."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.access.entry import current_viewer
from portal.access.guard import Twice
from portal.access.policy import Right, may
from portal.agencies.forms.register import (
    AgencyStateForm,
    DescribeAgencyForm,
    RegisterAgencyForm,
)
from portal.agencies.models import Agency
from portal.agencies.operations import register as operations
from portal.agencies.queries import register
from portal.agencies.views.blueprint import bp
from portal.core.errors import Refused
from portal.core.paging import page_number
from portal.web.lists import pages as numbered


@bp.page("/agencies", needs=Right.AGENCY_LIST)
def list_agencies() -> ResponseReturnValue:
    """List the agencies in the viewer's sight."""
    page = register.agency_list(page_number(request.args.get("page")))
    links = numbered(request.path, list(request.args.items(multi=True)), page)
    may_add = may(current_viewer(), Right.AGENCY_REGISTER)
    return render_template("agencies/list.html", page=page, links=links, may_add=may_add)


@bp.page("/agencies/<uuid:agency_id>", needs=Right.AGENCY_SEE, on=Agency)
def show_agency(agency_id: UUID) -> ResponseReturnValue:
    """Show one agency."""
    return render_template("agencies/show.html", page=register.agency_page(agency_id))


@bp.page("/agencies/new", needs=Right.AGENCY_REGISTER, twice=Twice.HARMLESS)
def register_agency() -> ResponseReturnValue:
    """Add an agency to the register."""
    form = RegisterAgencyForm()
    form.parent.offer(register.possible_parents())
    if form.validate_on_submit():
        try:
            agency_id = operations.register_agency(
                code=form.abbreviation.data,
                name=form.name.data,
                kind=form.kind.data,
                contact=form.contact.data,
                parent_id=UUID(form.parent.data) if form.parent.data else None,
            )
            flash(
                "The agency has been added. None of its people can sign in until you activate it."
            )
            return redirect(url_for("agencies.show_agency", agency_id=agency_id), 303)
        except Refused as refused:
            form.refuse(refused)
    return render_template("agencies/register.html", form=form), form.http_status


@bp.page(
    "/agencies/<uuid:agency_id>/state", needs=Right.AGENCY_ADMIT, on=Agency, twice=Twice.HARMLESS
)
def set_agency_state(agency_id: UUID) -> ResponseReturnValue:
    """Activate, suspend or resume an agency."""
    page = register.agency_page(agency_id)
    form = AgencyStateForm()
    form.state.offer(list(page.moves))
    if form.validate_on_submit():
        try:
            operations.set_state(agency_id, form.state.data or "")
            flash("The agency's state has been changed.")
            return redirect(url_for("agencies.show_agency", agency_id=agency_id), 303)
        except Refused as refused:
            form.refuse(refused)
    return render_template("agencies/state.html", page=page, form=form), form.http_status


@bp.page(
    "/agencies/<uuid:agency_id>/details",
    needs=Right.AGENCY_DESCRIBE,
    on=Agency,
    twice=Twice.HARMLESS,
)
def describe_agency(agency_id: UUID) -> ResponseReturnValue:
    """Change the contact of the viewer's own agency, and confirm its powers."""
    page = register.agency_page(agency_id)
    form = DescribeAgencyForm()
    form.start(page, is_sent=request.method == "POST")
    if form.validate_on_submit():
        chosen = [UUID(one) for one in form.powers.data]
        operations.describe(agency_id, form.contact.data, chosen)
        flash("Your agency's details have been saved.")
        return redirect(url_for("agencies.show_agency", agency_id=agency_id), 303)
    return render_template("agencies/describe.html", page=page, form=form), form.http_status
