"""When a review falls due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.groups.rules import Tier
from portal.scoring.rules import (
    MONTHS,
    ReviewState,
    add_months,
    due_after_tier_change,
    next_review,
    review_state,
)

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
HOLIDAYS = st.frozensets(st.dates(date(2014, 1, 1), date(2016, 12, 31)), max_size=200)
ONE_DAY = timedelta(days=1)


def due_by_counting(last: date, months: int, holidays: frozenset[date]) -> date:
    """The due date, reached one day at a time."""
    day, passed = last, 0
    while passed < months:
        day += ONE_DAY
        passed += day.day == 1
    while day.day < last.day and (day + ONE_DAY).month == day.month:
        day += ONE_DAY
    while day.isoweekday() in (6, 7) or day in holidays:
        day -= ONE_DAY
    return day


@given(last=DAYS, tier=st.sampled_from(Tier))
def test_a_review_is_due_when_counting_days_says_so(last: date, tier: Tier) -> None:
    assert next_review(last, tier) == due_by_counting(last, MONTHS[tier], frozenset())


@given(
    last=st.dates(date(2014, 1, 1), date(2016, 12, 31)),
    tier=st.sampled_from(Tier),
    holidays=HOLIDAYS,
    months=st.integers(1, 30),
)
def test_so_it_is_with_holidays_and_intervals_of_ones_own(
    last: date, tier: Tier, holidays: frozenset[date], months: int
) -> None:
    expected = due_by_counting(last, months, holidays)
    assert next_review(last, tier, dict.fromkeys(Tier, months), holidays) == expected


@pytest.mark.parametrize(
    ("last", "tier", "due"),
    [
        (date(2015, 4, 4), Tier.TWO, date(2015, 6, 4)),
        (date(2015, 1, 30), Tier.ONE, date(2015, 2, 27)),  # the 28th is a Saturday
        (date(2016, 1, 31), Tier.ONE, date(2016, 2, 29)),
        (date(2014, 8, 31), Tier.FOUR, date(2015, 2, 27)),
        (date(2015, 11, 30), Tier.THREE, date(2016, 2, 29)),
    ],
)
def test_due_dates_known_by_heart(last: date, tier: Tier, due: date) -> None:
    assert next_review(last, tier) == due


def test_a_bank_holiday_moves_the_date_back_over_the_weekend() -> None:
    easter = {date(2015, 4, 3), date(2015, 4, 6)}
    assert next_review(date(2015, 3, 6), Tier.ONE, holidays=easter) == date(2015, 4, 2)


def test_months_are_taken_away_too() -> None:
    assert add_months(date(2015, 3, 31), -1) == date(2015, 2, 28)
    assert add_months(date(2015, 1, 1), -13) == date(2013, 12, 1)


def test_an_interval_of_no_months_is_refused() -> None:
    with pytest.raises(ValueError, match="one month or more"):
        next_review(date(2015, 1, 1), Tier.ONE, {Tier.ONE: 0})


def test_a_slower_tier_does_not_clear_an_overdue_review() -> None:
    due, later = date(2015, 5, 1), date(2015, 9, 1)
    assert due_after_tier_change(due, later, date(2015, 5, 2)) == due
    assert due_after_tier_change(due, later, date(2015, 5, 1)) == later
    assert due_after_tier_change(due, date(2015, 4, 1), date(2015, 5, 2)) == date(2015, 4, 1)


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-1, ReviewState.OVERDUE),
        (0, ReviewState.DUE_SOON),
        (7, ReviewState.DUE_SOON),
        (8, ReviewState.IN_TIME),
    ],
)
def test_a_review_is_due_soon_for_a_week_and_overdue_from_the_next_day(
    days: int, state: ReviewState
) -> None:
    today = date(2015, 5, 31)
    assert review_state(today + timedelta(days=days), today) is state


def test_a_state_is_labelled_as_a_page_says_it() -> None:
    assert ReviewState.DUE_SOON.label == "Due soon"
