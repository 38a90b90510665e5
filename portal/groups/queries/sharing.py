"""Who holds a group: its shares, its circle, and to whom it could be given."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Select,
    Text,
    Uuid,
    and_,
    column,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from portal.access.models import SharedView, ViewVersion
from portal.access.policy import Right
from portal.access.sight import permits
from portal.access.viewer import Role, Section, View
from portal.agencies.models import (
    Agency,
    Agreement,
    Gateway,
    Membership,
    Person,
    Receiver,
)  # fmt: skip
from portal.agencies.rules import ANY, OFFERED, AgreementState, GatewayState
from portal.audit.events import Event
from portal.audit.record import about_group, shown
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Unseen
from portal.core.paging import SIZE, Page, expect_page
from portal.groups.models import Copy, Group, Share
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
    ViewChoice,
)
from portal.groups.projections.sharing import Receiver as ReceiverChoice
from portal.groups.queries.glass import glass_of
from portal.groups.queries.pages import group_header
from portal.groups.rules import Purpose, last_day, latest_share_end

_UNNAMED = "Another partner"
_DUTIES = {
    "LRO": "lead responsible officer",
    "SRO": "senior responsible officer",
    "ANA": "analyst on this group",
    "FORMER": "former lead officer, reading for a time",
}


def is_live() -> ColumnElement[bool]:
    """Whether a share holds now, by the database's clock."""
    return and_(Share.state == "live", Share.revoked_at.is_(None), Share.until > func.now())


def opened() -> ColumnElement[int]:
    """What a share opens: what its version and every one that went live since have in common."""
    mine, since = aliased(ViewVersion), aliased(ViewVersion)
    return (
        select(func.bit_and(since.sections))
        .join(mine, and_(mine.view_id == since.view_id, mine.number <= since.number))
        .where(mine.id == Share.view_version_id, since.state.in_(["live", "retired"]))
        .correlate(Share)
        .scalar_subquery()
    )


def lines() -> Select[Any]:
    """Shares with the names of what they were made of; a name out of sight comes as null."""
    newer = aliased(Share)
    was_renewed = exists().where(newer.renewed_from_id == Share.id, newer.state == "live")
    theirs, whose, where = aliased(Membership), aliased(Person), aliased(Agency)
    columns: list[Any] = [Share, Receiver, Gateway.name, Agreement, Person.name, is_live()]
    columns += [func.concat_ws(", ", whose.name, where.name), opened()]
    columns += [was_renewed, permits(Share, Right.SHARE_APPROVE)]
    return (
        select(*columns)
        .outerjoin(
            Receiver,
            Receiver.id == func.coalesce(Share.agency_id, Share.board_id, Share.circle_id),
        )
        .outerjoin(theirs, theirs.id == Share.membership_id)
        .outerjoin(whose, whose.id == theirs.person_id)
        .outerjoin(where, where.id == theirs.agency_id)
        .outerjoin(Gateway, Gateway.id == Share.gateway_id)
        .outerjoin(Agreement, Agreement.id == Share.agreement_id)
        .outerjoin(Membership, Membership.id == Share.given_by_id)
        .outerjoin(Person, Person.id == Membership.person_id)
    )


def _stopped(group_id: UUID) -> set[UUID]:
    """Shares that ended before their own end, because what they rest on ended."""
    stopped = func.groups.stopped(group_id).table_valued(column("share_id", Uuid()))
    return set(db.session.scalars(select(stopped.c.share_id)))


def line(row: Any, stopped: Collection[UUID] = ()) -> ShareLine:
    """One share as a page tells it, from a row of ``lines``."""
    share, receiver, gateway, agreement, giver, live, person, told, *rest = row
    was_renewed, may_approve = rest
    name = receiver.name if receiver else person or _UNNAMED
    sections = Section(told) if told is not None else None
    is_circle = share.circle_id is not None
    until = last_day(share.until)
    return ShareLine(
        id=share.id,
        sight=Sight(name, share.board_id is not None, View(share.view), until, sections, is_circle),
        purpose=Purpose(share.purpose),
        gateway=gateway or "Not in your view",
        agreement=f"{agreement.reference}: {agreement.title}" if agreement else "Not in your view",
        given_at=share.given_at,
        given_by=giver or "Not in your view",
        ended_at=share.revoked_at or share.until,
        was_revoked=share.revoked_at is not None,
        is_live=live and share.id not in stopped,
        has_stopped=share.id in stopped,
        state=share.state,
        was_renewed=was_renewed,
        may_approve=may_approve,
        declined_because=share.declined_because,
        conditions=share.conditions,
        needs_approval=share.needs_approval,
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
        lines()
        .where(Share.group_id == group_id)
        .order_by(is_live().desc(), Share.given_at.desc(), Share.id)
        .limit(SIZE)
        .offset(offset)
    )
    stopped = _stopped(group_id)
    page = Page(tuple(line(row, stopped) for row in rows), number, total)
    shown(Event.SHARING_SEEN, [about_group(header.id, header.lead_agency_id)])
    return SharingPage(header, page, _circle(group_id), may_share, glass_of(group_id))


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
        views=_views(),
        gateways=gateways(lead_kind),
        agreements=_agreements(header),
        latest_end=latest_share_end(today),
    )


