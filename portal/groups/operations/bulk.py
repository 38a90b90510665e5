"""Sharing several groups, or taking several shares back, all of them or none."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from portal.core.db import db, session
from portal.core.errors import Refused
from portal.groups.models import Group, PartnerSummary
from portal.groups.operations.revoking import revoke_share
from portal.groups.operations.sharing import Terms, share_group


def share_groups(group_ids: Sequence[UUID], terms: Terms) -> int:
    """Give each group on the same terms.  Gives how many wait for a second person.

    The first refusal undoes all of it, and names the group.
    """
    names, waiting = _names(group_ids), 0
    for group_id in group_ids:
        try:
            waiting += share_group(group_id, terms) != ""
        except Refused as refused:
            session().rollback()
            session().info.pop("recorded", None)
            name = names.get(group_id, "A group")
            raise Refused(f"{name}: {refused.reason}. Nothing was shared", refused.field) from None
    return waiting


def try_groups(group_ids: Sequence[UUID], terms: Terms) -> int:
    """Find out what sharing them would meet, and keep nothing of it."""
    try:
        return share_groups(group_ids, terms)
    finally:
        session().rollback()
        session().info.pop("recorded", None)


def revoke_shares(share_ids: Sequence[UUID]) -> None:
    """Take each share back, in the one transaction."""
    for share_id in share_ids:
        revoke_share(share_id)


def _names(group_ids: Sequence[UUID]) -> dict[UUID, str]:
    rows = db.session.execute(
        select(Group.id, func.coalesce(PartnerSummary.operation_name, Group.reference))
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .where(Group.id.in_(group_ids))
    )
    return {row[0]: row[1] for row in rows}
