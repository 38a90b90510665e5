"""The rows of a file of agencies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from portal.cli.load.layouts import Kind
from portal.cli.load.mapping import ColumnMap, built_in
from portal.cli.load.report import Report
from portal.cli.load.rows import Cells, RowRefused, read_rows
from portal.cli.load.sheet import Sheet

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,19}")


@dataclass(frozen=True, slots=True)
class AgencyRow:
    """An agency as supplied; its reference is its code."""

    row: int
    reference: str
    name: str
    kind: str
    digest: str


def read_agencies(
    sheet: Sheet, *, known: Mapping[str, str], mapping: ColumnMap | None = None
) -> tuple[list[AgencyRow], Report]:
    """The agencies of a file that are not loaded yet, and what became of every row."""
    return read_rows(sheet, mapping or built_in(Kind.AGENCIES), _agency, known)


def _agency(cells: Cells) -> AgencyRow:
    if not CODE.fullmatch(cells.reference):
        raise RowRefused("code is not 1 to 20 letters, digits and hyphens")
    return AgencyRow(
        row=cells.number,
        reference=cells.reference,
        name=cells.line("name", missing="name missing"),
        kind=cells.line("kind", missing="kind missing").casefold(),
        digest=cells.digest,
    )
