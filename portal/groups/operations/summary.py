"""Writing the partner summary."""

from __future__ import annotations

from uuid import UUID

from portal.access.policy import Right
from portal.access.sight import fetch
from portal.audit.events import Event
from portal.audit.record import about_group, record
from portal.core import clock
from portal.core.errors import Conflict, FieldNow
from portal.groups.models import Group, PartnerSummary


def edit_summary(group_id: UUID, text: str, version: int) -> None:
    """Put a new text in the place of the one that had ``version``.

    ``Conflict`` when somebody else was first: it holds the text that stands there now.
    """
    summary = fetch(PartnerSummary, group_id, Right.SUMMARY_EDIT)
    group = fetch(Group, group_id, Right.SUMMARY_EDIT)
    if summary.version != version:
        raise Conflict([FieldNow("text", "Partner summary", summary.text)], summary.version)
    record(Event.SUMMARY_EDITED, [about_group(group.id, group.lead_agency_id)])
    summary.text = text
    summary.version = version + 1
    summary.edited_at = clock.now()
