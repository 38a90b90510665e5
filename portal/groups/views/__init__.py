"""The pages of groups, a file for each noun."""

from __future__ import annotations

from collections.abc import Sequence

from portal.groups.views import overview, sharing
from portal.groups.views.blueprint import bp
from portal.web.rooms import Place, Section

PLACES: tuple[Place, ...] = ()


def work() -> Sequence[Section]:
    """What waits for the viewer in this room."""
    return ()


__all__ = ["PLACES", "bp", "overview", "sharing", "work"]
