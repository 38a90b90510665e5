"""The rows of a file of nominals."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from portal.cli.load.layouts import Kind
from portal.cli.load.mapping import ColumnMap, built_in
from portal.cli.load.report import Report
from portal.cli.load.rows import Cells, RowRefused, read_rows
from portal.cli.load.sheet import Sheet
from portal.groups.rules import Area, InvolvementRole, NominalStatus


@dataclass(frozen=True, slots=True)
class NominalRow:
    """A nominal as supplied, with the groups that they have one role in."""

    row: int
    reference: str
    surname: str
    forename: str
    born: date
    groups: tuple[str, ...]
    """The references of the groups, as the force writes them."""
    role: InvolvementRole
    home_area: Area
    home_district: str | None
    status: NominalStatus
    digest: str


def read_nominals(
    sheet: Sheet,
    *,
    groups: Container[str],
    known: Mapping[str, str],
    as_at: date,
    mapping: ColumnMap | None = None,
) -> tuple[list[NominalRow], Report]:
    """The nominals of a file that are not loaded yet, and what became of every row.

    ``groups`` holds the references of the groups there are; nobody is born after ``as_at``.
    """
    build = partial(_nominal, groups=groups, as_at=as_at)
    return read_rows(sheet, mapping or built_in(Kind.NOMINALS), build, known)


def _nominal(cells: Cells, groups: Container[str], as_at: date) -> NominalRow:
    references = cells.parts("groups")
    if not references:
        raise RowRefused("group missing")
    if not all(reference in groups for reference in references):
        raise RowRefused("group not known")
    area = Area(cells.word("home_area", "home area is not City or County"))
    return NominalRow(
        row=cells.number,
        reference=cells.line("reference"),
        surname=cells.line("surname", missing="name missing"),
        forename=cells.line("forename"),
        born=cells.past_day("born", as_at, "date of birth is in the future"),
        groups=references,
        role=InvolvementRole(cells.word("role", "role not known")),
        home_area=area,
        home_district=cells.district("home_district", area),
        status=NominalStatus(cells.word("status", "status not known")),
        digest=cells.digest,
    )
