"""Teams: named sets of people of one agency."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from portal.access.guard import Twice
from portal.access.policy import Right
from portal.core.errors import Refused
from portal.groups.forms.officers import MakeTeamForm
from portal.groups.operations import training as operations
from portal.groups.queries import training
from portal.groups.views.blueprint import bp


@bp.page("/teams", needs=Right.TEAM_LIST)
def list_teams() -> ResponseReturnValue:
    """Show the teams of the viewer's agency."""
    return render_template("groups/officers/teams.html", teams=training.team_list())


@bp.page("/teams/new", needs=Right.TEAM_ADD, twice=Twice.REPLAY)
def make_team() -> ResponseReturnValue:
    """Make a team."""
    form, back = MakeTeamForm(), url_for("groups.list_teams")
    form.offer(training.colleagues())
    if form.validate_on_submit():
        try:
            members = [UUID(one) for one in form.members.data]
            operations.make_team(form.name.data, form.purpose.data, members)
        except Refused as refused:
            form.refuse(refused)
        else:
            flash("The team is made.")
            return redirect(back, 303)
    return render_template("groups/officers/make_team.html", form=form, back=back), form.http_status
