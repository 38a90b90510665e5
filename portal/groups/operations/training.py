"""Recording training, and making teams."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import allow, fetch
from portal.agencies.models import Membership
from portal.audit.events import Event
from portal.audit.record import About, record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused
from portal.groups.models import Team, TeamMember, Training
from portal.groups.rules.triggers import Course


def record_training(membership_id: UUID, course: Course, passed_on: date, expires_on: date) -> None:
    """Record that somebody passed a course; nobody records their own."""
    allow(Right.TRAINING_ADD)
    viewer = current_viewer()
    if membership_id == viewer.membership_id:
        raise Refused("Somebody else records your own training", "person")
    if expires_on <= passed_on:
        raise Refused("It must count for at least a day after it was passed", "expires_on")
    membership = fetch(Membership, membership_id, Right.PERSON_SEE)
    training_id = uuid4()
    about = [About("training", training_id, None, membership.agency_id)]
    record(Event.TRAINING_RECORDED, about, course=course.value)
    db.session.add(
        Training(
            id=training_id,
            membership_id=membership_id,
            agency_id=membership.agency_id,
            course=course.value,
            passed_on=passed_on,
            expires_on=expires_on,
            recorded_at=clock.now(),
            recorded_by_id=viewer.membership_id,
        )
    )


def make_team(name: str, purpose: str, members: Sequence[UUID]) -> None:
    """Make a team of people of the viewer's own agency."""
    allow(Right.TEAM_ADD)
    viewer, team_id = current_viewer(), uuid4()
    for one in members:
        if fetch(Membership, one, Right.PERSON_SEE).agency_id != viewer.agency_id:
            raise Refused("A team is made of people of your own agency", "members")
    record(Event.TEAM_MADE, [About("team", team_id, None, viewer.agency_id)])
    db.session.add(
        Team(
            id=team_id,
            agency_id=viewer.agency_id,
            name=name,
            purpose=purpose,
            made_at=clock.now(),
            made_by_id=viewer.membership_id,
        )
    )
    db.session.flush()
    db.session.add_all(TeamMember(team_id=team_id, membership_id=one) for one in members)
