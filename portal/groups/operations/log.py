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
from portal.groups.rules import Audience, LogKind


def correct_entry(entry_id: UUID, text: str, audience: Audience) -> UUID:
    """Put an entry in the log that corrects another; the other stays as it is."""
    entry = fetch(LogEntry, entry_id, Right.DECISION_WRITE)
    return _record_entry(entry.group_id, LogKind(entry.kind), text, audience, entry.id)


def write_decision(
    group_id: UUID, kind: LogKind, text: str, audience: Audience = Audience.CIRCLE
) -> UUID:
    """Put an entry in the log of a group.  Nothing in the portal alters it afterwards."""
    return _record_entry(group_id, kind, text, audience, None)


def _record_entry(
    group_id: UUID, kind: LogKind, text: str, audience: Audience, corrects_id: UUID | None
) -> UUID:
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
            audience=audience.value,
            corrects_id=corrects_id,
            text=text,
            written_at=clock.now(),
            written_by_id=current_viewer().membership_id,
            marking=group.marking,
        )
    )
    return entry_id
