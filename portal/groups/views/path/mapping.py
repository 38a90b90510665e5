"""Mapping a group from a trigger: the OCGM team's decision."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.groups.forms.triggers import MapGroupForm
from portal.groups.models import Trigger
from portal.groups.operations import triggers as operations
from portal.groups.queries import mapping
from portal.groups.views.blueprint import bp


@bp.page("/triggers/<uuid:trigger_id>/map", needs=Right.TRIGGER_MAP, on=Trigger, twice=Twice.REPLAY)
def map_group(trigger_id: UUID) -> ResponseReturnValue:
    """Map a group, with whom it is shared from its first moment."""
    page, form = mapping.map_page(trigger_id), MapGroupForm()
    form.offer(page.leads, page.receivers, page.gateways, page.agreements)
    if not form.is_submitted():
        form.operation_name.data = page.head.name_of_record
    if form.validate_on_submit() and form.is_whole():
        try:
            group_id = operations.map_trigger(trigger_id, form.mapping(), form.shares())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The group is mapped. It has no lead officer yet: the coordinator is asked now.")
            return redirect(url_for("groups.show_group", group_id=group_id), 303)
    back = url_for("groups.show_trigger", trigger_id=trigger_id)
    text = render_template("groups/path/map_group.html", form=form, page=page, back=back)
    return text, form.http_status
