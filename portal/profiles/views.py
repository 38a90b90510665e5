"""The pages of this room."""

from __future__ import annotations

from portal.access.guard import GuardedBlueprint
from portal.web.rooms import Place

bp = GuardedBlueprint("profiles", __name__, template_folder="templates")

PLACES: tuple[Place, ...] = ()
