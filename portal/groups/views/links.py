"""What a group is linked to: the chart, the table, adding and ending."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.groups.forms.links import (
    AddOperationForm,
    AddOrderForm,
    AddPremisesForm,
    EndLinkForm,
)
from portal.groups.models import CourtOrder, Group, NamedOperation, Premises
from portal.groups.operations import links as operations
from portal.groups.queries import links, pages
from portal.groups.views.blueprint import bp
from portal.web.lists import Column

_COLUMNS = tuple(
    Column(label) for label in ("Name", "Kind", "Link", "Through", "Dates", "State", "Source")
)


@bp.page("/<uuid:group_id>/links", needs=Right.LINKS_SEE, on=Group)
def show_links(group_id: UUID) -> ResponseReturnValue:
    """Show what a group is linked to, drawn and as a table."""
    page = links.links_page(group_id)
    return render_template("groups/links.html", page=page, columns=_COLUMNS)


@bp.page("/<uuid:group_id>/premises/new", needs=Right.LINK_ADD, on=Group, twice=Twice.REPLAY)
def add_premises(group_id: UUID) -> ResponseReturnValue:
    """Link premises to a group."""
    form = AddPremisesForm()
    if form.validate_on_submit():
        operations.add_premises(group_id, form.new())
        return _linked(group_id, "The premises are linked to the group.")
    return _page("Add premises", form, group_id)


@bp.page("/<uuid:group_id>/operations/new", needs=Right.LINK_ADD, on=Group, twice=Twice.REPLAY)
def add_operation(group_id: UUID) -> ResponseReturnValue:
    """Link an operation to a group."""
    form = AddOperationForm()
    if form.validate_on_submit():
        operations.add_operation(group_id, form.new())
        return _linked(group_id, "The operation is linked to the group.")
    return _page("Add an operation", form, group_id)


@bp.page("/<uuid:group_id>/orders/new", needs=Right.ORDER_ADD, on=Group, twice=Twice.REPLAY)
def add_order(group_id: UUID) -> ResponseReturnValue:
    """Record a court order against somebody in the group."""
    form = AddOrderForm()
    form.offer(links.nominals_of(group_id))
    if form.validate_on_submit():
        try:
            operations.add_order(group_id, form.new())
        except Refused as refused:
            form.refuse(refused)
        else:
            return _linked(group_id, "The order is recorded.")
    return _page("Add a court order", form, group_id)


def _linked(group_id: UUID, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("groups.show_links", group_id=group_id), 303)


def _page(
    title: str, form: AddPremisesForm | AddOperationForm | AddOrderForm, group_id: UUID
) -> ResponseReturnValue:
    header = pages.group_header(group_id)
    text = render_template("groups/add_link.html", title=title, form=form, header=header)
    return text, form.http_status


@bp.page(
    "/premises/<uuid:premises_id>/end", needs=Right.LINK_END, on=Premises, twice=Twice.HARMLESS
)
def end_premises(premises_id: UUID) -> ResponseReturnValue:
    """Say when the group used the premises last."""
    return _end("premises", premises_id, operations.end_premises)


@bp.page(
    "/operations/<uuid:operation_id>/end",
    needs=Right.LINK_END,
    on=NamedOperation,
    twice=Twice.HARMLESS,
)
def end_operation(operation_id: UUID) -> ResponseReturnValue:
    """Say when the operation ended."""
    return _end("operation", operation_id, operations.end_operation)


@bp.page("/orders/<uuid:order_id>/end", needs=Right.LINK_END, on=CourtOrder, twice=Twice.HARMLESS)
def end_order(order_id: UUID) -> ResponseReturnValue:
    """Say when the order ended."""
    return _end("order", order_id, operations.end_order)


def _end(kind: str, ident: UUID, end: Callable[[UUID, date], UUID]) -> ResponseReturnValue:
    form = EndLinkForm()
    if form.validate_on_submit():
        try:
            return _linked(end(ident, form.last()), "The last day is recorded.")
        except Refused as refused:
            form.refuse(refused)
    line, group_id = links.link_line(kind, ident)
    header = pages.group_header(group_id)
    text = render_template("groups/end_link.html", form=form, line=line, header=header)
    return text, form.http_status
