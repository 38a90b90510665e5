"""The second person: seeing what a waiting share will open, approving it, declining it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import func

from portal.access.entry import current_viewer, preview
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.audit.events import Event
from portal.audit.record import About, about_group, record, shown
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused
from portal.groups.models import Group, Share
from portal.groups.operations.renewal import terms_of
from portal.groups.operations.sharing import check, whom

_ANSWERED = "Somebody has answered or withdrawn this share since you opened the page"


@contextmanager
def as_recipient(share_id: UUID) -> Iterator[None]:
    """Read, inside, what the recipient will read once it is approved.  Nothing of it is kept."""
    share, group = _waiting(share_id)
    terms = terms_of(share)
    about, group_id = about_group(group.id, group.lead_agency_id), group.id
    to = check(group, terms).to
    _put_live(share, "")
    with preview(group_id, to.id):
        yield
    shown(Event.SHARE_PREVIEWED, [about], **whom(to.id, to.name, terms.view))


def approve_share(share_id: UUID, preview_hash: str) -> UUID:
    """Let a waiting share open the group, from now on.  Gives the group's id.

    The hash is that of the rendering which the approver was shown.  What has come to stand
    against the share since it was proposed refuses it.
    """
    share, group = _waiting(share_id)
    terms = terms_of(share)
    to = check(group, terms).to
    about = _about(share, group)
    record(Event.SHARE_APPROVED, about, preview=preview_hash)
    record(
        Event.GROUP_SHARED,
        about,
        **whom(to.id, to.name, terms.view),
        purpose=terms.purpose.label,
        until=terms.last_day.isoformat(),
    )
    _put_live(share, preview_hash)
    return share.group_id


def decline_share(share_id: UUID, reason: str) -> UUID:
    """Turn a waiting share down; it never opens anything.  Gives the group's id."""
    share, group = _waiting(share_id)
    record(Event.SHARE_DECLINED, _about(share, group))
    share.state, share.declined_because = "declined", reason
    share.approved_by_id = current_viewer().membership_id
    share.approved_at = func.now()
    return share.group_id


def _waiting(share_id: UUID) -> tuple[Share, Group]:
    share = fetch(Share, share_id, Right.SHARE_APPROVE)
    # Two who answer at once: the second waits, and finds it answered.
    db.session.refresh(share, with_for_update=True)
    if share.state != "awaiting" or share.revoked_at is not None:
        raise Refused(_ANSWERED)
    if share.until <= clock.now():
        raise Refused("Its last day has passed. It has to be proposed again")
    return share, fetch(Group, share.group_id, Right.SHARING_SEE)


def _put_live(share: Share, preview_hash: str) -> None:
    share.state, share.preview_hash = "live", preview_hash
    share.approved_by_id = current_viewer().membership_id
    share.approved_at = func.now()


def _about(share: Share, group: Group) -> list[About]:
    return [
        about_group(group.id, group.lead_agency_id),
        About("share", share.id, group.id, group.lead_agency_id),
    ]
