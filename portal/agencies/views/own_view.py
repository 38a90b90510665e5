"""The page by which a viewer sees again as themselves."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.entry import current_viewer
from portal.access.guard import Twice
from portal.access.policy import Right
from portal.agencies.forms.own_view import OwnViewForm
from portal.agencies.operations.own_view import return_to_own_view
from portal.agencies.views.blueprint import bp


@bp.page("/own-view", needs=Right.OWN_VIEW_RETURN, twice=Twice.HARMLESS, ends_mode=True)
def show_own_view() -> ResponseReturnValue:
    """Say as whom the viewer sees, and let them see as themselves again."""
    form = OwnViewForm()
    mode = current_viewer().mode
    if form.validate_on_submit():
        return_to_own_view()
        if mode is not None and mode.group_id is not None:
            return redirect(url_for("groups.show_group", group_id=mode.group_id), 303)
        return redirect(url_for("home.my_work"), 303)
    return render_template("agencies/own_view.html", form=form, mode=mode)
