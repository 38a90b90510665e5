"""The pages of groups."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue

from portal.access.guard import GuardedBlueprint
from portal.access.policy import Right
from portal.groups import queries
from portal.groups.models import Group
from portal.web.rooms import Place, Section

bp = GuardedBlueprint("groups", __name__, url_prefix="/groups", template_folder="templates")

PLACES: tuple[Place, ...] = ()


@bp.page("/<uuid:group_id>", needs=Right.GROUP_SEE, on=Group)
def show_group(group_id: UUID) -> ResponseReturnValue:
    """Show a group's overview."""
    return render_template("groups/show.html", page=queries.group_page(group_id))


def work() -> Sequence[Section]:
    """What waits for the viewer in this room."""
    return ()
