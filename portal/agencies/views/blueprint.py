"""The blueprint that every page of this room belongs to."""

from __future__ import annotations

from portal.access.guard import GuardedBlueprint

bp = GuardedBlueprint("agencies", __name__, template_folder="../templates")
