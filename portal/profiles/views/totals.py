"""The published totals, and publishing them."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.profiles import operations, queries
from portal.profiles.forms import PublishTotalsForm
from portal.profiles.views.blueprint import bp


@bp.page("/totals", needs=Right.TOTALS_SEE)
def show_totals() -> ResponseReturnValue:
    """Show the totals as published last."""
    return render_template("profiles/totals.html", page=queries.totals_page())


@bp.page("/totals/publish", needs=Right.TOTALS_PUBLISH, twice=Twice.REPLAY)
def publish_totals() -> ResponseReturnValue:
    """Show exactly what would be published, and publish it."""
    draft, form = queries.draft_totals(), PublishTotalsForm()
    if form.validate_on_submit():
        try:
            operations.publish_totals(draft, form.version.data)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The totals are published. Everyone who may read totals now sees these figures.")
            return redirect(url_for("profiles.show_totals"), 303)
    form.version.data = draft.version
    page = render_template("profiles/publish_totals.html", page=draft, form=form)
    return page, form.http_status
