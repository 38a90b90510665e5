"""The counts within a viewer's sight, and the totals that were published."""

from __future__ import annotations

import zlib
from itertools import groupby

from sqlalchemy import func, select

from portal.access.entry import current_viewer
from portal.access.policy import Right, may
from portal.agencies.models import Agency
from portal.audit.events import Event
from portal.audit.record import shown
from portal.core import clock
from portal.core.db import db
from portal.groups.models import Grading, Group, Involvement, Nominal
from portal.groups.rules import Band, GroupStatus, NominalStatus, is_high_risk
from portal.plans.models import OperationResult
from portal.profiles.models import MonthlyCount, PublishedTotal
from portal.profiles.projections import (
    BandCounts,
    DraftTotals,
    Operation,
    Result,
    Series,
    StatisticsPage,
    TotalsPage,
    band_tables,
    headlines,
    total_lines,
)
from portal.profiles.rules import Counted, Measure, Month, Published, Withheld, to_publish

MONTHS = 24
RESULTS = 200
_HIGH_RISK = [band.value for band in Band if is_high_risk(band)]


def _bands() -> BandCounts:
    """Active groups by area and band, as far as the viewer sees; no band where none is in sight."""
    rows = db.session.execute(
        select(Group.area, Grading.band, func.count())
        .outerjoin(Grading, Grading.group_id == Group.id)
        .where(Group.status == GroupStatus.ACTIVE)
        .group_by(Group.area, Grading.band)
    )
    return {(area, band): count for area, band, count in rows}


def _nominals() -> dict[str, tuple[int, int]]:
    """Active nominals by the area of their home, and those of them in a high-risk group."""
    in_high_risk = (
        select(Involvement.nominal_id)
        .join(Group, Group.id == Involvement.group_id)
        .join(Grading, Grading.group_id == Group.id)
        .where(Group.status == GroupStatus.ACTIVE, Grading.band.in_(_HIGH_RISK))
    )
    rows = db.session.execute(
        select(
            Nominal.home_area,
            func.count(),
            func.count().filter(Nominal.id.in_(in_high_risk)),
        )
        .where(Nominal.status == NominalStatus.ACTIVE)
        .group_by(Nominal.home_area)
    )
    return {area: (count, high) for area, count, high in rows}


def _counted(bands: BandCounts) -> tuple[Counted, Counted]:
    nominals = _nominals()
    made = []
    for area in ("city", "county"):
        of_area = {band: count for (one, band), count in bands.items() if one == area}
        people, high = nominals.get(area, (0, 0))
        made.append(
            Counted(
                groups=sum(of_area.values()),
                nominals=people,
                high_risk_groups=sum(of_area.get(band, 0) for band in _HIGH_RISK),
                high_risk_nominals=high,
            )
        )
    return made[0], made[1]


def _series() -> tuple[Series, ...]:
    """The newest months of each agency's counts, oldest first."""
    place = func.row_number().over(
        partition_by=MonthlyCount.owner_agency_id, order_by=MonthlyCount.month.desc()
    )
    newest = select(MonthlyCount.id, place.label("place")).subquery()
    rows = db.session.execute(
        select(Agency.name, MonthlyCount)
        .join(newest, newest.c.id == MonthlyCount.id)
        .join(Agency, Agency.id == MonthlyCount.owner_agency_id)
        .where(newest.c.place <= MONTHS)
        .order_by(Agency.name, Agency.id, MonthlyCount.month)
    )
    return tuple(
        Series(agency, tuple(_month(row) for _, row in some))
        for agency, some in groupby(rows, key=lambda row: row[0])
    )


def _month(row: MonthlyCount) -> Month:
    return Month(
        month=row.month,
        groups=row.groups,
        nominals=row.nominals,
        high_risk_groups=row.high_risk_groups,
        high_risk_nominals=row.high_risk_nominals,
        note=row.note,
    )


def _operations() -> tuple[tuple[Operation, ...], bool]:
    rows = db.session.scalars(
        select(OperationResult)
        .order_by(
            OperationResult.operation,
            OperationResult.strand,
            OperationResult.starts_on,
            OperationResult.measure,
            OperationResult.id,
        )
        .limit(RESULTS + 1)
    ).all()
    return tuple(
        Operation(
            name,
            tuple(
                Result(one.strand, one.measure, one.value, one.starts_on, one.ends_on)
                for one in some
            ),
        )
        for name, some in groupby(rows[:RESULTS], key=lambda row: row.operation)
    ), len(rows) > RESULTS


def statistics_page() -> StatisticsPage:
    """The banding table, the headline counts, the months and the results of operations."""
    bands = _bands()
    operations, cut = _operations()
    page = StatisticsPage(
        as_at=clock.today(),
        bands=band_tables(bands),
        headlines=headlines(*_counted(bands)),
        series=_series(),
        operations=operations,
        results_cut=cut,
    )
    shown(Event.STATISTICS_SEEN)
    return page


def totals_page() -> TotalsPage:
    """The totals as published last: nothing is counted for this page."""
    newest = select(func.max(PublishedTotal.published_at)).scalar_subquery()
    rows = db.session.scalars(
        select(PublishedTotal).where(PublishedTotal.published_at == newest)
    ).all()
    shown(Event.TOTALS_SEEN)
    first = rows[0] if rows else None
    return TotalsPage(
        as_at=first.as_at if first else None,
        published_at=first.published_at if first else None,
        lines=total_lines([_published(row) for row in rows]),
        may_publish=may(current_viewer(), Right.TOTALS_PUBLISH),
    )


def _published(row: PublishedTotal) -> Published:
    figure = Withheld(row.withheld or "hidden") if row.value is None else row.value
    return Published(Measure(row.measure), row.area, figure)


def draft_totals() -> DraftTotals:
    """What would be published now, with what must be withheld already withheld."""
    figures = to_publish(*_counted(_bands()))
    shown(Event.STATISTICS_SEEN)
    told = repr([(one.measure.value, one.area, one.figure) for one in figures])
    return DraftTotals(
        as_at=clock.today(),
        figures=figures,
        lines=total_lines(figures),
        version=zlib.crc32(told.encode()) % 1_000_000_000,
    )
