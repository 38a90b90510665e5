"""Seeing a group as somebody else reads it."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.groups.forms.whom import WhomForm
from portal.groups.models import Group
from portal.groups.operations import seeing as operations
from portal.groups.queries import pages, whom
from portal.groups.views.blueprint import bp


@bp.page("/<uuid:group_id>/as", needs=Right.GROUP_SHARE, on=Group, twice=Twice.HARMLESS)
def see_as(group_id: UUID) -> ResponseReturnValue:
    """Ask as whom to see the group, and begin."""
    form = WhomForm()
    form.offer(whom.receivers())
    if form.validate_on_submit():
        try:
            operations.see_as(group_id, whom.named(*form.whom()))
            return redirect(url_for("groups.show_group", group_id=group_id), 303)
        except Refused as refused:
            form.refuse(refused)
    header = pages.group_header(group_id)
    return render_template("groups/see_as.html", header=header, form=form), form.http_status
