"""Who holds which duty on a group, who could, and who was asked to lead."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Date, Text, Uuid, and_, column, func, or_, select
from sqlalchemy.orm import aliased

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import permits
from portal.agencies.models import Agency, Membership, Person, Receiver
from portal.audit.events import Event
from portal.audit.record import About, about_group, shown
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Unseen
from portal.groups.models import Group, Handover, Officer, WorkingRecord
from portal.groups.projections.officers import (
    AnswerPage,
    AssignPage,
    Candidate,
    OfferLine,
    OfferPage,
    OfficerLine,
    OfficersPage,
)
from portal.groups.queries.pages import group_header
from portal.groups.queries.triggers import NOBODY, days_since
from portal.groups.rules.status import Duty

is_live = or_(Officer.until.is_(None), Officer.until > func.now())
_DUTIES = list(Duty)
_NO_AGENCIES = ("board", "sharing circle", "platform operator")


def officers_page(group_id: UUID) -> OfficersPage:
    """The officers of a group now and before, the offers of its lead, and the clock."""
    header = group_header(group_id)
    may_assign, may_offer, mapped_on, contact = db.session.execute(
        select(
            permits(Group, Right.OFFICER_ASSIGN),
            permits(Group, Right.HANDOVER_OFFER),
            WorkingRecord.mapped_on,
            Agency.contact,
        )
        .select_from(Group)
        .join(Agency, Agency.id == Group.lead_agency_id)
        .outerjoin(WorkingRecord, WorkingRecord.group_id == Group.id)
        .where(Group.id == group_id)
    ).one()
    shown(Event.OFFICERS_SEEN, [about_group(group_id, header.lead_agency_id)])
    officers = _officers(group_id)
    return OfficersPage(
        header=header,
        officers=officers,
        offers=_offers(group_id),
        unled_for=_unled_for(officers, mapped_on),
        contact=contact,
        may_assign=may_assign,
        may_offer=may_offer,
    )


def _officers(group_id: UUID) -> tuple[OfficerLine, ...]:
    rows = db.session.execute(
        select(Officer, Person.name, Agency.name, is_live)
        .outerjoin(Membership, Membership.id == Officer.membership_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .where(Officer.group_id == group_id)
        .order_by(Officer.since, Officer.id)
    )
    lines = [
        OfficerLine(
            id=one.id,
            name=name or NOBODY,
            agency=agency or "",
            duty=Duty(one.duty),
            since=one.since,
            until=one.until,
            is_live=live,
        )
        for one, name, agency, live in rows
    ]
    return tuple(sorted(lines, key=lambda line: _DUTIES.index(line.duty)))


def _unled_for(officers: tuple[OfficerLine, ...], mapped_on: Any) -> int | None:
    """Days since the last lead officer, or since mapping if there never was one."""
    leads = [one for one in officers if one.duty is Duty.LEAD]
    if any(one.is_live for one in leads):
        return None
    ends = [one.until for one in leads if one.until is not None]
    if ends:
        return days_since(max(ends))
    return (clock.today() - mapped_on).days if mapped_on else 0


def _offers(group_id: UUID) -> tuple[OfferLine, ...]:
    giver, asked = aliased(Membership), aliased(Membership)
    gave, taker = aliased(Person), aliased(Person)
    rows = db.session.execute(
        select(Handover, taker.name, Receiver.name, gave.name)
        .outerjoin(asked, asked.id == Handover.to_membership_id)
        .outerjoin(taker, taker.id == asked.person_id)
        .outerjoin(Receiver, Receiver.id == Handover.to_agency_id)
        .outerjoin(giver, giver.id == Handover.offered_by_id)
        .outerjoin(gave, gave.id == giver.person_id)
        .where(Handover.group_id == group_id)
        .order_by(Handover.offered_at.desc(), Handover.id)
        .limit(20)
    )
    return tuple(
        OfferLine(
            id=one.id,
            to=person or agency or NOBODY,
            offered_at=one.offered_at,
            offered_by=by or NOBODY,
            waits=days_since(one.offered_at),
            state=one.state,
            answer=one.answer,
            residual_until=one.residual_until,
        )
        for one, person, agency, by in rows
    )


def candidates(group_id: UUID, duty: Duty) -> tuple[Candidate, ...]:
    """Who could take a duty; the database answers those alone who may give or hand it over."""
    found = func.groups.candidates(group_id, duty.value).table_valued(
        column("membership", Uuid()),
        column("person", Text()),
        column("agency", Uuid()),
        column("place", Text()),
        column("caseload", BigInteger()),
        column("trained_until", Date()),
    )
    rows = db.session.execute(select(found))
    return tuple(
        Candidate(ident, name, place, caseload, trained)
        for ident, name, _, place, caseload, trained in rows
    )


def assign_page(group_id: UUID) -> AssignPage:
    """Who could be deputy, senior officer or analyst of a group, and who holds a duty."""
    header = group_header(group_id)
    shown(Event.OFFICERS_SEEN, [about_group(group_id, header.lead_agency_id)])
    offered = tuple(
        (duty, one)
        for duty in (Duty.DEPUTY, Duty.SENIOR, Duty.ANALYST)
        for one in candidates(group_id, duty)
    )
    live = tuple(one for one in _officers(group_id) if one.is_live and one.duty is not Duty.LEAD)
    return AssignPage(header, offered, live)


def offer_page(group_id: UUID) -> OfferPage:
    """To whom the lead of a group could be offered."""
    header = group_header(group_id)
    shown(Event.OFFICERS_SEEN, [about_group(group_id, header.lead_agency_id)])
    rows = db.session.execute(
        select(Receiver.id, Receiver.name)
        .where(
            Receiver.is_active,
            Receiver.kind.not_in(_NO_AGENCIES),
            Receiver.id != header.lead_agency_id,
        )
        .order_by(Receiver.name, Receiver.id)
    )
    holder = next(
        (one.name for one in _officers(group_id) if one.is_live and one.duty is Duty.LEAD), None
    )
    agencies = tuple((ident, name) for ident, name in rows)
    return OfferPage(header, candidates(group_id, Duty.LEAD), agencies, holder)


def answer_page(handover_id: UUID) -> AnswerPage:
    """An offer of the lead, for the one who is asked."""
    row = db.session.execute(
        select(Handover, Person.name)
        .outerjoin(Membership, Membership.id == Handover.offered_by_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .where(Handover.id == handover_id)
    ).one_or_none()
    if row is None:
        raise Unseen
    one, giver = row
    shown(Event.HANDOVER_SEEN, [About("handover", one.id, one.group_id, None)])
    return AnswerPage(
        id=one.id,
        group_reference=one.group_reference,
        note=one.note,
        offered_at=one.offered_at,
        offered_by=giver or NOBODY,
        waits=days_since(one.offered_at),
        state=one.state,
        to_my_agency=one.to_agency_id is not None,
    )


def offers_to_me() -> tuple[tuple[UUID, str, int], ...]:
    """The offers that wait for the viewer's answer: id, reference, days."""
    viewer = current_viewer()
    rows = db.session.scalars(
        select(Handover)
        .where(
            Handover.state == "offered",
            or_(
                Handover.to_membership_id == viewer.membership_id,
                and_(
                    Handover.to_agency_id == viewer.agency_id,
                    Handover.offered_by_id != viewer.membership_id,
                ),
            ),
        )
        .order_by(Handover.offered_at, Handover.id)
    ).all()
    shown(Event.WORK_SEEN, [About("handover", one.id, one.group_id, None) for one in rows])
    return tuple((one.id, one.group_reference, days_since(one.offered_at)) for one in rows)
