"""Taking a share back, and recalling the copies that were taken by it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import aliased

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.access.viewer import View
from portal.audit.events import Event
from portal.audit.record import About, about_group, record
from portal.core import clock
from portal.core.db import db
from portal.groups.models import Copy, Group, Share
from portal.groups.operations.recipients import recipient_name
from portal.groups.operations.sharing import whom


def revoke_share(share_id: UUID) -> UUID:
    """Take a share back; the recipient's next request finds nothing.  Gives the group's id.

    Whoever took a copy by it is asked to destroy that copy.
    """
    share = fetch(Share, share_id, Right.SHARE_REVOKE)
    # Two who take it back at once: the second waits, and finds it done.
    db.session.refresh(share, with_for_update=True)
    if share.revoked_at is not None or share.until <= clock.now() or share.state == "declined":
        return share.group_id
    recipient_id = share.agency_id or share.board_id or share.circle_id or share.membership_id
    group = db.session.scalars(select(Group).where(Group.id == share.group_id)).one()
    name = recipient_name(recipient_id)
    about = [
        about_group(group.id, group.lead_agency_id),
        About("share", share.id, group.id, group.lead_agency_id),
    ]
    record(Event.SHARE_REVOKED, about, **whom(recipient_id, name, View(share.view)))
    share.revoked_at = clock.now()
    share.revoked_by_id = current_viewer().membership_id
    _recall(share, recipient_id, about)
    return group.id


def _recall(share: Share, recipient_id: UUID | None, about: list[About]) -> None:
    """Ask back the copies that were taken by the share, or by one that it renewed."""
    other = aliased(Share)
    theirs = select(other.id).where(
        other.group_id == share.group_id,
        func.coalesce(other.agency_id, other.board_id, other.circle_id, other.membership_id)
        == recipient_id,
    )
    taken = Copy.share_id.in_(theirs), Copy.recalled_at.is_(None)
    copies = db.session.scalar(select(func.count()).select_from(Copy).where(*taken))
    if copies:
        record(Event.COPIES_RECALLED, about, copies=copies)
        db.session.execute(
            update(Copy).where(*taken).values(recalled_at=func.now()),
            execution_options={"synchronize_session": False},
        )
