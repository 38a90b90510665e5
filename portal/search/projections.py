"""What a search shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.core.paging import Page
from portal.search.rules import Kind


@dataclass(frozen=True, slots=True)
class Hit:
    """One record in sight in which the words stand."""

    kind: Kind
    group_id: UUID
    group: str
    """The operation's name where it may be known, else the reference."""
    target_id: UUID
    """What to open: the group, or the action that an update is about."""
    text: str
    at: datetime | None
    is_near: bool
    """Whether a name only sounds like what was asked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found."""

    hits: Page[Hit]
