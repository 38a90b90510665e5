"""What the page of confirming shares shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.access.viewer import View


@dataclass(frozen=True, slots=True)
class ShareCheckLine:
    """A share that waits for an answer."""

    id: UUID
    reference: str
    recipient: str
    view: View
    until: date

    @property
    def label(self) -> str:
        """The share in words."""
        end = f"{self.until.day} {self.until:%B %Y}"
        return f"{self.reference}: {self.recipient}, {self.view.label}, until {end}"


@dataclass(frozen=True, slots=True)
class ShareChecksPage:
    """The shares that wait for the viewer."""

    lines: Sequence[ShareCheckLine]
    total: int
    due_on: date | None
