"""Proposing what a view opens from now on, and answering as the second person."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from portal.access.entry import current_viewer
from portal.access.models import SharedView, ViewVersion
from portal.access.policy import Right
from portal.access.precision import MOST
from portal.access.sight import fetch
from portal.access.viewer import Section, View
from portal.audit.events import Event
from portal.audit.record import About, record
from portal.core import clock
from portal.core.db import db, session
from portal.core.errors import Refused

_WAITS = "A version of this view waits for approval already. It must be answered first"


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What a view shall open, and why."""

    sections: Section
    reason: str


def propose_version(view_id: UUID, new: NewVersion) -> UUID:
    """Draft a version of a view; nothing changes until another person approves it."""
    view = fetch(SharedView, view_id, Right.VIEW_PROPOSE)
    states = {
        one.state: one
        for one in db.session.scalars(select(ViewVersion).where(ViewVersion.view_id == view.id))
        if one.state in ("live", "draft")
    }
    live = states["live"]
    if "draft" in states:
        raise Refused(_WAITS, "sections")
    _check(new.sections, live)
    number = select(func.max(ViewVersion.number) + 1).where(ViewVersion.view_id == view.id)
    version = ViewVersion(
        id=uuid4(),
        view_id=view.id,
        number=number.scalar_subquery(),
        view=live.view,
        sections=int(new.sections),
        reason=new.reason,
        state="draft",
        proposed_by_id=current_viewer().membership_id,
        proposed_at=clock.now(),
    )
    facts: dict[str, str | int] = {"view": view.name, "sections": int(new.sections)}
    record(Event.VIEW_PROPOSED, [About("view_version", version.id)], **facts)
    db.session.add(version)
    try:
        db.session.flush()
    except IntegrityError:
        # Somebody else proposed at the same moment, and was first.
        session().rollback()
        raise Refused(_WAITS, "sections") from None
    return version.id


def _check(sections: Section, live: ViewVersion) -> None:
    if int(sections) == live.sections:
        raise Refused("Choose something other than what the view opens now", "sections")
    if sections & ~MOST[View(live.view)]:
        raise Refused("This view can never open that: it names nobody", "sections")
    if Section.IDENTITY in sections and Section.MEMBERS not in sections:
        raise Refused("Names are shown in the list of people: choose that too", "sections")
    if live.view == View.FULL and not sections & ~MOST[View.SUMMARY]:
        raise Refused(
            "With this, the lead view would open no more than a partner summary. Leave at least "
            "one of its own parts",
            "sections",
        )


def answer_version(version_id: UUID, *, approved: bool) -> UUID:
    """Approve or decline what somebody else proposed.  Gives the id of the view.

    Approved, it is live at once: standing shares lose what it does not open, and gain nothing.
    """
    version = fetch(ViewVersion, version_id, Right.VIEW_ANSWER)
    db.session.refresh(version, with_for_update=True)
    if version.state != "draft":
        raise Refused("This version was answered meanwhile. Look at the view again")
    view = fetch(SharedView, version.view_id, Right.VIEW_SEE)
    answer = "approved" if approved else "declined"
    record(
        Event.VIEW_ANSWERED,
        [About("view_version", version.id)],
        view=view.name,
        number=version.number,
        answer=answer,
    )
    version.state = "live" if approved else "declined"
    version.approved_by_id = current_viewer().membership_id
    version.approved_at = clock.now()
    db.session.flush()
    return version.view_id
