"""Triggers in sight: their list, one of them, what one could be mapped with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import permits
from portal.access.viewer import Role
from portal.agencies.models import Agency, Membership, Person
from portal.audit.events import Event
from portal.audit.record import shown
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Unseen
from portal.core.paging import AT_ONCE, SIZE, Page, expect_page
from portal.groups.models import DefinitionAnswer, SpottingReport, Trigger, TriggerMove
from portal.groups.projections.triggers import (
    AnswerLine,
    AvenueCount,
    StepLine,
    TriggerHead,
    TriggerLine,
    TriggerList,
    TriggerPage,
    about_trigger,
)
from portal.groups.rules import Area, Theme
from portal.groups.rules.definition import Answer, Question, Result, result
from portal.groups.rules.triggers import (
    ANSWERABLE,
    OPEN,
    Avenue,
    TriggerState,
    moves_of,
    parts_of,
)

NOBODY = "Somebody not in your view"
_is_open = Trigger.state.in_([one.value for one in OPEN])


def days_since(moment: datetime) -> int:
    """How many whole days have passed."""
    return max(0, (clock.now() - moment).days)


def _line(one: Trigger, agency: str | None) -> TriggerLine:
    return TriggerLine(
        id=one.id,
        reference=one.reference,
        name_of_record=one.name_of_record,
        agency=agency or NOBODY,
        state=TriggerState(one.state),
        waits=days_since(one.state_since),
        is_open=TriggerState(one.state) in OPEN,
    )


def trigger_list(number: int) -> TriggerList:
    """One page of the triggers in sight, the open ones first, those that wait longest at the head.

    With it, how many came by each avenue and what became of them.
    """
    counts = db.session.execute(
        select(
            Trigger.avenue,
            func.count(),
            *(
                func.count(case((Trigger.state == state.value, 1)))
                for state in (TriggerState.MAPPED, TriggerState.NOT_MAPPED, TriggerState.ENDED)
            ),
        )
        .group_by(Trigger.avenue)
        .order_by(Trigger.avenue)
    ).all()
    total = sum(row[1] for row in counts)
    offset = expect_page(number, total)
    rows = db.session.execute(
        select(Trigger, Agency.name)
        .outerjoin(Agency, Agency.id == Trigger.agency_id)
        .order_by(_is_open.desc(), Trigger.state_since, Trigger.id)
        .limit(SIZE)
        .offset(offset)
    ).all()
    shown(Event.TRIGGERS_LISTED, [about_trigger(one) for one, _ in rows], page=number)
    avenues = tuple(AvenueCount(Avenue(avenue), *rest) for avenue, *rest in counts)
    return TriggerList(Page([_line(*row) for row in rows], number, total), avenues)


def waiting_for_me() -> tuple[tuple[TriggerLine, ...], int]:
    """The triggers whose next move is the viewer's, those that wait longest first, and how many."""
    viewer = current_viewer()
    mine = {
        Role.COO: [TriggerState.SUBMITTED, TriggerState.IN_DEVELOPMENT],
        Role.SCR: [TriggerState.AT_SCRUTINY],
        Role.SCO: [TriggerState.SENT_TO_OCGM],
    }
    states = [one.value for role, held in mine.items() if viewer.holds(role) for one in held]
    returned = (Trigger.state == TriggerState.RETURNED.value) & (
        Trigger.made_by_id == viewer.membership_id
    )
    rows = db.session.execute(
        select(Trigger, Agency.name, func.count().over())
        .outerjoin(Agency, Agency.id == Trigger.agency_id)
        .where(Trigger.state.in_(states) | returned)
        .order_by(Trigger.state_since, Trigger.id)
        .limit(AT_ONCE)
    ).all()
    shown(Event.WORK_SEEN, [about_trigger(row[0]) for row in rows])
    return tuple(_line(row[0], row[1]) for row in rows), rows[0][2] if rows else 0


def trigger_head(trigger_id: UUID) -> TriggerHead:
    """What stands above each page of a trigger; ``Unseen`` when it is not in sight."""
    row = db.session.execute(
        select(Trigger, Agency.name)
        .outerjoin(Agency, Agency.id == Trigger.agency_id)
        .where(Trigger.id == trigger_id)
    ).one_or_none()
    if row is None:
        raise Unseen
    shown(Event.TRIGGER_SEEN, [about_trigger(row[0])])
    return _head(row[0], row[1])


