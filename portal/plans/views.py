"""The pages of this room."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask.typing import ResponseReturnValue

from portal.access.guard import GuardedBlueprint
from portal.access.policy import Right
from portal.core.errors import Unseen
from portal.groups.models import Group
from portal.web.rooms import Place, Section

bp = GuardedBlueprint("plans", __name__, template_folder="templates")

PLACES: tuple[Place, ...] = ()


@bp.page("/groups/<uuid:group_id>/plan", needs=Right.PLAN_SEE, on=Group)
def show_plan(group_id: UUID) -> ResponseReturnValue:
    """Show nothing yet."""
    raise Unseen


def work() -> Sequence[Section]:
    """What waits for the viewer in this room."""
    return ()
