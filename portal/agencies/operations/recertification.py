"""Starting a round of confirming access, and answering for a role."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import Text, Uuid, func, select

from portal.access.policy import Right
from portal.access.sight import allow
from portal.audit.events import Event
from portal.audit.record import record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused

LATE = "The round has ended. What nobody confirmed has stopped"
LONGEST = 92
"""Days that a round may last: one quarter."""


def start_round(last_day: date) -> None:
    """Ask about every live share and role; what is not confirmed by the day stops by itself."""
    allow(Right.ROUND_RUN)
    if not 7 <= (last_day - clock.today()).days <= LONGEST:
        raise Refused("Give at least a week and at most a quarter to answer", "last_day")
    record(Event.ROUND_STARTED, due=last_day.isoformat())
    made = db.session.scalar(
        select(func.agencies.start_round(uuid4(), clock.end_of(last_day), type_=Uuid()))
    )
    if made is None:
        raise Refused("A round is under way. Wait until it has ended", "last_day")


def answer_role(check_id: UUID, *, keep: bool) -> None:
    """Confirm or end a role of somebody else."""
    allow(Right.ROLE_CONFIRM)
    record(Event.ROLE_CHECKED, answer="confirmed" if keep else "ended")
    answer = db.session.scalar(select(func.agencies.answer_role(check_id, keep, type_=Text())))
    if answer == "late":
        raise Refused(LATE)
    if answer == "oneself":
        raise Refused("Nobody answers for their own roles. Ask a colleague")
    if answer:
        raise Refused("It has been answered meanwhile, or is not yours to answer")
