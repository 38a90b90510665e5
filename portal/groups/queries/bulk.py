"""What can be shared or taken back several at a time."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from portal.access.policy import Right
from portal.access.sight import permits
from portal.audit.events import Event
from portal.audit.record import about_group, shown
from portal.core.db import db
from portal.groups.models import Group, PartnerSummary, Share
from portal.groups.projections.bulk import Choice, ReaderLine
from portal.groups.queries.sharing import is_live, name_of_recipient
from portal.groups.rules import last_day

MOST = 200
_title = func.coalesce(PartnerSummary.operation_name, Group.reference)


def groups_to_share() -> tuple[Choice, ...]:
    """The groups that the viewer may share, by name."""
    rows = db.session.execute(
        select(Group.id, Group.lead_agency_id, _title, Group.reference)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .where(permits(Group, Right.GROUP_SHARE))
        .order_by(_title, Group.reference, Group.id)
        .limit(MOST)
    ).all()
    shown(Event.GROUPS_LISTED, [about_group(row[0], row[1]) for row in rows], page=1)
    return tuple(Choice(row[0], row[2], row[3]) for row in rows)


def shares_to_revoke() -> tuple[ReaderLine, ...]:
    """The live shares that the viewer may revoke, by recipient and group."""
    rows = db.session.execute(
        select(Share, _title, Group.lead_agency_id, name_of_recipient())
        .join(Group, Group.id == Share.group_id)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .where(is_live(), permits(Share, Right.SHARE_REVOKE))
        .order_by(name_of_recipient(), _title, Share.id)
        .limit(MOST)
    ).all()
    groups = {share.group_id: lead for share, _, lead, _ in rows}
    shown(Event.GROUPS_LISTED, [about_group(*pair) for pair in groups.items()], page=1)
    return tuple(
        ReaderLine(share.id, title, name or "A named person", share.view, last_day(share.until))
        for share, title, _, name in rows
    )


def readers_of(group_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Who reads each of the groups now, by a share."""
    rows = db.session.execute(
        select(Share.group_id, name_of_recipient())
        .where(is_live(), Share.group_id.in_(group_ids))
        .order_by(name_of_recipient(), Share.id)
    )
    found: dict[UUID, list[str]] = {ident: [] for ident in group_ids}
    for group_id, name in rows:
        found[group_id].append(name or "A named person")
    return found
