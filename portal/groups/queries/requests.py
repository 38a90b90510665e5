"""Requests for access: one's own, and those one is asked to answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from portal.access.clauses import my_membership
from portal.agencies.models import Membership, Person, Receiver
from portal.audit.events import Event
from portal.audit.record import About, about_group, shown
from portal.core.db import db
from portal.core.errors import Unseen
from portal.groups.models import AccessRequest, Group, PartnerSummary, RequestMatch, Share
from portal.groups.projections.lending import AskedLine, RequestPage
from portal.groups.queries.sharing import gateways
from portal.groups.rules import Purpose

MOST = 50


def requests_i_made() -> tuple[AskedLine, ...]:
    """The viewer's own requests, newest first.

    A group stands beside one only where its reference names a group in the viewer's own sight:
    nothing of the answer is read.
    """
    named = func.substring(func.upper(AccessRequest.about), "OCG-[0-9A-Z]{4}-[0-9A-Z]{4}")
    rows = db.session.execute(
        select(AccessRequest, Group.id)
        .outerjoin(Group, Group.reference == named)
        .where(AccessRequest.asked_by_id == my_membership())
        .order_by(AccessRequest.asked_at.desc(), AccessRequest.id)
        .limit(MOST)
    ).all()
    shown(Event.REQUESTS_SEEN, [About("access_request", row[0].id) for row in rows])
    return tuple(
        AskedLine(one.about, one.need, Purpose(one.purpose), one.asked_at, group_id)
        for one, group_id in rows
    )


def request_page(request_id: UUID) -> RequestPage:
    """A request, the group of the viewer's that it names, the gateways that would serve."""
    agency, lead = aliased(Receiver), aliased(Receiver)
    shared = exists().where(
        Share.group_id == RequestMatch.group_id,
        Share.agency_id == AccessRequest.agency_id,
        Share.state == "live",
        Share.given_at > AccessRequest.asked_at,
    )
    title = func.coalesce(PartnerSummary.operation_name, Group.reference)
    row: Any = db.session.execute(
        select(AccessRequest, RequestMatch, Person.name, agency, Group, title, lead.kind, shared)
        .join(RequestMatch, RequestMatch.request_id == AccessRequest.id)
        .outerjoin(Membership, Membership.id == AccessRequest.asked_by_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .outerjoin(agency, agency.id == AccessRequest.agency_id)
        .outerjoin(Group, Group.id == RequestMatch.group_id)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .outerjoin(lead, lead.id == Group.lead_agency_id)
        .where(AccessRequest.id == request_id)
    ).one_or_none()
    if row is None:
        raise Unseen
    asked, match, asker, place, group, name, lead_kind, is_shared = row
    about = [about_group(group.id, group.lead_agency_id)] if group is not None else []
    shown(Event.REQUEST_SEEN, [About("access_request", request_id, match.group_id), *about])
    return RequestPage(
        id=asked.id,
        about=asked.about,
        need=asked.need,
        purpose=Purpose(asked.purpose),
        asked_at=asked.asked_at,
        asker=asker or "Not in your view",
        agency_id=asked.agency_id,
        agency=place.name if place is not None else "Not in your view",
        group_id=match.group_id,
        group=name,
        gateways=tuple(one for one in gateways(lead_kind) if one.leads_to(place.kind))
        if name and place is not None
        else (),
        answer=match.answer,
        answered_at=match.answered_at,
        shared_since=is_shared,
    )
