"""Who can see a group and why, what somebody would need, and shutting somebody out."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.models import Denial
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.groups.forms.denials import EndDenialForm, GiveDenialForm
from portal.groups.forms.whom import WhomForm
from portal.groups.models import Group
from portal.groups.operations import denials as operations
from portal.groups.queries import explain, pages, whom
from portal.groups.views.blueprint import bp


@bp.page("/<uuid:group_id>/who-sees-it", needs=Right.SHARING_SEE, on=Group)
def show_explanation(group_id: UUID) -> ResponseReturnValue:
    """Show every path by which the group is read."""
    return render_template("groups/explain.html", page=explain.explain_page(group_id))


@bp.page("/<uuid:group_id>/verdict", needs=Right.GROUP_SHARE, on=Group, twice=Twice.HARMLESS)
def show_verdict(group_id: UUID) -> ResponseReturnValue:
    """Ask about somebody; say by the written order whether they see the group, or what it takes."""
    form, found, verdict = WhomForm(), None, None
    form.offer(whom.receivers())
    if form.validate_on_submit():
        try:
            found = whom.named(*form.whom())
            verdict = explain.verdict(group_id, found)
        except Refused as refused:
            form.refuse(refused)
    header = pages.group_header(group_id)
    text = render_template(
        "groups/verdict.html", header=header, form=form, whom=found, verdict=verdict
    )
    return text, form.http_status


@bp.page("/<uuid:group_id>/denials/new", needs=Right.DENIAL_WRITE, on=Group, twice=Twice.REPLAY)
def give_denial(group_id: UUID) -> ResponseReturnValue:
    """Shut somebody out of the group, whatever else would show it to them."""
    form = GiveDenialForm()
    form.offer([one for one in whom.receivers() if one.kind not in ("board", "sharing circle")])
    if form.validate_on_submit():
        try:
            found = whom.named(*form.whom())
            operations.give_denial(group_id, found, form.reason.data, form.last_day.data)
            flash(f"{found.name} can no longer see this group.")
            return redirect(url_for("groups.show_explanation", group_id=group_id), 303)
        except Refused as refused:
            form.refuse(refused)
    header = pages.group_header(group_id)
    return render_template("groups/give_denial.html", header=header, form=form), form.http_status


@bp.page("/denials/<uuid:denial_id>/end", needs=Right.DENIAL_WRITE, on=Denial, twice=Twice.HARMLESS)
def end_denial(denial_id: UUID) -> ResponseReturnValue:
    """Ask whether to let somebody back, and let them."""
    form = EndDenialForm()
    if form.validate_on_submit():
        group_id = operations.end_denial(denial_id)
        flash("The denial has ended. What is given to them opens the group again.")
        return redirect(url_for("groups.show_explanation", group_id=group_id), 303)
    header, line = explain.denial_page(denial_id)
    return render_template("groups/end_denial.html", header=header, line=line, form=form)