def _views() -> tuple[ViewChoice, ...]:
    rows = db.session.execute(
        select(ViewVersion, SharedView.name)
        .join(SharedView, SharedView.id == ViewVersion.view_id)
        .where(ViewVersion.state == "live")
        .order_by(ViewVersion.view, SharedView.code, ViewVersion.id)
    )
    return tuple(
        ViewChoice(View(one.view), name, one.id, Section(one.sections)) for one, name in rows
    )


def cascade_adds(group_id: UUID, agency_id: UUID) -> tuple[str, ...]:
    """The agencies below this one, by name: whom a share that cascades adds."""
    added = func.groups.cascade_adds(group_id, agency_id).table_valued(column("name", Text()))
    return tuple(db.session.scalars(select(added)))


def gateways(lead_kind: str) -> tuple[GatewayChoice, ...]:
    """The gateways in use that lead from this kind of agency."""
    rows = db.session.scalars(
        select(Gateway)
        .where(
            Gateway.from_kind.in_([ANY, lead_kind]),
            Gateway.state.in_([one.value for one in OFFERED]),
            or_(Gateway.expires_on.is_(None), Gateway.expires_on >= clock.today()),
        )
        .order_by(Gateway.name, Gateway.id)
    )
    return tuple(
        GatewayChoice(
            id=one.id,
            name=one.name,
            to_kind=one.to_kind,
            conditions=one.conditions,
            offence_warning=one.offence_warning,
            state=GatewayState(one.state),
        )
        for one in rows
    )


def _agreements(header: GroupHeader) -> tuple[AgreementChoice, ...]:
    today, lead = clock.today(), header.lead_agency_id
    rows = db.session.scalars(
        select(Agreement)
        .where(
            Agreement.state == AgreementState.LIVE.value,
            Agreement.starts_on <= today,
            Agreement.ends_on >= today,
            func.agencies.agreement_covers(Agreement.id, lead, lead, type_=Boolean()),
        )
        .order_by(Agreement.reference, Agreement.id)
    )
    return tuple(AgreementChoice(one.id, one.reference, one.title, one.ends_on) for one in rows)


def revoke_page(share_id: UUID) -> RevokePage:
    """A share as it stands, for the one who may revoke it."""
    row = db.session.execute(lines().where(Share.id == share_id)).one_or_none()
    if row is None:
        raise Unseen
    header = group_header(row[0].group_id)
    shown(Event.SHARING_SEEN, [about_group(header.id, header.lead_agency_id)])
    copies = db.session.scalar(select(func.count()).where(is_copy_under(row[0])))
    return RevokePage(header, line(row), copies or 0)


def is_copy_under(share: Share) -> ColumnElement[bool]:
    """Whether a copy that is not yet recalled was taken by the share, or by one it renewed."""
    other = aliased(Share)
    recipient = coalesced(other) == (
        share.agency_id or share.board_id or share.circle_id or share.membership_id
    )
    theirs = select(other.id).where(other.group_id == share.group_id, recipient)
    return and_(Copy.share_id.in_(theirs), Copy.recalled_at.is_(None))


def name_of_recipient() -> ColumnElement[str]:
    """To whom a share was made, as far as the viewer may know the name; null where not."""
    person = (
        select(func.concat_ws(", ", Person.name, Agency.name))
        .select_from(Membership)
        .join(Person, Person.id == Membership.person_id)
        .join(Agency, Agency.id == Membership.agency_id)
        .where(Membership.id == Share.membership_id)
        .correlate(Share)
        .scalar_subquery()
    )
    receiver = (
        select(Receiver.name)
        .where(Receiver.id == func.coalesce(Share.agency_id, Share.board_id, Share.circle_id))
        .correlate(Share)
        .scalar_subquery()
    )
    return func.coalesce(receiver, person)


def coalesced(share: type[Share]) -> ColumnElement[Any]:
    """The recipient of a share, of whichever kind."""
    return func.coalesce(share.agency_id, share.board_id, share.circle_id, share.membership_id)
