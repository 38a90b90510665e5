"""What is shown of a question about a person, and of who asked about ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.groups.rules import Answer


@dataclass(frozen=True, slots=True)
class ToldGroup:
    """The headline of a group, where its owner lets it be known."""

    reference: str
    theme: str
    lead: str
    contact: str


@dataclass(frozen=True, slots=True)
class Told:
    """What one agency lets the asker know."""

    agency: str
    contact: str
    groups: tuple[ToldGroup, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The answer to a question: hit or no hit first."""

    id: UUID
    purpose: str
    asked_at: datetime
    is_hit: bool


@dataclass(frozen=True, slots=True)
class AskerLine:
    """That an agency asked about a nominal of ours."""

    asked_at: datetime
    agency: str
    purpose: str
    nominal: str
    was_opened: bool


@dataclass(frozen=True, slots=True)
class SettingPage:
    """What our agency answers, and who asked."""

    answer: Answer
    askers: tuple[AskerLine, ...]
