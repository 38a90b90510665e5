"""The rows of a file of monthly counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from portal.cli.load.layouts import Kind
from portal.cli.load.mapping import ColumnMap, built_in
from portal.cli.load.report import Report
from portal.cli.load.rows import EARLIEST_YEAR, Cells, RowRefused, read_rows
from portal.cli.load.sheet import Sheet

MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
MOST = 10_000_000


@dataclass(frozen=True, slots=True)
class MonthlyCountRow:
    """The counts at the end of one month as supplied; its reference is ``YYYY-MM``."""

    row: int
    reference: str
    month: date
    """The first day of the month."""
    active_groups: int
    active_nominals: int
    high_risk_groups: int
    high_risk_nominals: int
    note: str
    """What changed in the counting, in words."""
    digest: str


def read_monthly_counts(
    sheet: Sheet, *, known: Mapping[str, str], as_at: date, mapping: ColumnMap | None = None
) -> tuple[list[MonthlyCountRow], Report]:
    """The months of a file that are not loaded yet, and what became of every row."""
    build = partial(_month, as_at=as_at)
    return read_rows(sheet, mapping or built_in(Kind.MONTHLY_COUNTS), build, known)


def _month(cells: Cells, as_at: date) -> MonthlyCountRow:
    month = _first_day(cells.reference)
    if month > as_at:
        raise RowRefused("month is in the future")
    groups, nominals = _count(cells, "active_groups"), _count(cells, "active_nominals")
    risky_groups = _count(cells, "high_risk_groups")
    risky_nominals = _count(cells, "high_risk_nominals")
    if risky_groups > groups or risky_nominals > nominals:
        raise RowRefused("high-risk count is above the active count")
    return MonthlyCountRow(
        row=cells.number,
        reference=cells.reference,
        month=month,
        active_groups=groups,
        active_nominals=nominals,
        high_risk_groups=risky_groups,
        high_risk_nominals=risky_nominals,
        note=cells.text("note"),
        digest=cells.digest,
    )


def _count(cells: Cells, name: str) -> int:
    return cells.whole(name, MOST, "value is not a number")


def _first_day(text: str) -> date:
    found = MONTH.fullmatch(text)
    if found is None or int(found[1]) < EARLIEST_YEAR:
        raise RowRefused("month is not YYYY-MM")
    return date(int(found[1]), int(found[2]), 1)
