"""My work, and the pages that belong to no room: what every agency may read of the portal."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from portal.access.guard import GuardedBlueprint
from portal.access.policy import Right, may
from portal.access.policy_page import policy_page
from portal.access.viewer import Viewer
from portal.web.rooms import Place, Room, Section

PLACE = Place("My work", "home.my_work", Right.WORK_SEE)
MORE = Place("More", "home.show_more", Right.WORK_SEE)
_MOST = 7
"""So many links fit the menu in one line."""


def menu(viewer: Viewer, rooms: Sequence[Room]) -> tuple[list[Place], list[Place]]:
    """The places of the menu, and those that "More" lists because the menu is full without them."""
    every = [PLACE, *(place for room in rooms for place in room.places)]
    held = [place for place in every if may(viewer, place.needs)]
    if len(held) <= _MOST:
        return held, []
    first = sorted(held, key=lambda place: place.is_seldom)[: _MOST - 1]
    kept = [place for place in held if place in first]
    return [*kept, MORE], [place for place in held if place not in first]


def pages(rooms: Sequence[Room]) -> GuardedBlueprint:
    """The blueprint of these pages; My work gathers what the rooms give."""
    bp = GuardedBlueprint("home", __name__, template_folder="templates")

    @bp.page("/", needs=Right.WORK_SEE)
    def my_work() -> ResponseReturnValue:
        """Show what waits for the viewer, from every room."""
        sections: list[Section] = [
            section for room in rooms if room.work is not None for section in room.work()
        ]
        return render_template("web/my_work.html", sections=sections)

    @bp.page("/more", needs=Right.WORK_SEE)
    def show_more() -> ResponseReturnValue:
        """List the places of the viewer that the menu has no room for."""
        _, rest = menu(current_user, rooms)
        return render_template("web/more.html", places_to_go=rest)

    @bp.page("/help/who-may-see-what", needs=Right.POLICY_SEE)
    def show_policy() -> ResponseReturnValue:
        """Show the policy table as it is enforced."""
        return render_template("web/policy.html", page=policy_page())

    _notices(bp)
    return bp


def _notices(bp: GuardedBlueprint) -> None:
    notices = {
        "help": ("/help", "how the portal works is no secret"),
        "accessibility": ("/help/accessibility", "the accessibility statement is public"),
        "privacy": ("/help/privacy", "the handling notice is public"),
        "cookies": ("/help/cookies", "the cookies page is public"),
    }
    for name, (rule, reason) in notices.items():

        def show(template: str = f"web/help/{name}.html") -> ResponseReturnValue:
            return render_template(template)

        show.__name__ = f"show_{name}"
        bp.public(rule, because=reason)(show)

    @bp.public("/health", because="a load balancer asks; it says only that pages are served")
    def health() -> ResponseReturnValue:
        """Say that this process serves pages; it asks no database."""
        return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8"}
