"""My work, and the pages that belong to no room: what every agency may read of the portal."""

from __future__ import annotations

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.access.guard import GuardedBlueprint
from portal.access.policy import Right
from portal.access.policy_page import policy_page
from portal.web.rooms import Place, Room, Section

PLACE = Place("My work", "home.my_work", Right.WORK_SEE)


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
