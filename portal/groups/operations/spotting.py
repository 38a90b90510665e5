"""Filing a spotting report, and saying what becomes of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import exists, select

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.audit.events import Event
from portal.audit.record import About, record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused
from portal.groups.models import SpottingReport, Training, Trigger
from portal.groups.projections.triggers import about_trigger
from portal.groups.rules import Marking, Theme, new_reference
from portal.groups.rules.triggers import Course, ReportState, report_moves


def file_report(signs: str, place: str, seen_on: date, theme: Theme) -> UUID:
    """File what was spotted.  Refuses whoever was not trained in spotting, or too long ago."""
    viewer = current_viewer()
    is_trained = db.session.scalar(
        select(
            exists().where(
                Training.membership_id == viewer.membership_id,
                Training.course == Course.SPOTTING.value,
                Training.expires_on >= clock.today(),
            )
        )
    )
    if not is_trained:
        raise Refused(
            "Only people trained in spotting file a report, and no course of yours is in date. Ask"
            " your agency's single point of contact, or the force coordinator, to record it"
        )
    report_id = uuid4()
    record(Event.REPORT_FILED, [About("spotting_report", report_id, None, viewer.agency_id)])
    db.session.add(
        SpottingReport(
            id=report_id,
            reference=new_reference("SPT"),
            agency_id=viewer.agency_id,
            observer_id=viewer.membership_id,
            signs=signs,
            place=place,
            seen_on=seen_on,
            theme=theme.value,
            filed_at=clock.now(),
            state=ReportState.RECEIVED.value,
            answer="",
            marking=Marking.OFFICIAL_SENSITIVE.value,
        )
    )
    return report_id


def answer_report(
    report_id: UUID, state: ReportState, trigger_id: UUID | None, answer: str
) -> None:
    """Say what becomes of a report; linked, it names its trigger."""
    report = fetch(SpottingReport, report_id, Right.SPOTTING_TRIAGE)
    if state not in report_moves(ReportState(report.state)):
        raise Refused("This report was answered by somebody else meanwhile", "state")
    about = [About("spotting_report", report.id, None, report.agency_id)]
    if state is ReportState.LINKED:
        if trigger_id is None:
            raise Refused("Choose the trigger that it is linked to", "trigger")
        about.append(about_trigger(fetch(Trigger, trigger_id, Right.TRIGGER_SEE)))
    record(Event.REPORT_ANSWERED, about, state=state.value)
    report.state = state.value
    report.trigger_id = trigger_id if state is ReportState.LINKED else None
    report.answer = answer
    report.answered_at = clock.now()
    report.answered_by_id = current_viewer().membership_id
