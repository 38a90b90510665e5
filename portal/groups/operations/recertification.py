"""Confirming or ending a share in a round of confirming access."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Text, func, select

from portal.access.policy import Right
from portal.access.sight import fetch
from portal.agencies.models.recertification import ShareCheck
from portal.audit.events import Event
from portal.audit.record import About, record
from portal.core.db import db
from portal.core.errors import Refused


def answer_share(check_id: UUID, *, keep: bool) -> None:
    """Confirm a share, which then runs on to its own end, or end it now."""
    check = fetch(ShareCheck, check_id, Right.GROUP_SHARE)
    about = [About("share", check.share_id, check.group_id)]
    record(Event.SHARE_CHECKED, about, answer="confirmed" if keep else "ended")
    answer = db.session.scalar(select(func.agencies.answer_share(check_id, keep, type_=Text())))
    if answer == "late":
        raise Refused("The round has ended. What nobody confirmed has stopped")
    if answer:
        raise Refused("It has been answered meanwhile, or is not yours to answer")
