"""The shares that wait for the viewer to confirm them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from portal.access.viewer import View
from portal.agencies.models import Membership, Person, Receiver
from portal.agencies.models.recertification import Recertification, ShareCheck
from portal.agencies.queries.recertification import last_day as last_answer
from portal.audit.events import Event
from portal.audit.record import shown
from portal.core.db import db
from portal.core.paging import SIZE
from portal.groups.models import Group, Share
from portal.groups.projections.recertification import ShareCheckLine, ShareChecksPage
from portal.groups.rules import last_day

_UNNAMED = "A recipient not in your view"


def _waiting(*columns: Any) -> Select[Any]:
    statement: Select[Any] = select(*columns)
    return (
        statement.select_from(ShareCheck)
        .join(Recertification, Recertification.id == ShareCheck.round_id)
        .join(Share, Share.id == ShareCheck.share_id)
        .where(
            ShareCheck.answer == "",
            Share.revoked_at.is_(None),
            Recertification.due_at > func.now(),
        )
    )


def shares_page() -> ShareChecksPage:
    """The shares that wait for the viewer's answer, group by group."""
    recipient = func.coalesce(Share.agency_id, Share.board_id, Share.circle_id)
    rows = db.session.execute(
        _waiting(
            ShareCheck.id, Group.reference, func.coalesce(Receiver.name, Person.name, _UNNAMED),
            Share.view, Share.until, Recertification.due_at, func.count().over(),
        )
        .join(Group, Group.id == ShareCheck.group_id)
        .outerjoin(Receiver, Receiver.id == recipient)
        .outerjoin(Membership, Membership.id == Share.membership_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .order_by(Group.reference, Receiver.name, ShareCheck.id)
        .limit(SIZE)
    ).all()  # fmt: skip
    shown(Event.ROUND_SEEN)
    return ShareChecksPage(
        lines=[
            ShareCheckLine(ident, reference, name, View(view), last_day(until))
            for ident, reference, name, view, until, *_ in rows
        ],
        total=rows[0][6] if rows else 0,
        due_on=last_answer(rows[0][5]) if rows else None,
    )


def shares_waiting() -> tuple[int, date | None]:
    """How many shares wait for the viewer's answer, and by when."""
    count, due = db.session.execute(_waiting(func.count(), func.max(Recertification.due_at))).one()
    return count, last_answer(due) if count else None
