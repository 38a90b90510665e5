"""The blueprint that every page of this room belongs to."""

from __future__ import annotations

from portal.access.guard import GuardedBlueprint

bp = GuardedBlueprint("groups", __name__, url_prefix="/groups", template_folder="../templates")
