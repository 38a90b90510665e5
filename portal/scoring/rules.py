"""When a review falls due."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from portal.groups.rules import Tier

MONTHS: Mapping[Tier, int] = MappingProxyType(
    {Tier.ONE: 1, Tier.TWO: 2, Tier.THREE: 3, Tier.FOUR: 6}
)
"""The months between reviews at each tier until a partnership sets its own."""

DUE_SOON_DAYS = 7
"""How many days ahead a review counts as due soon until a partnership sets its own."""


class ReviewState(StrEnum):
    """How a review stands on a given day."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    IN_TIME = "in_time"

    @property
    def label(self) -> str:
        """The state as a page says it."""
        return self.value.replace("_", " ").capitalize()


def add_months(start: date, months: int) -> date:
    """The same day so many calendar months later, clipped to the end of that month."""
    years, month = divmod(start.month - 1 + months, 12)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def working_day_on_or_before(day: date, holidays: Collection[date] = ()) -> date:
    """The day itself if people work on it, else the last working day before it."""
    while day.weekday() >= 5 or day in holidays:
        day -= timedelta(days=1)
    return day


def next_review(
    last: date,
    tier: Tier,
    months: Mapping[Tier, int] = MONTHS,
    holidays: Collection[date] = (),
) -> date:
    """When the review after the formal score of ``last`` is due.

    An interval of less than a month is refused: the review would be due when it was held.
    """
    if months[tier] < 1:
        raise ValueError("An interval between reviews is one month or more.")
    return working_day_on_or_before(add_months(last, months[tier]), holidays)


def due_after_tier_change(due: date, recomputed: date, today: date) -> date:
    """The due date after a change of tier: a review that is already overdue stays due when it was.

    Otherwise moving a group to a slower tier would clear what was neglected.
    """
    return min(due, recomputed) if due < today else recomputed


def review_state(due: date, today: date, soon: int = DUE_SOON_DAYS) -> ReviewState:
    """How a review due on one day stands on another; on the day itself it is due soon."""
    if due < today:
        return ReviewState.OVERDUE
    if due <= today + timedelta(days=soon):
        return ReviewState.DUE_SOON
    return ReviewState.IN_TIME
