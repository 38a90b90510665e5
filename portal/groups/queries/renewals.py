"""Agreements to renew: for those who keep them, and for those whose shares hang on them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from portal.access.entry import current_viewer
from portal.access.policy import HELD, Standing
from portal.agencies.models import Agency, Agreement, Receiver
from portal.agencies.rules import AgreementState, days_left, due_by
from portal.audit.events import Event
from portal.audit.record import About, shown
from portal.core import clock
from portal.core.db import db
from portal.groups.models import Group, PartnerSummary, Share
from portal.groups.projections.basis import RenewalLine, Stopping

_MOST = 100
"""How many agreements the list shows, those that end soonest first."""


def to_renew() -> list[RenewalLine]:
    """Live agreements that are due or lapsed, of which the viewer is one who must see to it."""
    viewer, today = current_viewer(), clock.today()
    newer = aliased(Agreement)
    rows = db.session.execute(
        select(Agreement, Agency.name)
        .outerjoin(Agency, Agency.id == Agreement.owner_agency_id)
        .where(
            Agreement.state == AgreementState.LIVE.value,
            Agreement.ends_on <= due_by(today),
            ~select(newer.id)
            .where(
                newer.lineage_id == Agreement.lineage_id,
                newer.state == AgreementState.LIVE.value,
                newer.version > Agreement.version,
            )
            .exists(),
        )
        .order_by(Agreement.ends_on, Agreement.reference, Agreement.id)
        .limit(_MOST)
    ).all()
    hanging = _shares([row.lineage_id for row, _ in rows]) if rows else {}
    keeps = viewer.holds(*HELD[Standing.DRAFTER])
    return [
        RenewalLine(
            id=row.id,
            name=f"{row.reference}, version {row.version}",
            title=row.title,
            ends_on=row.ends_on,
            days_left=days_left(row.ends_on, today),
            owner=owner or "An agency not in your view",
            is_ours=row.owner_agency_id == viewer.agency_id,
            shares=tuple(hanging.get(row.lineage_id, ())),
        )
        for row, owner in rows
        if (keeps and row.owner_agency_id == viewer.agency_id) or hanging.get(row.lineage_id)
    ]


def renewals_page() -> list[RenewalLine]:
    """The list as a page of its own, on the record."""
    lines = to_renew()
    shown(Event.RENEWALS_SEEN, [About("agreement", one.id) for one in lines])
    return lines


def _shares(lineages: list[UUID]) -> dict[UUID, list[Stopping]]:
    """The shares in sight under these agreements, of groups that the viewer's view holds."""
    version = aliased(Agreement)
    recipient: Any = func.coalesce(Share.agency_id, Share.board_id, Share.circle_id)
    rows = db.session.execute(
        select(
            version.lineage_id,
            Group.id,
            func.coalesce(PartnerSummary.operation_name, Group.reference),
            func.coalesce(Receiver.name, "One person"),
        )
        .select_from(Share)
        .join(version, version.id == Share.agreement_id)
        .join(Group, Group.id == Share.group_id)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .outerjoin(Receiver, Receiver.id == recipient)
        .where(
            version.lineage_id.in_(lineages),
            Share.state == "live",
            Share.revoked_at.is_(None),
            Share.until > func.now(),
        )
        .order_by(Group.reference, Group.id, Receiver.name, Share.id)
    )
    found: dict[UUID, list[Stopping]] = defaultdict(list)
    for lineage, group_id, group, name in rows:
        found[lineage].append(Stopping(group_id, group, name))
    return found
