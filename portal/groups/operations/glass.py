"""Sight in an emergency: one asks, another answers, and it ends by itself."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from portal.access.entry import current_viewer
from portal.access.models import Glass
from portal.access.policy import Right
from portal.access.sight import allow, fetch
from portal.audit.events import Event
from portal.audit.record import About, record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused


def ask_glass(reference: str, reason: str, hours: int) -> UUID:
    """Ask for sight of the group with this reference.  The asker learns nothing meanwhile."""
    allow(Right.GLASS_ASK)
    glass_id = uuid4()
    record(Event.GLASS_ASKED, glass_id=str(glass_id), hours=hours)
    db.session.add(
        Glass(
            id=glass_id,
            reference=reference.strip(),
            reason=reason,
            hours=hours,
            asked_by_id=current_viewer().membership_id,
            asked_at=clock.now(),
            state="awaiting",
        )
    )
    return glass_id


def answer_glass(glass_id: UUID, *, approves: bool) -> None:
    """Open the group to the asker for the hours they asked for, or decline.  The owner is told."""
    glass = fetch(Glass, glass_id, Right.GLASS_ANSWER)
    db.session.refresh(glass, with_for_update=True)
    viewer, now = current_viewer(), clock.now()
    if glass.state != "awaiting":
        raise Refused("This has been answered already")
    if glass.asked_by_id == viewer.membership_id:
        raise Refused("Nobody approves their own request")
    if approves:
        until = now + timedelta(hours=glass.hours)
        record(
            Event.GLASS_APPROVED,
            [About("group", _group(glass), glass.group_id, glass.owner_agency_id)],
            recipient_id=str(glass.asked_by_id),
            recipient="",
            until=until.isoformat(timespec="minutes"),
        )
        glass.until = until
    else:
        record(Event.GLASS_DECLINED, glass_id=str(glass_id))
    glass.state = "approved" if approves else "declined"
    glass.answered_by_id, glass.answered_at = viewer.membership_id, now


def _group(glass: Glass) -> UUID:
    if glass.group_id is None:
        raise Refused("There is no such group")
    return glass.group_id


def end_glass(glass_id: UUID) -> None:
    """End it early; the asker's next request finds nothing."""
    glass = fetch(Glass, glass_id, Right.GLASS_END)
    if glass.state != "approved" or glass.ended_at is not None:
        return
    about = [About("group", _group(glass), glass.group_id, glass.owner_agency_id)]
    record(Event.GLASS_ENDED, about, glass_id=str(glass_id))
    glass.ended_at, glass.ended_by_id = clock.now(), current_viewer().membership_id
