"""The moving of a file's dates, so that a sample taken long ago reads as of a given day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from portal.cli.load.groups import GroupRow
from portal.cli.load.monthly_counts import MonthlyCountRow
from portal.cli.load.nominals import NominalRow
from portal.cli.load.operation_results import OperationResultRow
from portal.scoring.rules import add_months

# Digests stay those of the file, so that loading it later recognises its groups and nominals.


def move_groups(rows: Iterable[GroupRow], as_at: date, to: date) -> list[GroupRow]:
    """The groups as they would stand had the file been taken on ``to`` and not on ``as_at``."""
    by = to - as_at
    return [
        replace(row, mapped_on=row.mapped_on + by, last_scored=row.last_scored + by) for row in rows
    ]


def move_nominals(rows: Iterable[NominalRow], as_at: date, to: date) -> list[NominalRow]:
    """The nominals, each as old on ``to`` as they were on ``as_at``."""
    return [replace(row, born=row.born + (to - as_at)) for row in rows]


def move_monthly_counts(
    rows: Iterable[MonthlyCountRow], as_at: date, to: date
) -> list[MonthlyCountRow]:
    """The months, moved by whole months: that of ``as_at`` becomes that of ``to``."""
    by = (to.year - as_at.year) * 12 + to.month - as_at.month
    moved = [(row, add_months(row.month, by)) for row in rows]
    return [replace(row, month=month, reference=f"{month:%Y-%m}") for row, month in moved]


def move_operation_results(
    rows: Iterable[OperationResultRow], as_at: date, to: date
) -> list[OperationResultRow]:
    """The results, their periods moved by days."""
    by = to - as_at
    return [replace(row, from_date=row.from_date + by, to_date=row.to_date + by) for row in rows]
