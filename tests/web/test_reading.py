"""Typed text and dates are read without surprises."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.web import reading

DAYS = st.dates(min_value=date(1000, 1, 1))


@given(DAYS)
def test_a_date_in_three_boxes_comes_back(day: date) -> None:
    assert reading.date_of([str(day.day), str(day.month), str(day.year)]) == day


@given(DAYS, st.sampled_from(["%d/%m/%Y", "%d %B %Y", "%d-%b-%Y", "%Y-%m-%d", " %d.%m.%Y "]))
def test_a_whole_date_in_one_box_comes_back(day: date, pattern: str) -> None:
    typed = day.strftime(pattern)
    assert reading.date_of([typed]) == day
    assert reading.date_of([typed, "", ""]) == day
    assert reading.date_of(["", typed]) == day


@given(st.lists(st.text(), max_size=6))
def test_no_list_of_parts_ever_breaks(parts: list[str]) -> None:
    with suppress(reading.NotADate):
        found = reading.date_of(parts)
        assert found is None or isinstance(found, date)


@pytest.mark.parametrize(
    ("parts", "words", "box"),
    [
        (["17", "", "2026"], "must include a month", "month"),
        (["", "5", ""], "must include a day and year", "day"),
        (["17", "5", "26"], "must have a year of 4 numbers, like 2026", "year"),
        (["17", "13", "2026"], "must be a real date: check the month", "month"),
        (["31", "2", "2026"], "must be a real date: check the day", "day"),
        (["1" * 100_000, "1", "2026"], "must be a real date: check the day", "day"),
        (["٣", "1", "2026"], "must be a real date: check the day", "day"),
    ],
)
def test_a_wrong_date_names_the_box_to_mend(parts: list[str], words: str, box: str) -> None:
    with pytest.raises(reading.NotADate) as wrong:
        reading.date_of(parts)
    assert (wrong.value.words, wrong.value.box) == (words, box)


def test_no_date_at_all_is_none() -> None:
    assert reading.date_of([]) is None
    assert reading.date_of(["", " ", "\u200b"]) is None


def test_september_has_two_short_names() -> None:
    assert reading.date_of(["1", "Sept", "2026"]) == date(2026, 9, 1)
    assert reading.date_of(["1", "sep", "2026"]) == date(2026, 9, 1)


def test_line_ends_become_alike_and_space_at_the_ends_goes() -> None:
    assert reading.text_of(" \u200ba\r\nb\rc\vd\u2028e \n") == "a\nb\nc\nd\ne"
    assert reading.line_of(" a\r\nb\tc ") == "a b c"


@given(st.text())
def test_tidied_text_stays_tidy(typed: str) -> None:
    once = reading.printable(reading.text_of(typed))
    assert reading.printable(once) == once
    assert "\r" not in once


@pytest.mark.parametrize("typed", ["\0" * 100_000, " " * 100_000, "\r\n" * 50_000, "1/" * 50_000])
def test_hostile_text_is_read_at_once(typed: str) -> None:
    began = time.perf_counter()
    reading.printable(reading.line_of(typed))
    with suppress(reading.NotADate):
        reading.date_of([typed])
    assert time.perf_counter() - began < 0.25
