"""One nominal, and two that are held to be one person."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.groups.forms.people import CombineForm, ConfirmForm, StatePartForm
from portal.groups.models import Combination, Nominal
from portal.groups.operations import people as operations
from portal.groups.queries import nominals
from portal.groups.views.blueprint import bp


@bp.page("/nominals/<uuid:nominal_id>", needs=Right.MEMBERS_SEE, on=Nominal)
def show_nominal(nominal_id: UUID) -> ResponseReturnValue:
    """Show a nominal, as far as they are in sight."""
    return render_template("groups/nominal.html", page=nominals.nominal_page(nominal_id))


@bp.page(
    "/nominals/<uuid:nominal_id>/state", needs=Right.MEMBER_STATE, on=Nominal, twice=Twice.REPLAY
)
def state_part(nominal_id: UUID) -> ResponseReturnValue:
    """State that a nominal has a part in a group."""
    page = nominals.nominal_page(nominal_id)
    form = StatePartForm()
    form.offer(page.groups)
    if form.validate_on_submit():
        try:
            operations.state_part(nominal_id, form.group_id(), form.said())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The statement of your agency is recorded.")
            return redirect(url_for("groups.show_nominal", nominal_id=nominal_id), 303)
    return render_template("groups/state_part.html", form=form, page=page), form.http_status


@bp.page(
    "/nominals/<uuid:nominal_id>/combine",
    needs=Right.NOMINALS_COMBINE,
    on=Nominal,
    twice=Twice.REPLAY,
)
def combine(nominal_id: UUID) -> ResponseReturnValue:
    """Hold another nominal to be this one; both records stay as they are."""
    form = CombineForm()
    if form.validate_on_submit():
        try:
            operations.combine(nominal_id, form.reference.data or "", form.reason.data or "")
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The two are shown as one person. Both records are kept, and you can undo it.")
            return redirect(url_for("groups.show_nominal", nominal_id=nominal_id), 303)
    page = nominals.nominal_page(nominal_id)
    return render_template("groups/combine.html", form=form, page=page), form.http_status


@bp.page(
    "/combinations/<uuid:combination_id>/undo",
    needs=Right.COMBINATION_UNDO,
    on=Combination,
    twice=Twice.HARMLESS,
)
def undo_combination(combination_id: UUID) -> ResponseReturnValue:
    """Ask whether to take two apart again, and do it."""
    form = ConfirmForm()
    if form.validate_on_submit():
        kept_id = operations.undo_combination(combination_id)
        flash("The two are separate again, each as it was.")
        return redirect(url_for("groups.show_nominal", nominal_id=kept_id), 303)
    line = nominals.combination_page(combination_id)
    return render_template("groups/undo_combination.html", form=form, line=line), form.http_status
