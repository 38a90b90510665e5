"""The circle of a group: to whom it is given at the lead view from its first day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access.models import DutyRecipient, Given
from portal.access.viewer import Role, View
from portal.agencies.models import Agency, Duty, Membership, Person
from portal.cli.load.writing.work import POLICE, Values, Work

Officers = dict[tuple[UUID, str], list[UUID]]


@dataclass(frozen=True, slots=True)
class Led:
    """A group and its leads, as the circle depends on them."""

    id: UUID
    lead_agency_id: UUID
    lead_officer: str | None


def give(work: Work, groups: Sequence[Led]) -> None:
    """Give each group to its lead officer, its lead agency and the standing duties."""
    duties = _duties(work.session)
    police = set(work.session.scalars(select(Agency.id).where(Agency.kind == POLICE)))
    officers = lead_officers(work.session)
    force, region = work.force(), work.region()
    rows: list[Values] = []
    for group in groups:
        for recipient, via in _recipients(group, police, duties, force, region):
            rows.append(given(work, group, recipient, via))
        named = officers.get((group.lead_agency_id, _key(group.lead_officer)), [])
        if len(named) == 1:  # two of one name are nobody: a person must say which
            rows.append(given(work, group, named[0], "LRO"))
    work.insert(Given, rows)


def given(work: Work, group: Led, recipient: UUID, via: str) -> Values:
    """A standing grant of the lead view."""
    return {
        "id": uuid4(),
        "group_id": group.id,
        "from_agency_id": group.lead_agency_id,
        "recipient_id": recipient,
        "view": View.FULL.value,
        "via": via,
        "share_id": None,
        "valid_from": work.moment,
        "valid_until": None,
        "revoked_at": None,
    }


LEADING = (Role.LRO.value, Role.PRA.value)
"""Who may be named to lead a group: an officer of the force, or a partner's practitioner."""


def lead_officers(session: Session) -> Officers:
    """The memberships that may lead a group, by agency and name."""
    rows = session.execute(
        select(Membership.agency_id, Person.name, Membership.id)
        .join(Person, Person.id == Membership.person_id)
        .join(Duty, Duty.membership_id == Membership.id)
        .where(Duty.role.in_(LEADING), Membership.ended_at.is_(None))
        .distinct()
    )
    found: Officers = defaultdict(list)
    for agency_id, name, membership_id in rows:
        found[agency_id, _key(name)].append(membership_id)
    return found


def _recipients(
    group: Led,
    police: Iterable[UUID],
    duties: dict[tuple[UUID, str], UUID],
    force: UUID,
    region: UUID | None,
) -> Iterator[tuple[UUID, str]]:
    wanted = [(force, Role.COO, "STANDING"), (force, Role.SCR, "STANDING")]
    if region is not None:
        wanted.append((region, Role.SCO, "STANDING"))
    if group.lead_agency_id not in police:
        wanted += [(group.lead_agency_id, role, "LEAD") for role in (Role.PRA, Role.SPC)]
    elif group.lead_agency_id != force:
        wanted += [(group.lead_agency_id, role, "STANDING") for role in (Role.COO, Role.SCR)]
    for agency_id, role, via in wanted:
        if recipient := duties.get((agency_id, role.value)):
            yield recipient, via


def _duties(session: Session) -> dict[tuple[UUID, str], UUID]:
    rows = session.execute(select(DutyRecipient.agency_id, DutyRecipient.role, DutyRecipient.id))
    return {(agency_id, role): key for agency_id, role, key in rows}


def _key(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()
