"""What the pages of counts show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from portal.groups.rules import Band
from portal.profiles.rules import (
    AREAS,
    Counted,
    Measure,
    Month,
    NotedChange,
    Published,
    noted_changes,
    shown,
)
from portal.profiles.rules.suppression import Figure

AREA_WORDS = {"city": "City", "county": "County", "all": "City and County"}
LETTERS = ("A", "B", "C")
NUMBERS = (1, 2, 3, 4, 5)
BandCounts = Mapping[tuple[str, str | None], int]


@dataclass(frozen=True, slots=True)
class BandRow:
    """A row of the banding table: its number, its three counts, their total."""

    number: int
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All groups of the row."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class BandTable:
    """The fifteen cells for an area."""

    area: str
    rows: tuple[BandRow, ...]
    unbanded: int

    @property
    def words(self) -> str:
        """The area in words."""
        return AREA_WORDS[self.area]

    @property
    def columns(self) -> tuple[int, ...]:
        """The total of each letter."""
        return tuple(sum(row.counts[place] for row in self.rows) for place in range(len(LETTERS)))

    @property
    def total(self) -> int:
        """All groups with a band in sight."""
        return sum(row.total for row in self.rows)


def band_tables(counts: BandCounts) -> tuple[BandTable, ...]:
    """The banding table for City, for County and for both."""
    return tuple(_band_table(counts, area) for area in AREAS)


def _band_table(counts: BandCounts, area: str) -> BandTable:
    areas = ("city", "county") if area == "all" else (area,)

    def count(band: str | None) -> int:
        return sum(counts.get((one, band), 0) for one in areas)

    rows = tuple(
        BandRow(number, tuple(count(Band(f"{number}{letter}")) for letter in LETTERS))
        for number in NUMBERS
    )
    return BandTable(area, rows, count(None))


@dataclass(frozen=True, slots=True)
class Headline:
    """A measure with its rule and its counts for City, County and both."""

    measure: Measure
    counts: tuple[int, int, int]


def headlines(city: Counted, county: Counted) -> tuple[Headline, ...]:
    """The four measures."""
    return tuple(
        Headline(measure, (first, second, first + second))
        for measure, first, second in (
            (Measure.GROUPS, city.groups, county.groups),
            (Measure.NOMINALS, city.nominals, county.nominals),
            (Measure.HIGH_RISK_GROUPS, city.high_risk_groups, county.high_risk_groups),
            (Measure.HIGH_RISK_NOMINALS, city.high_risk_nominals, county.high_risk_nominals),
        )
    )


@dataclass(frozen=True, slots=True)
class Series:
    """The monthly counts of an agency, oldest first."""

    agency: str
    months: tuple[Month, ...]

    @property
    def changes(self) -> tuple[NotedChange, ...]:
        """The changes of counting in it."""
        return noted_changes(self.months)

    @property
    def first(self) -> Month:
        """The oldest month."""
        return self.months[0]

    @property
    def last(self) -> Month:
        """The newest month."""
        return self.months[-1]


@dataclass(frozen=True, slots=True)
class Result:
    """A figure that a named operation reports."""

    strand: str
    measure: str
    value: Decimal
    starts_on: date
    ends_on: date

    @property
    def figure(self) -> str:
        """The value with commas, and no more decimals than it has."""
        whole = self.value == self.value.to_integral_value()
        return f"{self.value:,.0f}" if whole else f"{self.value.normalize():,f}"


@dataclass(frozen=True, slots=True)
class Operation:
    """A named operation with its results, by strand."""

    name: str
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class StatisticsPage:
    """The statistics as a viewer's sight has them."""

    as_at: date
    bands: tuple[BandTable, ...]
    headlines: tuple[Headline, ...]
    series: tuple[Series, ...]
    operations: tuple[Operation, ...]
    results_cut: bool
    """Whether there are more results than are shown."""

    @property
    def high_risk_groups(self) -> int:
        """High-risk groups in both areas, by the portal's own count."""
        return self.headlines[2].counts[2]


@dataclass(frozen=True, slots=True)
class TotalLine:
    """A published measure: what stands for City, for County and for both."""

    measure: Measure
    figures: tuple[str, str, str]


def total_lines(figures: Sequence[Published]) -> tuple[TotalLine, ...]:
    """The published figures as a page says them."""
    by_place: dict[tuple[Measure, str], Figure] = {
        (one.measure, one.area): one.figure for one in figures
    }
    lines = []
    for measure in Measure:
        city, county, both = (
            shown(by_place[measure, area]) if (measure, area) in by_place else "not published"
            for area in AREAS
        )
        lines.append(TotalLine(measure, (city, county, both)))
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class TotalsPage:
    """The totals as published last; without a date, none were ever published."""

    as_at: date | None
    published_at: datetime | None
    lines: tuple[TotalLine, ...]
    may_publish: bool


@dataclass(frozen=True, slots=True)
class DraftTotals:
    """Exactly what would be published now.  ``version`` stands for the figures themselves."""

    as_at: date
    figures: tuple[Published, ...]
    lines: tuple[TotalLine, ...]
    version: int
