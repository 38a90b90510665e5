"""What is shown of a group's texts through time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.groups.projections.pages import GroupHeader


@dataclass(frozen=True, slots=True)
class TextLine:
    """A text that was replaced."""

    is_narrative: bool
    number: int
    text: str
    replaced_at: datetime
    replaced_by: str | None


@dataclass(frozen=True, slots=True)
class TextsPage:
    """The earlier texts of a group, newest first."""

    header: GroupHeader
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class NarrativePage:
    """The narrative to be changed."""

    header: GroupHeader
    text: str
    version: int


@dataclass(frozen=True, slots=True)
class DriftLine:
    """A group whose summary somebody must read again."""

    id: UUID
    title: str
