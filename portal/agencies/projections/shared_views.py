"""What a viewer is shown of the partnership's views, and of what a new version would change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.access.precision import FIELDS, MOST, said
from portal.access.viewer import Section, View

_STATES = {
    "draft": "Waiting for approval",
    "live": "Live",
    "retired": "Replaced",
    "declined": "Declined",
}


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of a view: what it opens, who proposed it and who answered."""

    id: UUID
    number: int
    level: View
    sections: Section
    reason: str
    state: str
    proposed_at: datetime
    proposed_by: str
    answered_at: datetime | None
    answered_by: str
    may_answer: bool

    @property
    def state_words(self) -> str:
        """Its state as a page says it."""
        return _STATES[self.state]

    @property
    def parts(self) -> tuple[str, ...]:
        """What it opens beyond the headline."""
        return said(self.sections)


@dataclass(frozen=True, slots=True)
class ViewLine:
    """A view by name, with the version that is live and the one that waits."""

    id: UUID
    name: str
    live: VersionLine
    draft: VersionLine | None

    @property
    def choices(self) -> tuple[Section, ...]:
        """What a version of it can open, beyond the headline."""
        return tuple(one for one in MOST[self.live.level] if one is not Section.HEADLINE)


@dataclass(frozen=True, slots=True)
class Precision:
    """A field, and how exactly each of several views shows it."""

    label: str
    shown: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether they do not all show it alike."""
        return len(set(self.shown)) > 1


def compared(*sections: Section) -> tuple[Precision, ...]:
    """Every field, beside how exactly each of the sections shows it."""
    return tuple(
        Precision(one.label, tuple(one.shown(part) for part in sections)) for one in FIELDS
    )


@dataclass(frozen=True, slots=True)
class ViewsPage:
    """The views of the partnership, side by side."""

    views: tuple[ViewLine, ...]
    may_propose: bool

    @property
    def fields(self) -> tuple[Precision, ...]:
        """Every field, as each view shows it."""
        return compared(*(one.live.sections for one in self.views))


@dataclass(frozen=True, slots=True)
class ViewPage:
    """One view with its versions, newest first."""

    view: ViewLine
    versions: tuple[VersionLine, ...]
    may_propose: bool

    @property
    def fields(self) -> tuple[Precision, ...]:
        """Every field as the live version shows it, and as the one that waits would."""
        drafts = [self.view.draft.sections] if self.view.draft else []
        return compared(self.view.live.sections, *drafts)


@dataclass(frozen=True, slots=True)
class TouchedShare:
    """A share that stands on the view: what it opens now, and would open with the new version."""

    recipient: str
    last_day: date | None
    number: int
    now: Section
    new: Section
    count: int
    """How many shares the line is about; more than one only where other agencies lent them."""

    @property
    def loses(self) -> tuple[str, ...]:
        """What its recipient can no longer read, at once."""
        return said(self.now & self.new ^ self.now)

    @property
    def would_gain(self) -> tuple[str, ...]:
        """What its recipient will read once the share is renewed, and not before."""
        return said(self.new & ~self.now)


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """A version that waits for a second person, with every share that it touches."""

    view: ViewLine
    draft: VersionLine
    touched: tuple[TouchedShare, ...]

    @property
    def fields(self) -> tuple[Precision, ...]:
        """The fields that the version shows otherwise than the live one."""
        both = compared(self.view.live.sections, self.draft.sections)
        return tuple(one for one in both if one.differs)

    @property
    def narrowed(self) -> int:
        """How many shares lose something at once."""
        return sum(one.count for one in self.touched if one.loses)
