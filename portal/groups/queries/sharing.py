"""Who holds a group: its shares, its circle, and to whom it could be given."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Text, and_, column, exists, func, or_, select

from portal.access.policy import Right
from portal.access.sight import permits
from portal.access.viewer import Role, View
from portal.agencies.models import (
    Agreement,
    AgreementParty,
    Gateway,
    Membership,
    Person,
    Receiver,
)  # fmt: skip
from portal.audit.events import Event
from portal.audit.record import about_group, shown
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Unseen
from portal.core.paging import SIZE, Page, expect_page
from portal.groups.models import Group, Share
from portal.groups.projections.pages import GroupHeader
from portal.groups.projections.sharing import (
    AgreementChoice,
    CircleLine,
    GatewayChoice,
    RevokePage,
    ShareLine,
    SharePage,
    SharingPage,
    Sight,
)
from portal.groups.projections.sharing import Receiver as ReceiverChoice
from portal.groups.queries.pages import group_header
from portal.groups.rules import Purpose, last_day, latest_share_end

_UNNAMED = "Another partner"
_DUTIES = {
    "LRO": "lead responsible officer",
    "SRO": "senior responsible officer",
    "ANA": "analyst on this group",
}


def is_live() -> ColumnElement[bool]:
    """Whether a share holds now, by the database's clock."""
    return and_(Share.revoked_at.is_(None), Share.until > func.now())


def _lines() -> Select[Any]:
    """Shares with the names of what they were made of; a name out of sight comes as null."""
    columns: list[Any] = [Share, Receiver, Gateway.name, Agreement, Person.name, is_live()]
    return (
        select(*columns)
        .outerjoin(Receiver, Receiver.id == func.coalesce(Share.agency_id, Share.board_id))
        .outerjoin(Gateway, Gateway.id == Share.gateway_id)
        .outerjoin(Agreement, Agreement.id == Share.agreement_id)
        .outerjoin(Membership, Membership.id == Share.given_by_id)
        .outerjoin(Person, Person.id == Membership.person_id)
    )


def _line(row: Any) -> ShareLine:
    share, receiver, gateway, agreement, giver, live = row
    name = receiver.name if receiver else _UNNAMED
    until = last_day(share.until)
    return ShareLine(
        id=share.id,
        sight=Sight(name, share.board_id is not None, View(share.view), until),
        purpose=Purpose(share.purpose),
        gateway=gateway or "Not in your view",
        agreement=f"{agreement.reference}: {agreement.title}" if agreement else "Not in your view",
        given_at=share.given_at,
        given_by=giver or "Not in your view",
        ended_at=share.revoked_at or share.until,
        was_revoked=share.revoked_at is not None,
        is_live=live,
    )


def sharing_page(group_id: UUID, number: int) -> SharingPage:
    """Who sees a group: the shares, those that hold first, and the circle."""
    header = group_header(group_id)
    total, may_share = db.session.execute(
        select(
            select(func.count()).where(Share.group_id == Group.id).scalar_subquery(),
            permits(Group, Right.GROUP_SHARE),
        ).where(Group.id == group_id)
    ).one()
    offset = expect_page(number, total)
    rows = db.session.execute(
        _lines()
        .where(Share.group_id == group_id)
        .order_by(is_live().desc(), Share.given_at.desc(), Share.id)
        .limit(SIZE)
        .offset(offset)
    )
    page = Page(tuple(_line(row) for row in rows), number, total)
    shown(Event.SHARING_SEEN, [about_group(header.id, header.lead_agency_id)])
    return SharingPage(header, page, _circle(group_id), may_share)


def _circle(group_id: UUID) -> tuple[CircleLine, ...]:
    """Who holds the group by duty; the database answers those alone who hold the lead view."""
    names = [column(name, Text()) for name in ("via", "person", "role", "agency")]
    rows = db.session.execute(select(func.access.circle(group_id).table_valued(*names)))
    return tuple(
        CircleLine(
            who=person or "Everyone with the role",
            agency=agency,
            duty=Role(role).label if role else _DUTIES[via].capitalize(),
        )
        for via, person, role, agency in rows
    )


def share_page(group_id: UUID) -> SharePage:
    """What a share of the group can be made of: receivers, gateways, agreements in date."""
    header = group_header(group_id)
    shown(Event.SHARING_SEEN, [about_group(header.id, header.lead_agency_id)])
    receivers = db.session.scalars(
        select(Receiver)
        .where(or_(Receiver.is_active, Receiver.id == header.lead_agency_id))
        .order_by(Receiver.name, Receiver.id)
    ).all()
    lead_kind = next((one.kind for one in receivers if one.id == header.lead_agency_id), "")
    today = clock.today()
    return SharePage(
        header=header,
        receivers=tuple(
            ReceiverChoice(one.id, one.name, one.kind)
            for one in receivers
            if one.id != header.lead_agency_id
        ),
        gateways=_gateways(lead_kind),
        agreements=_agreements(header),
        latest_end=latest_share_end(today),
    )


def _gateways(lead_kind: str) -> tuple[GatewayChoice, ...]:
    rows = db.session.scalars(
        select(Gateway)
        .where(Gateway.from_kind.in_(["any", lead_kind]))
        .order_by(Gateway.name, Gateway.id)
    )
    return tuple(GatewayChoice(one.id, one.name) for one in rows)


def _agreements(header: GroupHeader) -> tuple[AgreementChoice, ...]:
    today = clock.today()
    signed = exists().where(
        AgreementParty.agreement_id == Agreement.id,
        AgreementParty.agency_id == header.lead_agency_id,
    )
    rows = db.session.scalars(
        select(Agreement)
        .where(signed, Agreement.starts_on <= today, Agreement.ends_on >= today)
        .order_by(Agreement.reference, Agreement.id)
    )
    return tuple(AgreementChoice(one.id, one.reference, one.title, one.ends_on) for one in rows)


def revoke_page(share_id: UUID) -> RevokePage:
    """A share as it stands, for the one who may revoke it."""
    row = db.session.execute(_lines().where(Share.id == share_id)).one_or_none()
    if row is None:
        raise Unseen
    header = group_header(row[0].group_id)
    shown(Event.SHARING_SEEN, [about_group(header.id, header.lead_agency_id)])
    return RevokePage(header, _line(row))
