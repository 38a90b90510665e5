"""The totals that the demonstration's coordinator has published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from portal.agencies.models import Membership, Person
from portal.audit.events import Event
from portal.cli.recording import record
from portal.groups.models import Grading, Group, Involvement, Nominal
from portal.groups.rules import Area, Band, GroupStatus, NominalStatus, is_high_risk
from portal.profiles.models import PublishedTotal
from portal.profiles.rules import Counted, to_publish

_PUBLISHER = "coordinator@nottspol.example"
_HIGH_RISK = [band.value for band in Band if is_high_risk(band)]


def publish(session: Session, today: date) -> None:
    """Publish the totals as the statistics page counts them, small ones withheld."""
    by = session.scalars(
        select(Membership)
        .join(Person, Person.id == Membership.person_id)
        .where(Person.email == _PUBLISHER)
    ).one()
    moment = session.scalars(select(func.now())).one()
    session.add_all(
        PublishedTotal(
            id=uuid4(),
            published_at=moment,
            published_by_id=by.id,
            as_at=today,
            measure=one.measure.value,
            area=one.area,
            value=one.value,
            withheld=one.withheld,
        )
        for one in to_publish(_counted(session, Area.CITY), _counted(session, Area.COUNTY))
    )
    record(session, Event.TOTALS_PUBLISHED, by=(by.id, by.agency_id), as_at=today.isoformat())


def _counted(session: Session, area: Area) -> Counted:
    bands: Iterable[str] = session.scalars(
        select(Grading.band)
        .join(Group, Group.id == Grading.group_id)
        .where(Group.status == GroupStatus.ACTIVE.value, Group.area == area.value)
    )
    groups = list(bands)
    in_high_risk = exists().where(
        Involvement.nominal_id == Nominal.id,
        Grading.group_id == Involvement.group_id,
        Group.id == Involvement.group_id,
        Group.status == GroupStatus.ACTIVE.value,
        Grading.band.in_(_HIGH_RISK),
    )
    people = select(func.count()).where(
        Nominal.status == NominalStatus.ACTIVE.value, Nominal.home_area == area.value
    )
    return Counted(
        groups=len(groups),
        nominals=session.scalars(people).one(),
        high_risk_groups=sum(band in _HIGH_RISK for band in groups),
        high_risk_nominals=session.scalars(people.where(in_high_risk)).one(),
    )
