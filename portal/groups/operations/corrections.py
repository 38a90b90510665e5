"""Corrections: telling those who hold or held a group what was wrong, and acknowledging it."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import func, select

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.access.viewer import View
from portal.agencies.models import Agency
from portal.audit.events import Event
from portal.audit.record import About, about_group, record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused
from portal.groups.models import Correction, Group, Share

_RECIPIENT = func.coalesce(Share.agency_id, Share.board_id, Share.circle_id, Share.membership_id)


def send_correction(group_id: UUID, text: str, least: View) -> int:
    """Tell each recipient whose share opened ``least`` or more, live or past.  Gives how many.

    Each is told for itself: no recipient sees another.
    """
    group = fetch(Group, group_id, Right.CORRECTION_SEND)
    lender = db.session.scalars(select(Agency.name).where(Agency.id == group.lead_agency_id)).one()
    recipients = db.session.scalars(
        select(_RECIPIENT)
        .where(Share.group_id == group_id, Share.state == "live", Share.view >= least.value)
        .distinct()
    ).all()
    if not recipients:
        raise Refused("Nobody holds or held that much of this group", "least")
    about = about_group(group.id, group.lead_agency_id)
    record(Event.CORRECTION_SENT, [about], recipients=len(recipients))
    sending_id, now = uuid4(), clock.now()
    db.session.add_all(
        Correction(
            sending_id=sending_id,
            group_id=group.id,
            recipient_id=recipient_id,
            reference=group.reference,
            lender=lender,
            text=text,
            sent_at=now,
            sent_by_id=current_viewer().membership_id,
            marking=group.marking,
        )
        for recipient_id in recipients
    )
    return len(recipients)


def acknowledge_correction(correction_id: UUID) -> None:
    """Say, for the recipient, that the correction was read and acted on."""
    correction = fetch(Correction, correction_id, Right.CORRECTION_ACKNOWLEDGE)
    db.session.refresh(correction, with_for_update=True)
    if correction.acknowledged_at is not None:
        return
    about = About("correction", correction.id, correction.group_id)
    record(Event.CORRECTION_ACKNOWLEDGED, [about])
    correction.acknowledged_at = clock.now()
    correction.acknowledged_by_id = current_viewer().membership_id
