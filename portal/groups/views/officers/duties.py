"""The officers of a group, and the lists of groups without a capable one."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.groups.forms.officers import AssignOfficerForm
from portal.groups.models import Group
from portal.groups.operations import officers as operations
from portal.groups.queries import assurance, officers
from portal.groups.views.blueprint import bp


@bp.page("/<uuid:group_id>/officers", needs=Right.LEAD_VIEW_SEE, on=Group)
def show_officers(group_id: UUID) -> ResponseReturnValue:
    """Show who holds which duty on a group, now and before."""
    page = officers.officers_page(group_id)
    return render_template("groups/officers/officers.html", page=page)


@bp.page(
    "/<uuid:group_id>/officers/assign",
    needs=Right.OFFICER_ASSIGN,
    on=Group,
    twice=Twice.REPLAY,
)
def assign_officer(group_id: UUID) -> ResponseReturnValue:
    """Give somebody a duty on a group, or end it."""
    page, form = officers.assign_page(group_id), AssignOfficerForm()
    form.offer(page)
    back = url_for("groups.show_officers", group_id=group_id)
    if form.validate_on_submit():
        duty, ident = form.chosen()
        try:
            if duty is None:
                operations.release_officer(group_id, ident)
            else:
                operations.assign_officer(group_id, duty, ident)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The officers of the group are changed, and what they see with them.")
            return redirect(back, 303)
    text = render_template("groups/officers/assign.html", form=form, page=page, back=back)
    return text, form.http_status


@bp.page("/officer-lists", needs=Right.OFFICER_LIST)
def list_officers() -> ResponseReturnValue:
    """Show the groups without a capable lead officer, and who leads too many."""
    return render_template("groups/officers/lists.html", page=assurance.officer_lists())
