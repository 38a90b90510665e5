"""The loading of one file: read, written, remembered and recorded in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.audit.events import Event
from portal.audit.record import About
from portal.cli.load.agencies import read_agencies
from portal.cli.load.groups import read_groups
from portal.cli.load.layouts import Kind
from portal.cli.load.monthly_counts import read_monthly_counts
from portal.cli.load.moving import (
    move_groups,
    move_monthly_counts,
    move_nominals,
    move_operation_results,
)  # fmt: skip
from portal.cli.load.nominals import read_nominals
from portal.cli.load.operation_results import read_operation_results
from portal.cli.load.report import Report
from portal.cli.load.sheet import Sheet
from portal.cli.load.writing import agencies, figures, groups, nominals
from portal.cli.load.writing.work import Loading, Work
from portal.cli.recording import record
from portal.core.errors import SetUpFailed

Outcome = tuple[Report, list[About]]


def load_sheet(
    session: Session, kind: Kind, sheet: Sheet, how: Loading, *, keep: bool = True
) -> Report:
    """Load what is good in the sheet, and say what became of every row.

    Without ``keep`` everything is tried and nothing is recorded, so the session keeps nothing.
    """
    try:
        report, about = _LOADERS[kind](Work.begin(session, how), sheet)
        session.flush()
    except IntegrityError:
        raise SetUpFailed(
            f"{sheet.name} holds something that the portal has under another reference: take it"
            " out of the file; nothing of it was loaded."
        ) from None
    if keep and report.accepted:
        record(
            session,
            Event.RECORDS_LOADED,
            about,
            kind=kind.value,
            accepted=report.accepted,
            refused=len(report.refused),
        )
    return report


def _agencies(work: Work, sheet: Sheet) -> Outcome:
    rows, report = read_agencies(sheet, known=work.known(Kind.AGENCIES), mapping=work.how.mapping)
    about = agencies.write(work, rows)
    work.remember(Kind.AGENCIES, rows)
    return report, about


def _groups(work: Work, sheet: Sheet) -> Outcome:
    how = work.how
    rows, report = read_groups(
        sheet,
        agencies=work.agencies(),
        known=work.known(Kind.GROUPS),
        as_at=how.as_at,
        mapping=how.mapping,
    )
    if how.to is not None:
        rows = move_groups(rows, how.as_at, how.to)
    about = groups.write(work, rows)
    work.remember(Kind.GROUPS, rows)
    return report, about


def _nominals(work: Work, sheet: Sheet) -> Outcome:
    how = work.how
    loaded = nominals.groups_loaded(work.session)
    if not loaded:
        raise SetUpFailed("There is no group that was loaded: load the groups first.")
    rows, report = read_nominals(
        sheet,
        groups=loaded,
        known=work.known(Kind.NOMINALS),
        as_at=how.as_at,
        mapping=how.mapping,
    )
    if how.to is not None:
        rows = move_nominals(rows, how.as_at, how.to)
    about = nominals.write(work, rows, loaded)
    work.remember(Kind.NOMINALS, rows)
    return report, about


def _monthly_counts(work: Work, sheet: Sheet) -> Outcome:
    how = work.how
    known = work.known(Kind.MONTHLY_COUNTS)
    rows, report = read_monthly_counts(sheet, known=known, as_at=how.as_at, mapping=how.mapping)
    if how.to is not None:
        rows = move_monthly_counts(rows, how.as_at, how.to)
    about = figures.write_months(work, rows)
    work.remember(Kind.MONTHLY_COUNTS, rows)
    return report, about


def _operation_results(work: Work, sheet: Sheet) -> Outcome:
    how = work.how
    known = work.known(Kind.OPERATION_RESULTS)
    rows, report = read_operation_results(sheet, known=known, mapping=how.mapping)
    if how.to is not None:
        rows = move_operation_results(rows, how.as_at, how.to)
    about = figures.write_results(work, rows)
    work.remember(Kind.OPERATION_RESULTS, rows)
    return report, about


_LOADERS: Mapping[Kind, Callable[[Work, Sheet], Outcome]] = {
    Kind.AGENCIES: _agencies,
    Kind.GROUPS: _groups,
    Kind.NOMINALS: _nominals,
    Kind.MONTHLY_COUNTS: _monthly_counts,
    Kind.OPERATION_RESULTS: _operation_results,
}
