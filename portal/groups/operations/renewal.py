"""Renewing a share: a new one in its place, decided anew and for a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlalchemy import exists, select

from portal.access.policy import Right
from portal.access.sight import fetch
from portal.access.viewer import Section, View
from portal.audit.events import Event
from portal.audit.record import About, about_group, record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused
from portal.groups.models import Group, Share
from portal.groups.operations.recipients import email_of, live_version, what_it_opens
from portal.groups.operations.sharing import Terms, share_group
from portal.groups.rules import Purpose, last_day


def terms_of(share: Share) -> Terms:
    """The terms of a share that was saved."""
    recipient, person = share.agency_id or share.board_id or share.circle_id, ""
    if share.membership_id is not None:
        recipient, person = email_of(share.membership_id)
    assert recipient is not None  # noqa: S101 - a constraint holds it
    return Terms(
        recipient_id=recipient,
        view=View(share.view),
        purpose=Purpose(share.purpose),
        gateway_id=share.gateway_id,
        agreement_id=share.agreement_id,
        last_day=last_day(share.until),
        person=person,
        cascades=share.cascades,
        shows_holders=share.shows_holders,
        version_id=share.view_version_id,
        conditions=share.conditions,
        renewed_from=share.renewed_from_id,
    )


def renew_share(share_id: UUID, until: date, reason: str) -> tuple[UUID, str]:
    """Give the group anew on the same terms until another day.  Gives the group and why it waits.

    Everything that a new share must satisfy is asked again.  The old share holds until the new
    one is live, and ends at that instant.
    """
    share = fetch(Share, share_id, Right.SHARE_RENEW)
    db.session.refresh(share)
    if share.state != "live" or share.revoked_at is not None or share.until <= clock.now():
        raise Refused("This share has ended. Share the group again instead")
    waits = exists().where(
        Share.renewed_from_id == share.id, Share.state == "awaiting", Share.revoked_at.is_(None)
    )
    if db.session.scalar(select(waits)):
        raise Refused("A renewal of this share waits for approval. Withdraw it first")
    if until <= last_day(share.until):
        raise Refused("Enter a day after the one on which it ends now", "last_day")
    live = live_version(View(share.view), None)
    if Section(live.sections) & ~what_it_opens(share):
        raise Refused(
            "Its view opens more now than this share does. Revoke it, and share the group again"
        )
    group = fetch(Group, share.group_id, Right.GROUP_SHARE)
    lender = group.lead_agency_id
    record(
        Event.SHARE_RENEWED,
        [about_group(group.id, lender), About("share", share.id, group.id, lender)],
        until=until.isoformat(),
    )
    terms = replace(
        terms_of(share),
        last_day=until,
        renewed_from=share.id,
        renewal_reason=reason,
        version_id=live.id,
    )
    return group.id, share_group(group.id, terms)
