"""The rows of a file of results of named operations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.cli.load.layouts import Kind
from portal.cli.load.mapping import ColumnMap, built_in
from portal.cli.load.report import Report
from portal.cli.load.rows import Cells, RowRefused, read_rows
from portal.cli.load.sheet import Sheet


@dataclass(frozen=True, slots=True)
class OperationResultRow:
    """One measure of one operation over a period, as supplied.

    Its reference is the operation, the measure and the two dates as the file writes them.
    """

    row: int
    reference: str
    operation: str
    strand: str
    """``pursue``, ``prevent``, ``protect`` or ``prepare``."""
    from_date: date
    to_date: date
    measure: str
    value: Decimal
    digest: str


def read_operation_results(
    sheet: Sheet, *, known: Mapping[str, str], mapping: ColumnMap | None = None
) -> tuple[list[OperationResultRow], Report]:
    """The results of a file that are not loaded yet, and what became of every row."""
    return read_rows(sheet, mapping or built_in(Kind.OPERATION_RESULTS), _result, known)


def _result(cells: Cells) -> OperationResultRow:
    start, end = cells.day("from_date"), cells.day("to_date")
    if end < start:
        raise RowRefused("period ends before it begins")
    return OperationResultRow(
        row=cells.number,
        reference=cells.reference,
        operation=cells.line("operation"),
        strand=cells.word("strand", "strand not known"),
        from_date=start,
        to_date=end,
        measure=cells.line("measure"),
        value=cells.decimal("value", "value is not a number"),
        digest=cells.digest,
    )
