"""What a room hands to the factory, and what the chrome gathers from all rooms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from flask import Blueprint  # noqa: TID251 - a type only: rooms make guarded ones
from markupsafe import Markup

from portal.access.policy import Right
from portal.access.sight import Guarded
from portal.core.db import Base


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the navigation, for those who hold its right everywhere."""

    label: str
    endpoint: str
    needs: Right
    is_seldom: bool = False
    """Whether it is the first to leave the menu for the page "More", where there are too many."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits: where it is, what it is, a note such as when it falls due."""

    text: str
    href: str
    note: str = ""
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of My work: its heading, its lines, and what to say when there are none."""

    title: str
    lines: Sequence[Line]
    empty: str
    more: str = ""
    """Where the whole list is; empty when all of it is here."""
    total: int = 0
    """How many there are, where the lines are only the first of them."""

    @property
    def count(self) -> int:
        """How many there are, as far as the room said."""
        return max(self.total, len(self.lines))


@dataclass(frozen=True, slots=True)
class Room:
    """One room of the house: its pages, its guarded rows, its places, its share of My work."""

    pages: Blueprint
    rows: Sequence[Guarded]
    places: Sequence[Place] = ()
    work: Callable[[], Sequence[Section]] | None = None
    closed: Mapping[type[Base], str] = field(default_factory=dict)
    preview: Callable[[UUID], Markup] | None = None
    """Draws the room's part of a group as whoever asks now reads it; empty if they hold none."""
