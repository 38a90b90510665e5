"""What a viewer is shown of a group's scores and reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.groups.projections.pages import GroupHeader
from portal.groups.rules import HIGH_RISK_FROM, PRESUMED_FROM, Band, Tier, is_high_risk, presumed
from portal.scoring.rules import MONTHS, ReviewState


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One assessment."""

    id: UUID
    score: int
    band: Band
    tier: Tier
    scored_on: date
    origin: str

    @property
    def source(self) -> str:
        """Where it came from, as a page says it."""
        return self.origin[:1].upper() + self.origin[1:]

    @property
    def is_high_risk(self) -> bool:
        """Whether the band counts as high risk."""
        return is_high_risk(self.band)

    @property
    def is_presumed(self) -> bool:
        """Whether the band raises the presumption of regional tactical support."""
        return presumed(self.band)


@dataclass(frozen=True, slots=True)
class ReviewDue:
    """The open review: when it is due, and how that stands today."""

    due_on: date
    state: ReviewState
    words: str


@dataclass(frozen=True, slots=True)
class ScoresPage:
    """The score in force, the review that it leads to, and those before it."""

    header: GroupHeader
    history: tuple[ScoreLine, ...]
    review: ReviewDue | None

    @property
    def current(self) -> ScoreLine | None:
        """The newest assessment."""
        return self.history[0] if self.history else None

    @property
    def high_risk_rule(self) -> str:
        """What counts as high risk, in words."""
        return f"Band {HIGH_RISK_FROM.value} or above"

    @property
    def presumed_rule(self) -> str:
        """What raises the presumption, in words."""
        return f"Band {PRESUMED_FROM.value} or above"

    @property
    def interval(self) -> str:
        """How often the tier in force is scored anew."""
        if self.current is None:
            return ""
        months = MONTHS[self.current.tier]
        return "every month" if months == 1 else f"every {months} months"


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A group whose review is due."""

    group_id: UUID
    group: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Reviews:
    """The first of the reviews, and how many there are in all."""

    lines: tuple[ReviewLine, ...]
    total: int
