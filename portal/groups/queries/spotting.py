"""Spotting reports in sight."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import permits
from portal.agencies.models import Agency, Membership, Person
from portal.audit.events import Event
from portal.audit.record import About, shown
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Unseen
from portal.core.paging import SIZE, Page, expect_page
from portal.groups.models import SpottingReport, Training, Trigger
from portal.groups.projections.triggers import ReportLine, ReportList, ReportPage, TriagePage
from portal.groups.queries.triggers import NOBODY, days_since
from portal.groups.rules import Theme
from portal.groups.rules.triggers import OPEN, Course, ReportState, report_moves


def _about(one: SpottingReport) -> About:
    return About("spotting_report", one.id, None, one.agency_id)


def report_list(number: int) -> ReportList:
    """One page of the spotting reports in sight, those that wait longest first."""
    total = db.session.scalar(select(func.count()).select_from(SpottingReport))
    assert total is not None  # noqa: S101 - tells the type checker
    offset = expect_page(number, total)
    is_over = SpottingReport.state.in_(["linked", "not_taken_forward"])
    rows = db.session.execute(
        select(SpottingReport, Agency.name)
        .outerjoin(Agency, Agency.id == SpottingReport.agency_id)
        .order_by(is_over, SpottingReport.filed_at, SpottingReport.id)
        .limit(SIZE)
        .offset(offset)
    ).all()
    shown(Event.REPORTS_LISTED, [_about(one) for one, _ in rows], page=number)
    lines = [_line(one, agency or NOBODY) for one, agency in rows]
    return ReportList(Page(lines, number, total), _trained_until())


def _line(one: SpottingReport, agency: str) -> ReportLine:
    state = ReportState(one.state)
    return ReportLine(
        id=one.id,
        reference=one.reference,
        agency=agency,
        theme=Theme(one.theme),
        filed_at=one.filed_at,
        state=state,
        waits=days_since(one.filed_at) if report_moves(state) else None,
    )


def _trained_until() -> date | None:
    return db.session.scalar(
        select(func.max(Training.expires_on)).where(
            Training.membership_id == current_viewer().membership_id,
            Training.course == Course.SPOTTING.value,
            Training.expires_on >= clock.today(),
        )
    )


def report_page(report_id: UUID) -> ReportPage:
    """A spotting report, with what became of it."""
    row = db.session.execute(
        select(
            SpottingReport,
            Agency.name,
            Person.name,
            Trigger.reference,
            permits(SpottingReport, Right.SPOTTING_TRIAGE),
        )
        .outerjoin(Agency, Agency.id == SpottingReport.agency_id)
        .outerjoin(Membership, Membership.id == SpottingReport.observer_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .outerjoin(Trigger, Trigger.id == SpottingReport.trigger_id)
        .where(SpottingReport.id == report_id)
    ).one_or_none()
    if row is None:
        raise Unseen
    one, agency, observer, trigger, may_triage = row
    shown(Event.REPORT_SEEN, [_about(one)])
    state = ReportState(one.state)
    return ReportPage(
        id=one.id,
        reference=one.reference,
        agency=agency or NOBODY,
        observer=observer or NOBODY,
        signs=one.signs,
        place=one.place,
        seen_on=one.seen_on,
        theme=Theme(one.theme),
        filed_at=one.filed_at,
        state=state,
        answer=one.answer,
        answered_at=one.answered_at,
        trigger=(one.trigger_id, trigger) if one.trigger_id and trigger else None,
        may_triage=may_triage and bool(report_moves(state)),
    )


def triage_page(report_id: UUID) -> TriagePage:
    """A spotting report to be answered, and the open triggers that it may be linked to."""
    report = report_page(report_id)
    rows = db.session.execute(
        select(Trigger.id, Trigger.reference, Trigger.name_of_record)
        .where(Trigger.state.in_([one.value for one in OPEN]))
        .order_by(Trigger.reference)
    )
    triggers = tuple((ident, f"{reference}, {name}") for ident, reference, name in rows)
    return TriagePage(report, report_moves(report.state), triggers)
