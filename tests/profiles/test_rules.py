"""What may be shown of small counts."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.profiles.rules import (
    Figure,
    Suppressed,
    Withheld,
    share,
    shown,
    suppress,
    suppress_list,
    suppress_part,
)


def possible(figure: Figure, threshold: int, furthest: int) -> range:
    """The values that a reader holds possible for a cell."""
    if isinstance(figure, int):
        return range(figure, figure + 1)
    if figure is Withheld.SMALL:
        return range(1, threshold)
    return range(threshold, furthest + 1)


def agrees(figure: Figure, value: int) -> bool:
    """Whether a total as shown could be this value."""
    return value == figure if isinstance(figure, int) else value >= 1


def readings(table: Suppressed, threshold: int, furthest: int) -> Iterator[tuple[int, ...]]:
    """Every table, cells and then totals, that is in keeping with what is shown."""
    width = len(table.column_totals)
    ranges = [possible(figure, threshold, furthest) for row in table.cells for figure in row]
    for cells in product(*ranges):
        rows = [sum(cells[at : at + width]) for at in range(0, len(cells), width)]
        columns = [sum(cells[at::width]) for at in range(width)]
        totals = [*rows, *columns, sum(cells)]
        figures = [*table.row_totals, *table.column_totals, table.total]
        if all(agrees(figure, value) for figure, value in zip(figures, totals, strict=True)):
            yield (*cells, *totals)


def figures_of(table: Suppressed) -> list[Figure]:
    """All figures of a table, in the order of a reading."""
    cells = [figure for row in table.cells for figure in row]
    return [*cells, *table.row_totals, *table.column_totals, table.total]


def tables(height: int, width: int, highest: int) -> st.SearchStrategy[list[list[int]]]:
    """Tables of counts."""
    row = st.lists(st.integers(0, highest), min_size=width, max_size=width)
    return st.lists(row, min_size=height, max_size=height)


@settings(max_examples=300, deadline=None)
@given(
    cells=st.one_of(tables(2, 2, 7), tables(1, 3, 7), tables(3, 1, 7), tables(1, 1, 7)),
    threshold=st.integers(3, 5),
)
def test_no_withheld_figure_can_be_worked_out(cells: list[list[int]], threshold: int) -> None:
    table = suppress(cells, threshold)
    seen = list(readings(table, threshold, furthest=12))
    for place, figure in enumerate(figures_of(table)):
        values = {reading[place] for reading in seen}
        assert len(values) > 1 if isinstance(figure, Withheld) else values == {figure}


@settings(max_examples=40, deadline=None)
@given(cells=st.one_of(tables(2, 3, 4), tables(3, 2, 6)))
def test_nor_in_a_wider_table_of_small_counts(cells: list[list[int]]) -> None:
    table = suppress(cells, 3)
    seen = list(readings(table, 3, furthest=7))
    for place, figure in enumerate(figures_of(table)):
        if isinstance(figure, Withheld):
            assert len({reading[place] for reading in seen}) > 1


@given(cells=st.one_of(tables(15, 2, 12), tables(5, 3, 40)))
@settings(max_examples=60, deadline=None)
def test_every_small_count_is_withheld_and_every_other_figure_is_true(
    cells: list[list[int]],
) -> None:
    table = suppress(cells)
    true = [count for row in cells for count in row]
    true += [sum(row) for row in cells]
    true += [sum(column) for column in zip(*cells, strict=True)]
    true += [sum(true[: len(cells) * len(cells[0])])]
    for figure, value in zip(figures_of(table), true, strict=True):
        if isinstance(figure, int):
            assert figure == value
        assert isinstance(figure, Withheld) or not 0 < value < 5


@given(counts=st.lists(st.integers(0, 8), min_size=1, max_size=4))
@settings(max_examples=200, deadline=None)
def test_no_count_of_a_list_can_be_worked_out_from_its_total(counts: list[int]) -> None:
    figures, total = suppress_list(counts)
    ranges = [possible(figure, 5, 14) for figure in figures]
    seen = [reading for reading in product(*ranges) if agrees(total, sum(reading))]
    for place, figure in enumerate(figures):
        if isinstance(figure, Withheld):
            assert len({reading[place] for reading in seen}) > 1
    if isinstance(total, Withheld):
        assert len({sum(reading) for reading in seen}) > 1


def test_a_table_without_small_counts_is_shown_whole() -> None:
    table = suppress([[5, 0], [9, 12]])
    assert table == Suppressed(((5, 0), (9, 12)), (5, 21), (14, 12), 26)


def test_one_small_count_takes_three_neighbours_with_it_and_no_total() -> None:
    table = suppress([[3, 20], [30, 40], [50, 60]])
    small, hidden = Withheld.SMALL, Withheld.HIDDEN
    assert table.cells == ((small, hidden), (hidden, hidden), (50, 60))
    assert (table.row_totals, table.column_totals, table.total) == ((23, 70, 110), (83, 120), 203)


def test_four_ones_do_not_say_that_they_add_up_to_fewer_than_five() -> None:
    figures, total = suppress_list([1, 1, 1, 1])
    assert figures == (Withheld.SMALL,) * 4
    assert total is Withheld.HIDDEN


def test_a_part_is_not_given_away_by_what_is_left_over() -> None:
    assert suppress_part(13, 34) == (13, 34)
    assert suppress_part(31, 34) == (Withheld.HIDDEN, 34)
    assert suppress_part(2, 34) == (Withheld.SMALL, 34)
    assert suppress_part(0, 34) == (0, 34)


def test_a_page_says_fewer_than_five_or_not_shown() -> None:
    assert shown(0) == "0"
    assert shown(Withheld.SMALL) == "fewer than 5"
    assert shown(Withheld.SMALL, 10) == "fewer than 10"
    assert shown(Withheld.HIDDEN) == "not shown"


def test_an_empty_table_has_a_total_of_nothing() -> None:
    assert suppress([]) == Suppressed((), (), (), 0)
    assert suppress_list([]) == ((), 0)


@pytest.mark.parametrize("cells", [[[1, 2], [3]], [[-1]]])
def test_a_table_that_is_no_table_is_refused(cells: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="rows of one length"):
        suppress(cells)


def test_a_threshold_that_gives_the_count_away_is_refused() -> None:
    with pytest.raises(ValueError, match="threshold below 3"):
        suppress([[1]], 2)


def test_the_share_of_high_risk_groups_rises_in_january_as_four_leave_the_count() -> None:
    assert share(15, 40) == Decimal("37.5")
    assert share(15, 36) == Decimal("41.7")


def test_there_is_no_share_of_nothing_nor_of_a_withheld_count() -> None:
    assert share(0, 0) is None
    assert share(Withheld.SMALL, 34) is None
    assert share(3, Withheld.HIDDEN) is None
