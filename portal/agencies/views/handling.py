"""The page of markings and handling."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.access.policy import Right
from portal.agencies.queries.handling import handling_page
from portal.agencies.views.blueprint import bp


@bp.page("/help/markings-and-handling", needs=Right.POLICY_SEE)
def show_handling() -> ResponseReturnValue:
    """Show the markings that the portal may hold, and the handling codes and conditions."""
    return render_template("agencies/handling.html", page=handling_page())
