"""What is shown of triggers and spotting reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from portal.audit.record import About
from portal.core.paging import Page
from portal.groups.models import Trigger
from portal.groups.rules import Area, Theme
from portal.groups.rules.definition import Answer, Question, Result
from portal.groups.rules.triggers import Avenue, ReportState, TriggerState


def about_trigger(one: Trigger) -> About:
    """A trigger as the record names it, owned by the agency that proposed it."""
    return About("trigger", one.id, one.group_id, one.agency_id)


@dataclass(frozen=True, slots=True)
class TriggerLine:
    """A trigger in the list."""

    id: UUID
    reference: str
    name_of_record: str
    agency: str
    state: TriggerState
    waits: int
    """Days for which it has stood where it stands."""
    is_open: bool


@dataclass(frozen=True, slots=True)
class AvenueCount:
    """How many triggers in sight came by an avenue, and what became of them."""

    avenue: Avenue
    total: int
    mapped: int
    not_mapped: int
    ended: int


@dataclass(frozen=True, slots=True)
class TriggerList:
    """One page of the triggers in sight, those that wait longest first."""

    lines: Page[TriggerLine]
    avenues: tuple[AvenueCount, ...]


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A question of the definition test, with the answer in force."""

    question: Question
    answer: Answer | None
    basis: str
    evidence_on: date | None
    answered_at: datetime | None
    answered_by: str | None
    earlier: int
    """How many answers it took the place of."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """A move of the trigger: how long it had waited, who moved it and why."""

    start: TriggerState
    to: TriggerState
    at: datetime
    who: str
    reason: str
    waited: int


@dataclass(frozen=True, slots=True)
class TriggerHead:
    """What stands above each page of a trigger."""

    id: UUID
    reference: str
    name_of_record: str
    agency_id: UUID
    agency: str
    state: TriggerState
    state_since: datetime
    waits: int
    group_id: UUID | None


@dataclass(frozen=True, slots=True)
class TriggerPage:
    """A trigger, its definition test and its path."""

    head: TriggerHead
    avenue: Avenue
    source_code: str
    summary: str
    area: Area
    themes: str
    made_at: datetime
    made_by: str
    answers: tuple[AnswerLine, ...]
    result: Result
    steps: tuple[StepLine, ...]
    reports: tuple[str, ...]
    """References of the spotting reports in sight that led to it."""
    moves: tuple[TriggerState, ...]
    """Where the viewer may move it by hand."""
    may_answer: bool
    may_map: bool


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A spotting report in the list."""

    id: UUID
    reference: str
    agency: str
    theme: Theme
    filed_at: datetime
    state: ReportState
    waits: int | None
    """Days for which it has waited; none once it is answered for good."""


@dataclass(frozen=True, slots=True)
class ReportList:
    """One page of the spotting reports in sight."""

    lines: Page[ReportLine]
    trained_until: date | None
    """The last day on which the viewer may file one; none when they are not trained."""


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A spotting report."""

    id: UUID
    reference: str
    agency: str
    observer: str
    signs: str
    place: str
    seen_on: date
    theme: Theme
    filed_at: datetime
    state: ReportState
    answer: str
    answered_at: datetime | None
    trigger: tuple[UUID, str] | None
    may_triage: bool


@dataclass(frozen=True, slots=True)
class TriagePage:
    """A spotting report to be answered, with the triggers that it may be linked to."""

    report: ReportPage
    moves: tuple[ReportState, ...]
    triggers: tuple[tuple[UUID, str], ...]
