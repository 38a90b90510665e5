"""What is shown of several groups or shares at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.access.viewer import View


@dataclass(frozen=True, slots=True)
class Choice:
    """A group that can be chosen."""

    id: UUID
    title: str
    reference: str


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """A share that can be taken back: of which group, from whom."""

    id: UUID
    title: str
    recipient: str
    level: int
    last_day: date

    @property
    def view(self) -> str:
        """The view in words."""
        return View(self.level).label


@dataclass(frozen=True, slots=True)
class GroupReaders:
    """A group with who reads it by a share now, and who will be added."""

    title: str
    now: tuple[str, ...]
    added: str
