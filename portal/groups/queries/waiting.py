"""Everything about shares that waits for the viewer, in one statement."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from portal.access.policy import Right
from portal.access.sight import permits
from portal.agencies.models import Agency
from portal.audit.events import Event
from portal.audit.record import About, shown
from portal.core.db import db
from portal.groups.models import (
    AccessRequest,
    Copy,
    Correction,
    Destruction,
    Group,
    PartnerSummary,
    RequestMatch,
    Share,
)
from portal.groups.projections.lending import Waiting
from portal.groups.queries.sharing import is_live, name_of_recipient

SOON = timedelta(days=30)
"""How long before its end a share is put before those who may renew it."""
MOST = 40
_title = func.coalesce(PartnerSummary.operation_name, Group.reference)
_name = func.coalesce(name_of_recipient(), "a named person")


def _shares(kind: str, at: Any, *rules: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(literal(kind), Share.id, _title, _name, at)
        .select_from(Share)
        .join(Group, Group.id == Share.group_id)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .where(*rules)
    )


def waiting() -> tuple[Waiting, ...]:
    """What waits: the soonest and the oldest first, at most ``MOST`` of all kinds."""
    newer = aliased(Share)
    renewed = exists().where(newer.renewed_from_id == Share.id, newer.state == "awaiting")
    to_accept = func.access.to_accept().table_valued("share_id", "lender", "until")
    destroyed = exists().where(Destruction.copy_id == Copy.id)
    shared = exists().where(
        newer.group_id == RequestMatch.group_id,
        newer.agency_id == AccessRequest.agency_id,
        newer.state == "live",
        newer.given_at > AccessRequest.asked_at,
    )
    parts: list[Select[*tuple[Any, ...]]] = [
        _shares(
            "approve", Share.given_at, Share.state == "awaiting", Share.revoked_at.is_(None),
            Share.until > func.now(), permits(Share, Right.SHARE_APPROVE),
        ),
        _shares(
            "renew", Share.until, is_live(), Share.until < func.now() + SOON, ~renewed,
            permits(Share, Right.SHARE_RENEW),
        ),
        select(
            literal("accept"), to_accept.c.share_id, to_accept.c.lender, literal(""),
            to_accept.c.until,
        ),
        select(literal("destroy"), Copy.id, Copy.reference, Copy.what, Copy.recalled_at).where(
            Copy.recalled_at.is_not(None), ~destroyed, permits(Copy, Right.COPY_CONFIRM)
        ),
        select(
            literal("correction"), Correction.id, Correction.reference, Correction.lender,
            Correction.sent_at,
        ).where(
            Correction.acknowledged_at.is_(None), permits(Correction, Right.CORRECTION_ACKNOWLEDGE)
        ),
        select(
            literal("request"), AccessRequest.id, func.coalesce(Agency.name, "An agency"),
            func.coalesce(_title, "matches no group"), AccessRequest.asked_at,
        )
        .join(RequestMatch, RequestMatch.request_id == AccessRequest.id)
        .outerjoin(Group, Group.id == RequestMatch.group_id)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .outerjoin(Agency, Agency.id == AccessRequest.agency_id)
        .where(
            RequestMatch.answered_at.is_(None),
            or_(RequestMatch.group_id.is_(None), and_(~shared)),
        ),
    ]  # fmt: skip
    every = union_all(*parts).subquery()
    kind, ident, text, note, at = every.c
    rows = db.session.execute(select(kind, ident, text, note, at).order_by(at, ident).limit(MOST))
    lines = tuple(Waiting(*row) for row in rows)
    shown(Event.WORK_SEEN, [About(one.kind, one.id) for one in lines])
    return lines
