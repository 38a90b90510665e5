"""Asking whether another agency holds a person, and setting what one's own agency answers."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import ARRAY, Boolean, Text, cast, func, literal, select
from sqlalchemy.dialects.postgresql import JSONB

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import allow, fetch
from portal.audit.events import Event
from portal.audit.record import record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused
from portal.groups.models import DeconflictionSearch, DeconflictionSetting
from portal.groups.projections.deconfliction import Told, ToldGroup
from portal.groups.rules import Answer, Purpose, Theme


@dataclass(frozen=True, slots=True)
class Question:
    """The exact keys of one person, and why somebody asks."""

    kind: str
    said: tuple[str, ...]
    purpose: Purpose


def ask(question: Question) -> UUID:
    """Ask once; the answer is read on a page of its own.  What was asked for is kept nowhere."""
    allow(Right.DECONFLICT)
    record(Event.PERSON_ASKED_ABOUT, purpose=question.purpose.value)
    search_id = uuid4()
    said = cast(list(question.said), ARRAY(Text()))
    answer = db.session.scalar(
        select(
            func.groups.deconflict(
                search_id, literal(question.kind), said, question.purpose.value, type_=Boolean()
            )
        )
    )
    if answer is None:
        raise Refused(
            "You or your agency have asked as often as one may in a day. Ask again tomorrow, or"
            " speak to your information manager."
        )
    return search_id


def open_answer(search_id: UUID) -> tuple[Told, ...]:
    """What the owners let the asker know: whom to call, and perhaps the headline."""
    search = fetch(DeconflictionSearch, search_id, Right.ANSWER_OPEN)
    record(Event.ANSWER_OPENED)
    found = db.session.scalar(select(func.groups.open_deconfliction(search.id, type_=JSONB())))
    return tuple(
        Told(
            agency=one["agency"],
            contact=one["contact"],
            groups=tuple(
                ToldGroup(
                    group["reference"], Theme(group["theme"]).label, group["lead"], group["contact"]
                )
                for group in one["groups"]
            ),
        )
        for one in found or ()
    )


def set_answer(answer: Answer) -> None:
    """Set what the viewer's agency lets another learn that holds the same person."""
    allow(Right.DECONFLICTION_SET)
    viewer = current_viewer()
    record(Event.ANSWER_SET, answer=answer.value)
    setting = db.session.get(DeconflictionSetting, viewer.agency_id)
    if setting is None:
        setting = DeconflictionSetting(agency_id=viewer.agency_id)
        db.session.add(setting)
    setting.answer = answer.value
    setting.set_at = clock.now()
    setting.set_by_id = viewer.membership_id
