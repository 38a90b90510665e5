"""The rows of a file of groups."""

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
from portal.groups.rules import Area, Band, GroupStatus, Theme, Tier

HIGHEST_SCORE = 100


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group as supplied, with the score, band and tier it came with."""

    row: int
    reference: str
    operation: str
    status: GroupStatus
    lead_agency: str
    """The agency's code."""
    lead_officer: str | None
    area: Area
    district: str | None
    theme: Theme
    other_themes: tuple[Theme, ...]
    mapped_on: date
    score: int
    band: Band
    tier: Tier
    last_scored: date
    summary: str
    narrative: str
    digest: str


def read_groups(
    sheet: Sheet,
    *,
    agencies: Container[str],
    known: Mapping[str, str],
    as_at: date,
    mapping: ColumnMap | None = None,
) -> tuple[list[GroupRow], Report]:
    """The groups of a file that are not loaded yet, and what became of every row.

    ``agencies`` holds the codes of the agencies there are; no date may lie after ``as_at``.
    """
    build = partial(_group, agencies=agencies, as_at=as_at)
    return read_rows(sheet, mapping or built_in(Kind.GROUPS), build, known)


def _group(cells: Cells, agencies: Container[str], as_at: date) -> GroupRow:
    agency = cells.translated("lead_agency")
    if agency not in agencies:
        raise RowRefused("agency not known")
    area = Area(cells.word("area", "area is not City or County"))
    theme = Theme(cells.word("theme", "theme not known"))
    others = [Theme(code) for code in cells.words("other_themes", "theme not known")]
    return GroupRow(
        row=cells.number,
        reference=cells.line("reference"),
        operation=cells.line("operation", missing="name missing"),
        status=GroupStatus(cells.word("status", "status not known")),
        lead_agency=agency,
        lead_officer=cells.line("lead_officer") or None,
        area=area,
        district=cells.district("district", area),
        theme=theme,
        other_themes=tuple(other for other in others if other is not theme),
        mapped_on=cells.past_day("mapped_on", as_at, "date mapped is in the future"),
        score=cells.whole("score", HIGHEST_SCORE, "score is not a whole number 0 to 100"),
        band=Band(cells.word("band", "band is not 1A to 5C")),
        tier=Tier(int(cells.word("tier", "tier is not 1 to 4"))),
        last_scored=cells.past_day("last_scored", as_at, "date last scored is in the future"),
        summary=cells.text("summary"),
        narrative=cells.text("narrative"),
        digest=cells.digest,
    )