def _head(one: Trigger, agency: str | None) -> TriggerHead:
    return TriggerHead(
        id=one.id,
        reference=one.reference,
        name_of_record=one.name_of_record,
        agency_id=one.agency_id,
        agency=agency or NOBODY,
        state=TriggerState(one.state),
        state_since=one.state_since,
        waits=days_since(one.state_since),
        group_id=one.group_id,
    )


def trigger_page(trigger_id: UUID) -> TriggerPage:
    """A trigger, its definition test with the result, and every move with its wait."""
    maker, who = aliased(Membership), aliased(Person)
    row = db.session.execute(
        select(
            Trigger,
            Agency.name,
            who.name,
            permits(Trigger, Right.TRIGGER_DEVELOP),
            permits(Trigger, Right.TRIGGER_MAP),
        )
        .outerjoin(Agency, Agency.id == Trigger.agency_id)
        .outerjoin(maker, maker.id == Trigger.made_by_id)
        .outerjoin(who, who.id == maker.person_id)
        .where(Trigger.id == trigger_id)
    ).one_or_none()
    if row is None:
        raise Unseen
    one, agency, name, may_develop, may_map = row
    shown(Event.TRIGGER_SEEN, [about_trigger(one)])
    head = _head(one, agency)
    answers = _answers(trigger_id)
    return TriggerPage(
        head=head,
        avenue=Avenue(one.avenue),
        source_code=one.source_code,
        summary=one.summary,
        area=Area(one.area),
        themes="; ".join(Theme(theme).label for theme in (one.theme, *one.other_themes)),
        made_at=one.made_at,
        made_by=name or NOBODY,
        answers=answers,
        result=result_of(answers),
        steps=_steps(one),
        reports=_reports(trigger_id),
        moves=moves_of(head.state, parts_of(current_viewer(), one.agency_id, one.made_by_id)),
        may_answer=may_develop and head.state in ANSWERABLE,
        may_map=may_map and head.state is TriggerState.SENT_TO_OCGM,
    )


def result_of(answers: Sequence[AnswerLine]) -> Result:
    """What the answers in force come to; a written basis explains why they are alone."""
    given: Mapping[Question, Answer] = {
        line.question: line.answer for line in answers if line.answer is not None
    }
    alone = next((line for line in answers if line.question is Question.WITH_OTHERS), None)
    return result(given, alone_is_explained=alone is not None and bool(alone.basis.strip()))


def _answers(trigger_id: UUID) -> tuple[AnswerLine, ...]:
    rows = db.session.execute(
        select(DefinitionAnswer, Person.name)
        .outerjoin(Membership, Membership.id == DefinitionAnswer.answered_by_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .where(DefinitionAnswer.trigger_id == trigger_id)
        .order_by(DefinitionAnswer.answered_at, DefinitionAnswer.id)
    ).all()
    given: dict[str, list[Any]] = {}
    for row in rows:
        given.setdefault(row[0].question, []).append(row)
    return tuple(_answer(question, given.get(question.value, [])) for question in Question)


def _answer(question: Question, rows: Sequence[Any]) -> AnswerLine:
    if not rows:
        return AnswerLine(question, None, "", None, None, None, 0)
    last, name = rows[-1]
    return AnswerLine(
        question=question,
        answer=Answer(last.answer),
        basis=last.basis,
        evidence_on=last.evidence_on,
        answered_at=last.answered_at,
        answered_by=name or NOBODY,
        earlier=len(rows) - 1,
    )


def _steps(one: Trigger) -> tuple[StepLine, ...]:
    rows = db.session.execute(
        select(TriggerMove, Person.name)
        .outerjoin(Membership, Membership.id == TriggerMove.moved_by_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .where(TriggerMove.trigger_id == one.id)
        .order_by(TriggerMove.moved_at, TriggerMove.id)
    )
    found: list[StepLine] = []
    before = one.made_at
    for move, name in rows:
        found.append(
            StepLine(
                start=TriggerState(move.from_state),
                to=TriggerState(move.to_state),
                at=move.moved_at,
                who=name or NOBODY,
                reason=move.reason,
                waited=max(0, (move.moved_at - before).days),
            )
        )
        before = move.moved_at
    return tuple(found)


def _reports(trigger_id: UUID) -> tuple[str, ...]:
    return tuple(
        db.session.scalars(
            select(SpottingReport.reference)
            .where(SpottingReport.trigger_id == trigger_id)
            .order_by(SpottingReport.filed_at, SpottingReport.id)
        )
    )
