"""Asking for access to what one does not see, and answering those who ask."""

from __future__ import annotations

from uuid import UUID, uuid4

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import allow, fetch
from portal.audit.events import Event
from portal.audit.record import About, record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused
from portal.groups.models import AccessRequest, RequestMatch
from portal.groups.rules import Purpose


def ask_for_access(about: str, need: str, purpose: Purpose) -> None:
    """Pass on what the viewer asks for.  Nothing of what it may match comes back to them."""
    allow(Right.REQUEST_ASK)
    viewer, request_id = current_viewer(), uuid4()
    record(Event.ACCESS_ASKED, [About("access_request", request_id, None, viewer.agency_id)])
    db.session.add(
        AccessRequest(
            id=request_id,
            asked_by_id=viewer.membership_id,
            agency_id=viewer.agency_id,
            about=about,
            need=need,
            purpose=purpose.value,
            asked_at=clock.now(),
        )
    )


def refuse_request(request_id: UUID, reason: str) -> None:
    """Answer that nothing will be shared.  The reason is kept for the lead; the asker sees none."""
    fetch(AccessRequest, request_id, Right.REQUEST_ANSWER)
    match = fetch(RequestMatch, request_id, Right.REQUEST_ANSWER)
    db.session.refresh(match, with_for_update=True)
    if match.answered_at is not None:
        raise Refused("Somebody has answered this request since you opened the page")
    record(Event.REQUEST_REFUSED, [About("access_request", request_id, match.group_id)])
    match.answer = reason
    match.answered_at = clock.now()
    match.answered_by_id = current_viewer().membership_id
