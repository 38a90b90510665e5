"""Writing a trigger, answering its definition test, moving it along, mapping it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.types import Uuid

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.audit.events import Event
from portal.audit.record import About, about_group, record
from portal.core import clock
from portal.core.db import db, session
from portal.core.errors import Refused
from portal.groups.models import DefinitionAnswer, Trigger, TriggerMove
from portal.groups.operations.sharing import Terms, share_group
from portal.groups.projections.triggers import about_trigger
from portal.groups.rules import Area, GroupKind, Marking, Theme, new_reference
from portal.groups.rules.definition import Answer, Question, unanswered
from portal.groups.rules.triggers import (
    ANSWERABLE,
    Avenue,
    TriggerState,
    moves_of,
    parts_of,
)

MOVED = "This was moved by somebody else meanwhile. Open it again to see where it stands"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a trigger says."""

    avenue: Avenue
    source_code: str
    name_of_record: str
    summary: str
    area: Area
    theme: Theme
    other_themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a group is mapped as."""

    lead_agency_id: UUID
    kind: GroupKind
    operation_name: str
    district: str
    summary: str
    reason: str


def write_trigger(proposal: Proposal) -> UUID:
    """Write a trigger as a draft of the viewer's agency."""
    viewer, now = current_viewer(), clock.now()
    trigger_id = uuid4()
    about = [About("trigger", trigger_id, None, viewer.agency_id)]
    record(Event.TRIGGER_WRITTEN, about, avenue=proposal.avenue.value)
    db.session.add(
        Trigger(
            id=trigger_id,
            reference=new_reference("TRG"),
            agency_id=viewer.agency_id,
            avenue=proposal.avenue.value,
            source_code=proposal.source_code,
            name_of_record=proposal.name_of_record,
            summary=proposal.summary,
            area=proposal.area.value,
            theme=proposal.theme.value,
            other_themes=[one.value for one in proposal.other_themes if one != proposal.theme],
            state=TriggerState.DRAFT.value,
            state_since=now,
            made_at=now,
            made_by_id=viewer.membership_id,
            marking=Marking.OFFICIAL_SENSITIVE.value,
        )
    )
    return trigger_id


def answer_question(
    trigger_id: UUID, question: Question, answer: Answer, basis: str, evidence_on: date | None
) -> None:
    """Answer a question of the test; the answer before it stays, out of force."""
    trigger = fetch(Trigger, trigger_id, Right.TRIGGER_DEVELOP)
    if TriggerState(trigger.state) not in ANSWERABLE:
        raise Refused("The definition test is closed while others decide about the trigger")
    if answer is not Answer.UNKNOWN and evidence_on is None:
        raise Refused("Enter the day of the evidence", "evidence_on")
    record(
        Event.TRIGGER_ANSWERED,
        [about_trigger(trigger)],
        question=question.value,
        answer=answer.value,
    )
    db.session.add(
        DefinitionAnswer(
            trigger_id=trigger_id,
            question=question.value,
            answer=answer.value,
            basis=basis,
            evidence_on=evidence_on,
            answered_at=clock.now(),
            answered_by_id=current_viewer().membership_id,
        )
    )


def move_trigger(trigger_id: UUID, to: TriggerState, reason: str) -> None:
    """Move a trigger by hand.  Refuses a move that there is not, or that is another part's."""
    trigger = fetch(Trigger, trigger_id, Right.TRIGGER_MOVE)
    state = TriggerState(trigger.state)
    if to not in moves_of(state, parts_of(current_viewer(), trigger.agency_id, trigger.made_by_id)):
        raise Refused(f"From {state.label.lower()} you cannot move it there. {MOVED}", "to")
    if to is TriggerState.AT_SCRUTINY:
        _expect_answers(trigger_id)
    record(Event.TRIGGER_MOVED, [about_trigger(trigger)], state=to.value)
    db.session.add(
        TriggerMove(
            trigger_id=trigger_id,
            from_state=state.value,
            to_state=to.value,
            reason=reason,
            moved_at=clock.now(),
            moved_by_id=current_viewer().membership_id,
        )
    )
    try:
        db.session.flush()
    except IntegrityError:
        session().rollback()
        raise Refused(MOVED, "to") from None


def _expect_answers(trigger_id: UUID) -> None:
    """Refuse until every question has an answer; unknown is one."""
    given = db.session.scalars(
        select(DefinitionAnswer.question).where(DefinitionAnswer.trigger_id == trigger_id)
    )
    missing = unanswered(dict.fromkeys(map(Question, given), Answer.UNKNOWN))
    if missing:
        words = "; ".join(one.asks.rstrip("?").removeprefix("Element: ") for one in missing)
        raise Refused(
            f"Answer the whole definition test first; unknown is an answer. Missing: {words}", "to"
        )


def map_trigger(trigger_id: UUID, mapping: Mapping, shares: Sequence[Terms] = ()) -> UUID:
    """Map a group from a trigger, with the shares that hold from its first moment.

    All of it is one transaction: nobody ever sees the group more widely than was chosen.
    """
    trigger = fetch(Trigger, trigger_id, Right.TRIGGER_MAP)
    if TriggerState(trigger.state) is not TriggerState.SENT_TO_OCGM:
        raise Refused("Only a trigger that scrutiny sent to the OCGM team can be mapped")
    if trigger.made_by_id == current_viewer().membership_id:
        raise Refused("You wrote this trigger: another scorer must decide about it")
    about = about_trigger(trigger)
    try:
        group_id: UUID | None = db.session.scalar(
            select(
                func.groups.map_trigger(
                    trigger_id,
                    mapping.lead_agency_id,
                    new_reference(),
                    mapping.kind.value,
                    mapping.operation_name,
                    mapping.district,
                    mapping.summary,
                    mapping.reason,
                    type_=Uuid(),
                )
            )
        )
    except IntegrityError:
        session().rollback()
        raise Refused(f"{MOVED}, or choose another lead agency", "lead") from None
    assert group_id is not None  # noqa: S101 - tells the type checker
    record(Event.GROUP_MAPPED, [about, about_group(group_id, mapping.lead_agency_id)])
    try:
        for terms in shares:
            share_group(group_id, terms)
    except Refused:
        # Without its shares the group is not to be seen as mapped, not even on the form.
        session().rollback()
        raise
    return group_id
