"""Accepting the handling conditions of a share."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select

from portal.access.entry import current_viewer
from portal.access.models import Acceptance
from portal.audit.events import Event
from portal.audit.record import About, record
from portal.core.db import db
from portal.core.errors import Unseen


def accept_conditions(share_id: UUID) -> None:
    """Say that the viewer accepts the conditions; from the next request on they read the group."""
    if not db.session.scalar(select(func.access.may_accept(share_id))):
        raise Unseen
    record(Event.CONDITIONS_ACCEPTED, [About("share", share_id)])
    db.session.add(
        Acceptance(
            share_id=share_id,
            membership_id=current_viewer().membership_id,
            accepted_at=func.now(),
        )
    )
