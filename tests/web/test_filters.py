"""Dates, times and numbers read as a person would say them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.web import filters


def test_a_date_has_no_leading_zero() -> None:
    assert filters.long_date(date(2015, 6, 6)) == "6 June 2015"
    assert filters.month(date(2015, 6, 6)) == "June 2015"


def test_a_time_in_summer_is_an_hour_on_from_utc() -> None:
    assert filters.clock(datetime(2015, 6, 6, 13, 32, tzinfo=UTC)) == "2:32pm"
    assert filters.clock(datetime(2015, 1, 6, 13, 32, tzinfo=UTC)) == "1:32pm"


def test_late_in_the_evening_in_summer_the_date_is_already_tomorrow_in_london() -> None:
    late = datetime(2015, 6, 6, 23, 30, tzinfo=UTC)
    assert filters.moment(late) == "7 June 2015 at 12:30am"


def test_noon_and_midnight_are_words() -> None:
    assert filters.clock(datetime(2015, 1, 6, 12, 0, tzinfo=UTC)) == "midday"
    assert filters.clock(datetime(2015, 1, 6, 0, 0, tzinfo=UTC)) == "midnight"
    assert filters.clock(datetime(2015, 1, 6, 12, 5, tzinfo=UTC)) == "12:05pm"


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        filters.clock(datetime(2015, 1, 6))  # noqa: DTZ001 - what is refused


def test_a_plain_day_has_no_time() -> None:
    with pytest.raises(TypeError):
        filters.clock(date(2015, 1, 6))  # type: ignore[arg-type]
    assert filters.moment(date(2015, 1, 6)) == "6 January 2015"


@given(st.datetimes(min_value=datetime(1900, 1, 2), timezones=st.just(UTC)))  # noqa: DTZ001
def test_every_moment_can_be_said(when: datetime) -> None:
    assert re.fullmatch(
        r"\d{1,2} [A-Z][a-z]+ \d{4} at (\d{1,2}:\d\d[ap]m|mid(day|night))", filters.moment(when)
    )
    assert datetime.fromisoformat(filters.machine_time(when)) == when.replace(microsecond=0)


def test_numbers_have_commas_and_nouns_their_plural() -> None:
    assert filters.number(1234) == "1,234"
    assert filters.plural(1, "group") == "1 group"
    assert filters.plural(1200, "group") == "1,200 groups"
    assert filters.plural(2, "agency", "agencies") == "2 agencies"


@pytest.mark.parametrize(
    ("days", "state", "words"),
    [
        (-12, "overdue", "12 days overdue"),
        (-1, "overdue", "1 day overdue"),
        (0, "soon", "Due today"),
        (1, "soon", "Due in 1 day"),
        (14, "soon", "Due in 14 days"),
        (15, "later", ""),
    ],
)
def test_how_near_a_date_is_stands_in_words(days: int, state: str, words: str) -> None:
    on = date(2026, 2, 27)
    assert filters.due(on + timedelta(days=days), on) == filters.Due(state, words)
