"""What this room reads."""

from __future__ import annotations

from collections.abc import Sequence

from portal.web.rooms import Section


def work() -> Sequence[Section]:
    """What waits for the viewer in this room."""
    return ()
