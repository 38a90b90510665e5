"""The status of a group, and what type it is."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.groups.forms.status import ChangeStatusForm, DescribeGroupForm
from portal.groups.models import Group
from portal.groups.operations import status as operations
from portal.groups.queries import pages, status
from portal.groups.rules import GroupKind, GroupStatus
from portal.groups.views.blueprint import bp


@bp.page("/<uuid:group_id>/status", needs=Right.SHARING_SEE, on=Group)
def show_status(group_id: UUID) -> ResponseReturnValue:
    """Show how a group stands and how it came there."""
    return render_template("groups/life/status.html", page=status.status_page(group_id))


@bp.page("/<uuid:group_id>/status/change", needs=Right.STATUS_CHANGE, on=Group, twice=Twice.REPLAY)
def change_status(group_id: UUID) -> ResponseReturnValue:
    """Mark a group dormant, or active again."""
    form, back = ChangeStatusForm(), url_for("groups.show_status", group_id=group_id)
    if form.validate_on_submit():
        to = GroupStatus(form.to.data or "")
        try:
            operations.change_status(group_id, to, form.reason.data)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash(f"The group is {to.label.lower()} now.")
            return redirect(back, 303)
    header = pages.group_header(group_id)
    text = render_template("groups/life/change_status.html", form=form, header=header, back=back)
    return text, form.http_status


@bp.page("/<uuid:group_id>/type", needs=Right.GROUP_DESCRIBE, on=Group, twice=Twice.REPLAY)
def describe_group(group_id: UUID) -> ResponseReturnValue:
    """Say what type of group it is."""
    form, back = DescribeGroupForm(), url_for("groups.show_status", group_id=group_id)
    if form.validate_on_submit():
        operations.describe_group(group_id, GroupKind(form.kind.data or ""))
        flash("The type of the group is changed.")
        return redirect(back, 303)
    header = pages.group_header(group_id)
    text = render_template("groups/life/describe.html", form=form, header=header, back=back)
    return text, form.http_status
