"""Writing in the lead officer's log."""

from __future__ import annotations

from uuid import UUID, uuid4

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.audit.events import Event
from portal.audit.record import About, about_group, record
from portal.core import clock
from portal.core.db import db
from portal.groups.models import Group, LogEntry
from portal.groups.rules import LogKind


def write_decision(group_id: UUID, kind: LogKind, text: str) -> UUID:
    """Put an entry in the log of a group.  Nothing in the portal alters it afterwards."""
    group = fetch(Group, group_id, Right.DECISION_WRITE)
    entry_id = uuid4()
    owner = group.lead_agency_id
    record(
        Event.DECISION_WRITTEN,
        [about_group(group.id, owner), About("log_entry", entry_id, group.id, owner)],
        kind=kind.value,
    )
    db.session.add(
        LogEntry(
            id=entry_id,
            group_id=group.id,
            kind=kind.value,
            text=text,
            written_at=clock.now(),
            written_by_id=current_viewer().membership_id,
            marking=group.marking,
        )
    )
    return entry_id
