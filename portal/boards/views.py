"""The pages of this room."""

from __future__ import annotations

from collections.abc import Sequence

from portal.access.guard import GuardedBlueprint
from portal.web.rooms import Place, Section

bp = GuardedBlueprint("boards", __name__, template_folder="templates")

PLACES: tuple[Place, ...] = ()


def work() -> Sequence[Section]:
    """What waits for the viewer in this room."""
    return ()
