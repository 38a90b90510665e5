"""Somebody whom a page of a group is about: an agency, a board, a sharing circle, a person."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Whom:
    """One recipient, by the id that grants name it by."""

    id: UUID
    name: str
    kind: str
    """The kind of agency; "board", "sharing circle" or "person" for these."""

    @property
    def label(self) -> str:
        """The name, and what it is where it is no agency."""
        return f"{self.name} ({self.kind})" if self.kind in OTHERS else self.name


PERSON = "person"
OTHERS = frozenset({"board", "sharing circle", PERSON})
"""The kinds that are no agency."""
