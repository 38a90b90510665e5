"""Lists: numbered pages, sorting by link, filters that go away by link."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from portal.web.lists import Column, columns, pages, with_value, without_value


@dataclass(frozen=True)
class Shelf:
    """A page of a list of fifty to the page."""

    number: int
    last: int
    total: int = 0
    first_item: int = 0
    last_item: int = 0


def numbers(number: int, last: int) -> list[int | None]:
    return [link.number for link in pages("/g", [], Shelf(number, last)).links]


def test_a_list_of_one_page_has_no_links() -> None:
    assert numbers(1, 1) == []


def test_far_pages_hide_behind_a_gap_and_near_ones_do_not() -> None:
    assert numbers(1, 2) == [1, 2]
    assert numbers(3, 5) == [1, 2, 3, 4, 5]
    assert numbers(5, 9) == [1, None, 4, 5, 6, None, 9]
    assert numbers(1, 900) == [1, 2, None, 900]


@given(st.integers(1, 500), st.integers(1, 500))
def test_the_first_the_last_and_this_page_are_always_there(number: int, last: int) -> None:
    if number <= last > 1:
        found = pages("/g", [("band", "3B"), ("page", str(number))], Shelf(number, last))
        shown = [link.number for link in found.links]
        assert {1, number, last} <= set(shown)
        assert [link.current for link in found.links].count(True) == 1
        assert len(shown) <= 9
        assert all("band=3B" in link.href for link in found.links if link.number)
        assert bool(found.previous) == (number > 1)
        assert bool(found.following) == (number < last)


def test_the_first_page_has_the_plain_address() -> None:
    assert pages("/g", [("page", "2")], Shelf(2, 3)).previous == "/g"


def test_a_heading_sorts_and_then_turns_the_order() -> None:
    wanted = [Column("Next review", "review"), Column("Name"), Column("Band", "band")]
    query = [("sort", "review"), ("tier", "1"), ("page", "4")]
    review, name, band = columns("/g", query, wanted, "review")
    assert (review.sorted, review.href) == ("ascending", "/g?tier=1&sort=-review")
    assert (name.sorted, name.href) == (None, "")
    assert (band.sorted, band.href) == (None, "/g?tier=1&sort=band")
    assert columns("/g", query, wanted, "-review")[0].sorted == "descending"


def test_taking_a_filter_away_leaves_the_others_and_goes_to_the_first_page() -> None:
    query = [("tier", "1"), ("tier", "2"), ("page", "3")]
    assert without_value("/g", query, "tier", "1") == "/g?tier=2"
    assert with_value("/g", query, "tier", "a&b") == "/g?tier=a%26b"
