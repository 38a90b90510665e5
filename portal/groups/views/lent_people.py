"""The pages on which people are lent with a share, and taken back."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.groups.forms.lent_people import LendPersonForm, TakeBackForm
from portal.groups.models import LentPerson, Share
from portal.groups.operations import lent_people as operations
from portal.groups.queries import lent_people as queries
from portal.groups.views.blueprint import bp


@bp.page("/shares/<uuid:share_id>/people", needs=Right.PERSON_LEND, on=Share, twice=Twice.REPLAY)
def lend_person(share_id: UUID) -> ResponseReturnValue:
    """Show the people lent with a share, and lend another."""
    page = queries.lent_page(share_id)
    form = LendPersonForm()
    form.offer(page)
    if form.validate_on_submit():
        try:
            operations.lend_person(share_id, form.new_loan())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The person is lent with this share.")
            return redirect(url_for("groups.lend_person", share_id=share_id), 303)
    return render_template("groups/lend_person.html", page=page, form=form), form.http_status


@bp.page(
    "/lent-people/<uuid:lent_id>/revoke",
    needs=Right.PERSON_LEND,
    on=LentPerson,
    twice=Twice.HARMLESS,
)
def take_back_person(lent_id: UUID) -> ResponseReturnValue:
    """Ask whether to take a person back from a share, and do so."""
    form = TakeBackForm()
    if form.validate_on_submit():
        share_id = operations.take_back(lent_id)
        flash("They can no longer read this of the person.")
        return redirect(url_for("groups.lend_person", share_id=share_id), 303)
    page = queries.take_back_page(lent_id)
    return render_template("groups/take_back_person.html", page=page, form=form)
