"""The views of the partnership, their versions, and the shares that a version touches."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Select, SmallInteger, Text, column, func, select
from sqlalchemy.orm import aliased

from portal.access.entry import current_viewer
from portal.access.models import SharedView, ViewVersion
from portal.access.policy import Right, may
from portal.access.sight import permits
from portal.access.viewer import Section, View
from portal.agencies.models import Membership, Person
from portal.agencies.projections.shared_views import (
    AnswerPage,
    TouchedShare,
    VersionLine,
    ViewLine,
    ViewPage,
    ViewsPage,
)
from portal.audit.events import Event
from portal.audit.record import About, shown
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused, Unseen

_ANSWERED = "This version was answered meanwhile. Look at the view again"


def _versions() -> Select[*tuple[Any, ...]]:
    """Versions with their view, and the names of who proposed and answered; null out of sight."""
    proposer, answerer = aliased(Person), aliased(Person)
    proposing, answering = aliased(Membership), aliased(Membership)
    return (
        select(
            SharedView,
            ViewVersion,
            proposer.name,
            answerer.name,
            permits(ViewVersion, Right.VIEW_ANSWER),
        )
        .join(ViewVersion, ViewVersion.view_id == SharedView.id)
        .outerjoin(proposing, proposing.id == ViewVersion.proposed_by_id)
        .outerjoin(proposer, proposer.id == proposing.person_id)
        .outerjoin(answering, answering.id == ViewVersion.approved_by_id)
        .outerjoin(answerer, answerer.id == answering.person_id)
        .order_by(ViewVersion.view, SharedView.name, SharedView.id, ViewVersion.number.desc())
    )


def _line(row: Any) -> VersionLine:
    _, version, proposed_by, answered_by, may_answer = row
    is_ours = version.proposed_by_id is not None
    return VersionLine(
        id=version.id,
        number=version.number,
        level=View(version.view),
        sections=Section(version.sections),
        reason=version.reason,
        state=version.state,
        proposed_at=version.proposed_at,
        proposed_by=(proposed_by or "Not in your view") if is_ours else "Came with the portal",
        answered_at=version.approved_at,
        answered_by=(answered_by or "Not in your view") if version.approved_by_id else "",
        may_answer=may_answer and version.state == "draft",
    )


def _view(rows: list[Any]) -> tuple[ViewLine, tuple[VersionLine, ...]]:
    lines = tuple(_line(row) for row in rows)
    (live,) = [one for one in lines if one.state == "live"]
    draft = next((one for one in lines if one.state == "draft"), None)
    return ViewLine(rows[0][0].id, rows[0][0].name, live, draft), lines


def views_page() -> ViewsPage:
    """Every view of the partnership, with what its live version opens."""
    rows = db.session.execute(_versions().where(ViewVersion.state.in_(["live", "draft"]))).all()
    idents = dict.fromkeys(row[0].id for row in rows)
    views = [_view([row for row in rows if row[0].id == ident])[0] for ident in idents]
    views.sort(key=lambda one: one.live.level)
    return ViewsPage(tuple(views), may(current_viewer(), Right.VIEW_PROPOSE))


def view_page(view_id: UUID) -> ViewPage:
    """One view with all of its versions, newest first."""
    rows = db.session.execute(_versions().where(SharedView.id == view_id)).all()
    if not rows:
        raise Unseen
    view, lines = _view(list(rows))
    return ViewPage(view, lines, may(current_viewer(), Right.VIEW_PROPOSE))


def answer_page(version_id: UUID) -> AnswerPage:
    """A version that waits, with the shares it touches and what each would lose or gain."""
    view_id = db.session.scalar(select(ViewVersion.view_id).where(ViewVersion.id == version_id))
    if view_id is None:
        raise Unseen
    view = view_page(view_id).view
    if view.draft is None or view.draft.id != version_id:
        raise Refused(_ANSWERED)
    shown(Event.VIEW_IMPACT_SEEN, [About("view_version", version_id)])
    return AnswerPage(view, view.draft, _touched(view_id, view.draft.sections))


def _touched(view_id: UUID, new: Section) -> tuple[TouchedShare, ...]:
    columns: list[Any] = [
        column("recipient", Text()),
        column("until", DateTime(timezone=True)),
        column("sections", SmallInteger()),
        column("number", SmallInteger()),
        column("shares", BigInteger()),
    ]
    rows = db.session.execute(select(func.access.shares_of_view(view_id).table_valued(*columns)))
    return tuple(
        TouchedShare(
            recipient=recipient or "Lent by other agencies",
            last_day=clock.last_day(until) if until else None,
            number=number,
            now=Section(sections),
            new=new,
            count=count,
        )
        for recipient, until, sections, number, count in rows
    )
