"""The pages of plans and actions."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from portal.access.entry import current_viewer
from portal.access.guard import GuardedBlueprint, Twice
from portal.access.policy import CONTRIBUTORS, Right
from portal.access.viewer import Role
from portal.core.errors import Refused, Unseen
from portal.groups.models import Group
from portal.plans import operations, queries
from portal.plans.forms import LogActionForm, UpdateActionForm
from portal.plans.models import Action
from portal.plans.projections import PartnerLine, WaitingLine
from portal.web.filters import due, long_date, moment
from portal.web.rooms import Line, Section

bp = GuardedBlueprint("plans", __name__, template_folder="templates")

_RUNNERS = (Role.LRO, Role.SRO, Role.COO)


@bp.page("/groups/<uuid:group_id>/plan", needs=Right.PLAN_SEE, on=Group)
def show_plan(group_id: UUID) -> ResponseReturnValue:
    """Show a group's plan."""
    return render_template("plans/show.html", page=queries.plan_page(group_id))


def preview(group_id: UUID) -> Markup:
    """The plan as whoever is asking now would read it, for the preview of a share; or nothing."""
    try:
        page = queries.plan_page(group_id)
    except Unseen:
        return Markup()
    return Markup(render_template("plans/_preview.html", page=page))  # noqa: S704 - our template


@bp.page(
    "/groups/<uuid:group_id>/actions/new",
    needs=Right.ACTION_ADD,
    on=Group,
    twice=Twice.REPLAY,
)
def log_action(group_id: UUID) -> ResponseReturnValue:
    """Log an action of the viewer's own agency."""
    page = queries.new_action_page(group_id)
    form = LogActionForm()
    form.offer(page)
    if form.validate_on_submit():
        try:
            operations.log_action(group_id, form.new_action())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The action is in the plan.")
            return redirect(url_for("plans.show_plan", group_id=group_id), 303)
    return render_template("plans/log_action.html", page=page, form=form), form.http_status


@bp.page("/actions/<uuid:action_id>", needs=Right.ACTION_SEE, on=Action)
def show_action(action_id: UUID) -> ResponseReturnValue:
    """Show an action and what happened on it."""
    return render_template("plans/action.html", page=queries.action_page(action_id))


@bp.page(
    "/actions/<uuid:action_id>/update",
    needs=Right.ACTION_UPDATE,
    on=Action,
    twice=Twice.CONFLICT,
)
def update_action(action_id: UUID) -> ResponseReturnValue:
    """Say what happened on an action."""
    page = queries.action_page(action_id)
    form = UpdateActionForm(version=page.version)
    if form.validate_on_submit():
        try:
            operations.update_action(action_id, form.new_update())
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The update is saved. Everybody who may read the action can read it.")
            return redirect(url_for("plans.show_action", action_id=action_id), 303)
    return render_template("plans/update_action.html", page=page, form=form), form.http_status


def work() -> Sequence[Section]:
    """What waits for the viewer in this room."""
    viewer, sections = current_viewer(), []
    if viewer.holds(*CONTRIBUTORS):
        waiting = queries.actions_waiting()
        sections.append(
            Section(
                "Actions waiting",
                tuple(_waiting(line) for line in waiting.lines),
                f"No open action is owned by {viewer.agency_name}.",
                total=waiting.total,
            )
        )
    if viewer.leads or viewer.holds(*_RUNNERS):
        did = tuple(_did(line) for line in queries.partners_did())
        empty = "No other agency has logged or updated an action on the groups you run."
        sections.append(Section("What partners did", did, empty))
    return sections


def _waiting(line: WaitingLine) -> Line:
    near = due(line.due_on)
    said = [
        line.group,
        f"due {long_date(line.due_on)}",
        *([near.words.lower()] if near.words else []),
        "yours" if line.is_mine else "a colleague's",
    ]
    here = url_for("plans.show_action", action_id=line.id)
    return Line(line.step, here, ", ".join(said), near.state == "overdue")


def _did(line: PartnerLine) -> Line:
    what = f"{line.state.label.lower()}" if line.state else "logged this action"
    note = f"{line.group}: {line.agency}, {what}, {moment(line.at)}"
    return Line(line.step, url_for("plans.show_action", action_id=line.action_id), note)
