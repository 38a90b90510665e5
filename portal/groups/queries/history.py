"""Who did what with a group, from the record itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from portal.agencies.models import Agency, Membership, Person
from portal.audit.events import Event
from portal.audit.kinds import KINDS
from portal.audit.models import Entry, Subject
from portal.audit.record import about_group, shown
from portal.core.db import db
from portal.groups.projections.log import HistoryLine, HistoryPage
from portal.groups.queries.pages import group_header

MOST = 50


def history_page(group_id: UUID, verbs: Sequence[str]) -> HistoryPage:
    """The newest entries that name the group or a part of it, of these kinds if any is named."""
    header = group_header(group_id)
    newest = (
        select(Subject.entry_seq)
        .join(Entry, Entry.seq == Subject.entry_seq)
        .where(Subject.group_id == group_id, *([Entry.verb.in_(verbs)] if verbs else []))
        .group_by(Subject.entry_seq)
        .order_by(Subject.entry_seq.desc())
        .limit(MOST)
        .subquery()
    )
    rows = db.session.execute(
        select(Entry, Person.name, func.coalesce(Agency.name, ""))
        .join(newest, newest.c.entry_seq == Entry.seq)
        # Who acted may be out of the reader's sight; that it was done is not.
        .outerjoin(Membership, Membership.id == Entry.membership_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .outerjoin(Agency, Agency.id == Entry.agency_id)
        .order_by(Entry.seq.desc())
    ).all()
    shown(Event.HISTORY_SEEN, [about_group(group_id, header.lead_agency_id)])
    return HistoryPage(header, tuple(_line(*row) for row in rows), MOST)


def _line(entry: Entry, person: str | None, agency: str) -> HistoryLine:
    known = KINDS.get(Event(entry.event)) if entry.event in set(Event) else None
    return HistoryLine(
        at=entry.at,
        words=known.words if known else entry.event,
        verb=entry.verb.capitalize(),
        person=person,
        agency=agency or None,
        detail=_detail(entry.facts),
    )


def _detail(facts: dict[str, Any]) -> str:
    """To whom and how much, where an entry tells of a share."""
    if "recipient" not in facts:
        return ""
    said = [f"{facts['recipient']}: {facts.get('view', '')}".rstrip(": ")]
    if facts.get("until"):
        said.append(f"until {facts['until']}")
    return ", ".join(said)
