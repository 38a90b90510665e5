"""Training and teams in sight, and the people of one's agency."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select

from portal.access.entry import current_viewer
from portal.access.viewer import Role
from portal.agencies.models import Agency, Membership, Person
from portal.audit.events import Event
from portal.audit.record import About, shown
from portal.core import clock
from portal.core.db import db
from portal.core.paging import SIZE, Page, expect_page
from portal.groups.models import Team, TeamMember, Training
from portal.groups.projections.officers import TeamLine, TrainingLine, TrainingList
from portal.groups.rules.triggers import Course


def training_list(number: int) -> TrainingList:
    """One page of the training in sight, what runs out first at the head."""
    total = db.session.scalar(select(func.count()).select_from(Training))
    assert total is not None  # noqa: S101 - tells the type checker
    offset = expect_page(number, total)
    rows = db.session.execute(
        select(Training, Person.name, Agency.name)
        .outerjoin(Membership, Membership.id == Training.membership_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .outerjoin(Agency, Agency.id == Training.agency_id)
        .order_by(Training.expires_on, Training.id)
        .limit(SIZE)
        .offset(offset)
    ).all()
    shown(
        Event.TRAINING_LISTED,
        [About("training", one.id, None, one.agency_id) for one, _, _ in rows],
        page=number,
    )
    today = clock.today()
    lines = [
        TrainingLine(
            name=name or "Somebody not in your view",
            agency=agency or "",
            course=Course(one.course),
            passed_on=one.passed_on,
            expires_on=one.expires_on,
            is_over=one.expires_on < today,
        )
        for one, name, agency in rows
    ]
    return TrainingList(Page(lines, number, total))


def people_to_train() -> tuple[tuple[UUID, str], ...]:
    """Whose training the viewer may record: their own agency's people, the force's anybody's."""
    viewer = current_viewer()
    found = (
        select(Membership.id, Person.name, Agency.name)
        .join(Person, Person.id == Membership.person_id)
        .join(Agency, Agency.id == Membership.agency_id)
        .where(Membership.ended_at.is_(None), Membership.id != viewer.membership_id)
        .order_by(Person.name, Membership.id)
    )
    if not viewer.holds(Role.COO, Role.SCR):
        found = found.where(Membership.agency_id == viewer.agency_id)
    return tuple((ident, f"{name}, {agency}") for ident, name, agency in db.session.execute(found))


def colleagues() -> tuple[tuple[UUID, str], ...]:
    """The people of the viewer's own agency, by name."""
    rows = db.session.execute(
        select(Membership.id, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.agency_id == current_viewer().agency_id, Membership.ended_at.is_(None))
        .order_by(Person.name, Membership.id)
    )
    return tuple((ident, name) for ident, name in rows)


def team_list() -> tuple[TeamLine, ...]:
    """The teams of the viewer's agency, and who is in each."""
    rows = db.session.execute(
        select(Team, Person.name)
        .outerjoin(TeamMember, TeamMember.team_id == Team.id)
        .outerjoin(Membership, Membership.id == TeamMember.membership_id)
        .outerjoin(Person, Person.id == Membership.person_id)
        .order_by(Team.name, Team.id, Person.name)
    ).all()
    teams = {one.id: one for one, _ in rows}
    shown(
        Event.TEAMS_LISTED, [About("team", one.id, None, one.agency_id) for one in teams.values()]
    )
    members: dict[UUID, list[str]] = {}
    for one, name in rows:
        members.setdefault(one.id, []).extend([name] if name else [])
    return tuple(TeamLine(one.name, one.purpose, tuple(members[one.id])) for one in teams.values())
