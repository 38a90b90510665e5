"""Writing the partner summary."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.audit.events import Event
from portal.audit.record import about_group, record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Conflict, FieldNow
from portal.groups.models import Group, PartnerSummary, SummaryCheck, WorkingRecord


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
    # Whoever edits it has the narrative beside it.
    _confirm(group)


def edit_narrative(group_id: UUID, text: str, version: int) -> None:
    """Put a new narrative in the place of the one that had ``version``."""
    working = fetch(WorkingRecord, group_id, Right.NARRATIVE_EDIT)
    group = fetch(Group, group_id, Right.NARRATIVE_EDIT)
    if working.version != version:
        now = FieldNow("text", "Restricted narrative", working.narrative)
        raise Conflict([now], working.version)
    record(Event.NARRATIVE_EDITED, [about_group(group.id, group.lead_agency_id)])
    if working.narrative != text:
        working.narrative = text
        working.version = version + 1


def confirm_summary(group_id: UUID) -> None:
    """Say that the partner summary holds beside the narrative as it stands now."""
    group = fetch(Group, group_id, Right.SUMMARY_CONFIRM)
    record(Event.SUMMARY_CONFIRMED, [about_group(group.id, group.lead_agency_id)])
    _confirm(group)


def _confirm(group: Group) -> None:
    version = db.session.scalars(
        select(WorkingRecord.version).where(WorkingRecord.group_id == group.id)
    ).one()
    check = db.session.get(SummaryCheck, group.id)
    if check is None:
        check = SummaryCheck(group_id=group.id, marking=group.marking)
        db.session.add(check)
    check.narrative_version = version
    check.confirmed_at = clock.now()
    check.confirmed_by_id = current_viewer().membership_id
