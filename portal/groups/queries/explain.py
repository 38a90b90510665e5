"""Who can see a group, by which path; and what somebody would need to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    DateTime,
    SmallInteger,
    Text,
    Uuid,
    and_,
    column,
    func,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import aliased

from portal.access.models import Denial
from portal.access.policy import Right, Step
from portal.access.sight import fetch, permits
from portal.access.viewer import Role, View
from portal.agencies.models import Agency, Membership, Person
from portal.audit.events import Event
from portal.audit.record import about_group, shown
from portal.core.db import db
from portal.core.errors import NotAllowed, Unseen
from portal.groups.models import Group
from portal.groups.projections.explain import (
    BARS,
    DenialLine,
    ExplainPage,
    PathLine,
    Verdict,
)
from portal.groups.projections.pages import GroupHeader
from portal.groups.projections.whom import Whom
from portal.groups.queries.pages import group_header
from portal.groups.rules import Marking

_HIDDEN = "Not in your view"
_COLUMNS: dict[str, Any] = {
    "via": Text(), "kind": Text(), "name": Text(), "agency": Text(), "role": Text(),
    "view": SmallInteger(), "sections": SmallInteger(), "share_id": Uuid(), "given_by": Text(),
    "approved_by": Text(), "starts_at": DateTime(timezone=True),
    "until": DateTime(timezone=True), "asks_acceptance": Boolean(), "bar": Text(),
}  # fmt: skip
_BY_DUTY = {
    "LRO": "Duty: lead responsible officer",
    "SRO": "Duty: senior responsible officer",
    "ANA": "Duty: analyst on this group",
    "LEAD": "Standing of the lead agency",
    "STANDING": "Standing of a role",
    "GLASS": "Break-glass",
}
_BY_SHARE = {
    "agency": "Share with the agency",
    "family": "Share with the agencies below it",
    "board": "Share with the board",
    "sharing circle": "Share with the circle",
    "person": "Share with the person",
}


def explain_page(group_id: UUID) -> ExplainPage:
    """Every path by which the group is read, who is shut out, and the order in force."""
    header = group_header(group_id)
    shown(Event.EXPLANATION_SEEN, [about_group(header.id, header.lead_agency_id)])
    columns = [column(name, kind) for name, kind in _COLUMNS.items()]
    rows = db.session.execute(select(func.access.explain(group_id).table_valued(*columns)))
    may_change = db.session.scalar(
        select(permits(Group, Right.DENIAL_WRITE)).where(Group.id == group_id)
    )
    return ExplainPage(
        header, tuple(_path(row) for row in rows), _denials(group_id), bool(may_change)
    )


def _path(row: Any) -> PathLine:
    is_share = row.via == "SHARE"
    who = row.name or _HIDDEN
    if row.kind == "duty":
        who = f"Everyone with the role {Role(row.role).label}, {row.agency}"
    elif row.kind == "person":
        who = f"{row.name}, {row.agency}"
    return PathLine(
        path=_BY_SHARE.get(row.kind, "Share") if is_share else _BY_DUTY[row.via],
        who=who,
        view=View(row.view),
        given_by=row.given_by or "",
        approved_by=row.approved_by or "",
        starts_at=row.starts_at,
        until=row.until,
        share_id=row.share_id,
        asks_acceptance=row.asks_acceptance,
        bar=BARS[row.bar],
    )


def _denials(group_id: UUID) -> tuple[DenialLine, ...]:
    """Those who are shut out now."""
    is_live = or_(Denial.until.is_(None), Denial.until > func.now())
    rows = _denial_rows(and_(Denial.group_id == group_id, Denial.ended_at.is_(None), is_live))
    return tuple(_denial(row) for row in rows)


def denial_page(denial_id: UUID) -> tuple[GroupHeader, DenialLine]:
    """One who is shut out, for whoever may let them back."""
    rows = _denial_rows(Denial.id == denial_id)
    if not rows:
        raise Unseen
    header = group_header(rows[0][0].group_id)
    shown(Event.EXPLANATION_SEEN, [about_group(header.id, header.lead_agency_id)])
    return header, _denial(rows[0])


def _denial_rows(wanted: ColumnElement[bool]) -> Sequence[Any]:
    denied, giver, giving = aliased(Person), aliased(Person), aliased(Membership)
    return db.session.execute(
        select(Denial, Agency.name, denied.name, giver.name)
        .outerjoin(Membership, Membership.id == Denial.membership_id)
        .outerjoin(denied, denied.id == Membership.person_id)
        .outerjoin(Agency, Agency.id == func.coalesce(Denial.agency_id, Membership.agency_id))
        .outerjoin(giving, giving.id == Denial.given_by_id)
        .outerjoin(giver, giver.id == giving.person_id)
        .where(wanted)
        .order_by(Denial.starts_at.desc(), Denial.id)
    ).all()


def _denial(found: Any) -> DenialLine:
    row, agency, person, given_by = found
    return DenialLine(
        id=row.id,
        who=", ".join(filter(None, (person, agency))) or _HIDDEN,
        reason=row.reason,
        given_by=given_by or _HIDDEN,
        starts_at=row.starts_at,
        until=row.until,
    )


def verdict(group_id: UUID, whom: Whom) -> Verdict:
    """What each step of the order says of this recipient and the group."""
    group = fetch(Group, group_id, Right.GROUP_SHARE)
    told = db.session.scalar(select(func.access.verdict(group_id, whom.id, type_=JSONB())))
    if told is None:
        raise NotAllowed
    shown(
        Event.VERDICT_SEEN,
        [about_group(group.id, group.lead_agency_id)],
        recipient_id=str(whom.id),
        recipient=whom.name,
    )
    return Verdict(
        passed={step: bool(told[step.name.lower()]) for step in Step},
        view=View(told["view"]) if told["view"] else None,
        marking=Marking(told["marking"]).label,
    )
