"""The demonstration's dates, moved."""

from __future__ import annotations

from datetime import date

import pytest

from portal.cli.demonstration import AS_AT, demonstration_sheet
from portal.cli.load.layouts import Kind
from portal.cli.load.monthly_counts import read_monthly_counts
from portal.cli.load.moving import (
    move_groups,
    move_monthly_counts,
    move_nominals,
    move_operation_results,
)
from portal.cli.load.operation_results import read_operation_results
from tests.cli.load.sheets import sample_groups, sample_nominals

TODAY = date(2027, 2, 28)


def test_every_date_of_a_group_is_as_long_ago_as_it_was() -> None:
    rows, _report = sample_groups()
    for before, after in zip(rows, move_groups(rows, AS_AT, TODAY), strict=True):
        assert TODAY - after.mapped_on == AS_AT - before.mapped_on
        assert TODAY - after.last_scored == AS_AT - before.last_scored
        assert (after.reference, after.digest) == (before.reference, before.digest)


def test_nominals_keep_their_age() -> None:
    rows, _report = sample_nominals()
    for before, after in zip(rows, move_nominals(rows, AS_AT, TODAY), strict=True):
        assert TODAY - after.born == AS_AT - before.born


@pytest.mark.parametrize("to", [date(2027, 2, 28), date(2026, 12, 1), AS_AT])
def test_the_last_month_becomes_that_of_the_given_day(to: date) -> None:
    sheet = demonstration_sheet(Kind.MONTHLY_COUNTS)
    rows, _report = read_monthly_counts(sheet, known={}, as_at=AS_AT)
    moved = move_monthly_counts(rows, AS_AT, to)
    assert moved[-1].month == to.replace(day=1)
    assert moved[-1].reference == f"{to:%Y-%m}"
    numbers = [row.month.year * 12 + row.month.month for row in moved]
    assert numbers == list(range(numbers[0], numbers[0] + 14))


def test_results_keep_the_length_of_their_period() -> None:
    rows, _report = read_operation_results(demonstration_sheet(Kind.OPERATION_RESULTS), known={})
    for before, after in zip(rows, move_operation_results(rows, AS_AT, TODAY), strict=True):
        assert after.to_date - after.from_date == before.to_date - before.from_date
        assert TODAY - after.to_date == AS_AT - before.to_date
