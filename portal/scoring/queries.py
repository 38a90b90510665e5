"""What this room reads: the scores of a group, and the reviews that fall due."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from portal.access.entry import current_viewer
from portal.access.policy import Standing
from portal.access.sight import guarded
from portal.access.viewer import Role
from portal.audit.events import Event
from portal.audit.record import about_group, shown
from portal.core import clock
from portal.core.db import db
from portal.core.paging import AT_ONCE
from portal.groups.models import Group, PartnerSummary
from portal.groups.queries.pages import group_header
from portal.groups.rules import Band, Tier
from portal.scoring.models import Assessment, Review
from portal.scoring.projections import ReviewDue, ReviewLine, Reviews, ScoreLine, ScoresPage
from portal.scoring.rules import ReviewState, add_months, review_state


def scores_page(group_id: UUID) -> ScoresPage:
    """The scores of a group, newest first, with the review that is open."""
    header = group_header(group_id)
    history = db.session.scalars(
        select(Assessment)
        .where(Assessment.group_id == group_id)
        .order_by(Assessment.scored_on.desc(), Assessment.id)
    )
    due_on = db.session.scalar(
        select(Review.due_on).where(Review.group_id == group_id, Review.done_on.is_(None))
    )
    shown(Event.SCORES_SEEN, [about_group(header.id, header.lead_agency_id)])
    return ScoresPage(
        header=header,
        history=tuple(_score(one) for one in history),
        review=_review(due_on, clock.today()) if due_on else None,
    )


def _score(one: Assessment) -> ScoreLine:
    return ScoreLine(
        id=one.id,
        score=one.score,
        band=Band(one.band),
        tier=Tier(one.tier),
        scored_on=one.scored_on,
        origin=one.origin,
    )


def _review(due_on: date, today: date) -> ReviewDue:
    state, days = review_state(due_on, today), abs((due_on - today).days)
    count = "1 day" if days == 1 else f"{days:,} days"
    if not days:
        return ReviewDue(due_on, state, "today")
    words = f"{count} ago" if state is ReviewState.OVERDUE else f"in {count}"
    return ReviewDue(due_on, state, words)


def reviews_overdue() -> Reviews:
    """The reviews whose day has passed, on the groups that are the viewer's to keep in time."""
    return _reviews(Review.due_on < clock.today())


def reviews_due() -> Reviews:
    """The reviews that fall due from today within a month, on the same groups."""
    today = clock.today()
    return _reviews(Review.due_on.between(today, add_months(today, 1)))


def _reviews(when: ColumnElement[bool]) -> Reviews:
    wanted = [when, Review.done_on.is_(None)]
    if not current_viewer().holds(Role.COO, Role.SCO):
        means = guarded(Group).means
        wanted.append(or_(means[Standing.LEAD_OFFICER], means[Standing.SENIOR_OFFICER]))
    rows = db.session.execute(
        select(Group, PartnerSummary.operation_name, Review.due_on, func.count().over())
        .join(Group, Group.id == Review.group_id)
        .outerjoin(PartnerSummary, PartnerSummary.group_id == Group.id)
        .where(*wanted)
        .order_by(Review.due_on, Group.id)
        .limit(AT_ONCE)
    ).all()
    if rows:
        shown(Event.WORK_SEEN, [about_group(row[0].id, row[0].lead_agency_id) for row in rows])
    lines = tuple(
        ReviewLine(group.id, operation or group.reference, due_on)
        for group, operation, due_on, _ in rows
    )
    return Reviews(lines, rows[0][3] if rows else 0)
