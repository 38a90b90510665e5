"""The intelligence queue of a group: reference numbers, never text."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.groups.forms.status import AddIntelligenceForm, ReviewIntelligenceForm
from portal.groups.models import Group, IntelligenceItem
from portal.groups.operations import intelligence as operations
from portal.groups.queries import intelligence, pages
from portal.groups.rules.status import Outcome
from portal.groups.views.blueprint import bp


@bp.page("/<uuid:group_id>/intelligence", needs=Right.SHARING_SEE, on=Group)
def show_intelligence(group_id: UUID) -> ResponseReturnValue:
    """Show the queue, what is unread first."""
    page = intelligence.intelligence_page(group_id)
    return render_template("groups/life/intelligence.html", page=page)


@bp.page(
    "/<uuid:group_id>/intelligence/new",
    needs=Right.INTELLIGENCE_ADD,
    on=Group,
    twice=Twice.REPLAY,
)
def add_intelligence(group_id: UUID) -> ResponseReturnValue:
    """Add a reference number to the queue."""
    form, back = AddIntelligenceForm(), url_for("groups.show_intelligence", group_id=group_id)
    if form.validate_on_submit():
        received_on = form.received_on.data
        assert received_on is not None  # noqa: S101 - tells the type checker
        try:
            operations.add_item(group_id, form.reference.data, received_on)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("It is in the queue, and on the lead officer's My work.")
            return redirect(back, 303)
    header = pages.group_header(group_id)
    text = render_template("groups/life/add_intelligence.html", form=form, header=header, back=back)
    return text, form.http_status


@bp.page(
    "/intelligence/<uuid:item_id>/review",
    needs=Right.INTELLIGENCE_REVIEW,
    on=IntelligenceItem,
    twice=Twice.REPLAY,
)
def review_intelligence(item_id: UUID) -> ResponseReturnValue:
    """Mark an item as reviewed."""
    page, form = intelligence.item_page(item_id), ReviewIntelligenceForm()
    back = url_for("groups.show_intelligence", group_id=page.header.id)
    if form.validate_on_submit():
        try:
            operations.review_item(item_id, Outcome(form.outcome.data or ""))
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(f"{page.item.reference} is reviewed.")
            return redirect(back, 303)
    text = render_template("groups/life/review_intelligence.html", form=form, page=page, back=back)
    return text, form.http_status
