"""To whom a share is made, by which version of a view, and what stands in its way there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from portal.access.models import ViewVersion
from portal.access.viewer import Section, View
from portal.agencies.models import Agency, Membership, Person, Receiver
from portal.core.db import db
from portal.core.errors import Refused
from portal.groups.models import Group, Share
from portal.groups.projections.sharing import BOARD, CIRCLE
from portal.groups.rules import Marking, last_day

KINDS = {BOARD: "board_id", CIRCLE: "circle_id"}
"""The column of a share that names a receiver of this kind; every other is an agency."""


@dataclass(frozen=True, slots=True)
class Named:
    """The one to whom a share is made, and the column that names them."""

    column: str
    id: UUID
    name: str
    ceiling: int
    kind: str
    """That of the receiver, or "person" for one person there."""


def named(receiver: Receiver, email: str) -> Named:
    """The receiver itself, or the one person there who has this work e-mail.

    Nobody by that address, somebody out of sight and somebody who works elsewhere are refused in
    the same words.
    """
    column = KINDS.get(receiver.kind, "agency_id")
    if not email:
        return Named(column, receiver.id, receiver.name, receiver.ceiling, receiver.kind)
    if column != "agency_id":
        raise Refused("Choose the agency of the person, or leave the email address empty", "person")
    row = db.session.execute(
        select(Membership.id, Person.name, func.least(Membership.ceiling, Agency.ceiling))
        .join(Person, Person.id == Membership.person_id)
        .join(Agency, Agency.id == Membership.agency_id)
        .where(
            Membership.agency_id == receiver.id,
            Membership.ended_at.is_(None),
            Person.email == email.strip().lower(),
            Person.disabled_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        raise Refused(
            f"Nobody at {receiver.name} in your view has this work email. Check the address and "
            "the agency",
            "person",
        )
    ident, name, ceiling = row
    return Named("membership_id", ident, f"{name}, {receiver.name}", ceiling, "person")


def live_until(group_id: UUID, to: Named, renewed: UUID | None) -> date | None:
    """The last day of a share of the group that they hold already, but for the one renewed."""
    until = db.session.scalar(
        select(func.max(Share.until)).where(
            Share.group_id == group_id,
            getattr(Share, to.column) == to.id,
            Share.state == "live",
            Share.id.is_distinct_from(renewed),
            Share.revoked_at.is_(None),
            Share.until > func.now(),
        )
    )
    return last_day(until) if until else None


def live_version(view: View, shown: UUID | None) -> ViewVersion:
    """The live version of the view; refused when another was shown."""
    live = db.session.scalar(
        select(ViewVersion)
        .where(ViewVersion.state == "live", ViewVersion.view == view.value)
        .order_by(ViewVersion.id)
        .limit(1)
    )
    if live is None or shown not in (None, live.id):
        raise Refused("This view has changed since you opened the page. Look at it again", "view")
    return live


def check_view(group: Group, to: Named, view: View, renewed: UUID | None = None) -> None:
    """Refuse a second share, the lead view for a board, and what is marked above the ceiling."""
    name = to.name
    held_until = live_until(group.id, to, renewed)
    if held_until is not None:
        raise Refused(held_already(name, held_until), "recipient")
    if to.column == "board_id" and view is View.FULL:
        raise Refused(
            "A board can be given the headline or the partner summary, and no names. Choose one "
            "of these, or share the lead view with a single agency",
            "view",
        )
    if to.ceiling < group.marking:
        raise Refused(
            f"{name} may hold nothing marked above {Marking(to.ceiling).label}, and "
            f"this group is {Marking(group.marking).label}. Share it with another recipient",
            "recipient",
        )


def email_of(membership_id: UUID) -> tuple[UUID, str]:
    """The agency and the work e-mail of a person to whom a share was made."""
    row = db.session.execute(
        select(Membership.agency_id, Person.email)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.id == membership_id)
    ).one_or_none()
    if row is None:
        raise Refused("The person it is for is no longer in your view. Share the group again")
    return row[0], row[1]


def recipient_name(recipient_id: UUID | None) -> str:
    """To whom a share was made, by name, as far as the viewer may know it."""
    name = db.session.scalar(select(Receiver.name).where(Receiver.id == recipient_id))
    if name is None:
        name = db.session.scalar(
            select(func.concat_ws(", ", Person.name, Agency.name))
            .select_from(Membership)
            .join(Person, Person.id == Membership.person_id)
            .join(Agency, Agency.id == Membership.agency_id)
            .where(Membership.id == recipient_id)
        )
    return name or ""


def what_it_opens(share: Share) -> Section:
    """What a share opens now: what its version and all that went live since have in common."""
    mine, since = aliased(ViewVersion), aliased(ViewVersion)
    told = db.session.scalar(
        select(func.bit_and(since.sections))
        .join(mine, and_(mine.view_id == since.view_id, mine.number <= since.number))
        .where(mine.id == share.view_version_id, since.state.in_(["live", "retired"]))
    )
    return Section(told or 0)


def held_already(name: str, until: date | None = None) -> str:
    """Why a second share with the same recipient is refused."""
    when = f" until {in_words(until)}" if until else ""
    return (
        f"{name} already sees this group{when}. Revoke that share first, or wait until it has ended"
    )


def in_words(day: date) -> str:
    """A day as a refusal says it."""
    return f"{day.day} {day:%B %Y}"
