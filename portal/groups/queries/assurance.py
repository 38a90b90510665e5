"""The lists of groups without a capable lead officer, and of officers with too many groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, select

from portal.agencies.models import Agency, Membership, Person
from portal.audit.events import Event
from portal.audit.record import about_group, shown
from portal.core import clock
from portal.core.db import db
from portal.groups.models import (
    Group,
    Limit,
    Officer,
    PartnerSummary,
    Training,
    WorkingRecord,
)
from portal.groups.projections.officers import Candidate, ListedGroup, OfficerLists
from portal.groups.queries.officers import is_live
from portal.groups.rules.triggers import Course

_LIVE = ("active", "dormant")


def officer_lists() -> OfficerLists:
    """Groups with no lead officer, an untrained one or one who left; officers with too many."""
    rows: Sequence[Any] = db.session.execute(
        select(
            Group,
            PartnerSummary.operation_name,
            Agency.name,
            Officer,
            Membership,
            Person,
            _named_elsewhere(),
        )
        .join(Agency, Agency.id == Group.lead_agency_id)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .outerjoin(Officer, and_(Officer.group_id == Group.id, Officer.duty == "lead", is_live))
        .outerjoin(Membership, Membership.id == Officer.membership_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .where(Group.status.in_(_LIVE))
        .order_by(Group.reference, Group.id)
    ).all()
    trained = _trained()
    limit = db.session.scalar(select(Limit.value).where(Limit.code == "caseload")) or 0
    shown(Event.OFFICER_LISTS_SEEN, [about_group(row[0].id, row[0].lead_agency_id) for row in rows])
    led = [row for row in rows if row[3] is not None]
    return OfficerLists(
        unled=tuple(
            _listed(row, "No lead officer") for row in rows if row[3] is None and not row[6]
        ),
        named=tuple(
            _listed(row, f"{row[6]} is named in the import")
            for row in rows
            if row[3] is None and row[6]
        ),
        untrained=tuple(
            _listed(row, f"{_name(row)} is not trained, or no longer")
            for row in led
            if _is_untrained(trained.get(row[3].membership_id))
        ),
        left=tuple(_listed(row, why) for row in led if (why := _why_left(row))),
        overloaded=_overloaded(led, trained, limit),
        limit=limit,
    )


def _named_elsewhere() -> Any:
    """Who the import names as lead officer, where nobody here ever was; else nothing."""
    was_led = select(Officer.id).where(Officer.group_id == Group.id, Officer.duty == "lead")
    named = select(WorkingRecord.lead_officer_name).where(
        WorkingRecord.group_id == Group.id, ~was_led.exists()
    )
    return func.coalesce(named.scalar_subquery(), "")


def unled_groups() -> tuple[ListedGroup, ...]:
    """The groups in sight that are worked on and that nobody leads."""
    is_led = (
        select(Officer.id)
        .where(Officer.group_id == Group.id, Officer.duty == "lead", is_live)
        .exists()
    )
    rows = db.session.execute(
        select(Group, PartnerSummary.operation_name, Agency.name)
        .join(Agency, Agency.id == Group.lead_agency_id)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .where(Group.status.in_(_LIVE), ~is_led, _named_elsewhere() == "")
        .order_by(Group.reference, Group.id)
    ).all()
    shown(Event.WORK_SEEN, [about_group(row[0].id, row[0].lead_agency_id) for row in rows])
    return tuple(_listed(row, "No lead officer") for row in rows)


def _listed(row: Any, why: str) -> ListedGroup:
    return ListedGroup(row[0].id, row[1] or row[0].reference, row[2], why)


def _name(row: Any) -> str:
    return row[5].name if row[5] is not None else "The lead officer"


def _is_untrained(until: date | None) -> bool:
    return until is None or until < clock.today()


def _why_left(row: Any) -> str:
    """Why the lead officer is no longer there; empty while they are."""
    membership, person = row[4], row[5]
    if membership is None or membership.ended_at is not None:
        return f"{_name(row)} has left the agency"
    if person is None or person.disabled_at is not None:
        return f"{_name(row)} may no longer sign in"
    if membership.vetting_until is not None and membership.vetting_until < clock.today():
        return f"{_name(row)}'s vetting has run out"
    return ""


def _trained() -> Mapping[UUID, date]:
    rows = db.session.execute(
        select(Training.membership_id, func.max(Training.expires_on))
        .where(Training.course == Course.LEAD_OFFICER.value)
        .group_by(Training.membership_id)
    )
    return {ident: until for ident, until in rows}  # noqa: C416 - rows are no pairs to dict()


def _overloaded(led: list[Any], trained: Mapping[UUID, date], limit: int) -> tuple[Candidate, ...]:
    counts = Counter(row[3].membership_id for row in led)
    names = {row[3].membership_id: (_name(row), row[2]) for row in led}
    return tuple(
        Candidate(ident, *names[ident], count, trained.get(ident))
        for ident, count in counts.most_common()
        if count > limit
    )
