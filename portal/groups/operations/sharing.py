"""Giving a group to an agency or a board, seeing first what they will see, and taking it back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from portal.access.entry import current_viewer, preview
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.access.viewer import View
from portal.agencies.models import Agreement, AgreementParty, Gateway, Receiver
from portal.audit.events import Event
from portal.audit.record import About, about_group, record, shown
from portal.core import clock
from portal.core.db import db, session
from portal.core.errors import Refused
from portal.groups.models import Group, Share
from portal.groups.projections.sharing import BOARD
from portal.groups.rules import Marking, Purpose, last_day, latest_share_end

_UNLISTED = "Choose from the list. It may have changed since you opened the page"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a share says: to whom, how much, why, under what, and its last day."""

    recipient_id: UUID
    view: View
    purpose: Purpose
    gateway_id: UUID
    agreement_id: UUID
    last_day: date


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the terms name, as it stands now."""

    receiver: Receiver
    lead: Receiver
    gateway: Gateway | None
    agreement: Agreement | None
    lead_signed: bool
    receiver_signed: bool
    live_until: Any


@dataclass(frozen=True, slots=True)
class _Given:
    """A share that was written: its id, its group, the name of whom it is for."""

    share_id: UUID
    about: About
    name: str


def share_group(group_id: UUID, terms: Terms) -> UUID:
    """Give the group as the terms say.  Refuses what agreement, gateway or view do not bear."""
    given = _give(group_id, terms)
    about = [given.about, About("share", given.share_id, group_id, given.about.owner_id)]
    facts = _whom(terms.recipient_id, given.name, terms.view)
    until = terms.last_day.isoformat()
    record(Event.GROUP_SHARED, about, **facts, purpose=terms.purpose.label, until=until)
    return given.share_id


@contextmanager
def as_recipient(group_id: UUID, terms: Terms) -> Iterator[None]:
    """Read, inside, what the recipient will read once the terms hold.  Nothing of it is kept."""
    given = _give(group_id, terms)
    with preview(group_id, terms.recipient_id):
        yield
    facts = _whom(terms.recipient_id, given.name, terms.view)
    shown(Event.SHARE_PREVIEWED, [given.about], **facts)


def revoke_share(share_id: UUID) -> UUID:
    """Take a share back; the recipient's next request finds nothing.  Gives the group's id."""
    share = fetch(Share, share_id, Right.SHARE_REVOKE)
    # Two who take it back at once: the second waits, and finds it done.
    db.session.refresh(share, with_for_update=True)
    if share.revoked_at is not None or share.until <= clock.now():
        return share.group_id
    recipient_id = share.agency_id or share.board_id
    group, name = db.session.execute(
        select(Group, func.coalesce(Receiver.name, ""))
        .outerjoin(Receiver, Receiver.id == recipient_id)
        .where(Group.id == share.group_id)
    ).one()
    record(
        Event.SHARE_REVOKED,
        [
            about_group(group.id, group.lead_agency_id),
            About("share", share.id, group.id, group.lead_agency_id),
        ],
        **_whom(recipient_id, name, View(share.view)),
    )
    share.revoked_at = clock.now()
    share.revoked_by_id = current_viewer().membership_id
    return group.id


def _whom(recipient_id: UUID | None, name: str, view: View) -> dict[str, str | int]:
    return {"recipient_id": str(recipient_id), "recipient": name, "view": view.label}


def _give(group_id: UUID, terms: Terms) -> _Given:
    """Write the share, and through it the grant, in this transaction."""
    group = fetch(Group, group_id, Right.GROUP_SHARE)
    facts = _facts(group, terms)
    _check_view(group, facts, terms)
    _check_gateway(facts)
    _check_agreement(facts, terms)
    _check_end(facts, terms)
    is_board = facts.receiver.kind == BOARD
    share = Share(
        id=uuid4(),
        group_id=group_id,
        agency_id=None if is_board else terms.recipient_id,
        board_id=terms.recipient_id if is_board else None,
        view=terms.view.value,
        purpose=terms.purpose.value,
        gateway_id=terms.gateway_id,
        agreement_id=terms.agreement_id,
        given_at=func.now(),
        until=clock.end_of(terms.last_day),
        given_by_id=current_viewer().membership_id,
        marking=group.marking,
    )
    given = _Given(share.id, about_group(group_id, group.lead_agency_id), facts.receiver.name)
    db.session.add(share)
    try:
        db.session.flush()
    except IntegrityError as problem:
        # Somebody else gave it to them at the same moment, and was first.
        session().rollback()
        diagnosis: Any = getattr(problem.orig, "diag", None)
        if diagnosis is None or diagnosis.constraint_name != "uq_given_live_share":
            raise
        raise Refused(_twice(given.name), "recipient") from None
    return given


def _facts(group: Group, terms: Terms) -> _Facts:
    lead = aliased(Receiver)

    def signed(agency_id: Any) -> Any:
        return exists().where(
            AgreementParty.agreement_id == terms.agreement_id,
            AgreementParty.agency_id == agency_id,
        )

    live = select(func.max(Share.until)).where(
        Share.group_id == group.id,
        func.coalesce(Share.agency_id, Share.board_id) == terms.recipient_id,
        Share.revoked_at.is_(None),
        Share.until > func.now(),
    )
    row = db.session.execute(
        select(
            Receiver,
            lead,
            Gateway,
            Agreement,
            signed(group.lead_agency_id),
            signed(terms.recipient_id),
            live.scalar_subquery(),
        )
        .select_from(Receiver)
        .join(lead, lead.id == group.lead_agency_id)
        .outerjoin(Gateway, Gateway.id == terms.gateway_id)
        .outerjoin(Agreement, Agreement.id == terms.agreement_id)
        .where(Receiver.id == terms.recipient_id, Receiver.is_active)
    ).one_or_none()
    if row is None or row[0].id == group.lead_agency_id:
        raise Refused(_UNLISTED, "recipient")
    return _Facts(*row)


def _check_view(group: Group, facts: _Facts, terms: Terms) -> None:
    name = facts.receiver.name
    if facts.live_until is not None:
        raise Refused(_twice(name, last_day(facts.live_until)), "recipient")
    if facts.receiver.kind == BOARD and terms.view is View.FULL:
        raise Refused(
            "A board can be given the headline or the partner summary, and no names. Choose one "
            "of these, or share the lead view with a single agency",
            "view",
        )
    if facts.receiver.ceiling < group.marking:
        raise Refused(
            f"{name} may hold nothing marked above {Marking(facts.receiver.ceiling).label}, and "
            f"this group is {Marking(group.marking).label}. Share it with another recipient",
            "recipient",
        )


def _check_gateway(facts: _Facts) -> None:
    gateway = facts.gateway
    if gateway is None:
        raise Refused(_UNLISTED, "gateway")
    fits = gateway.from_kind in ("any", facts.lead.kind) and (
        gateway.to_kind in ("any", facts.receiver.kind)
    )
    if not fits:
        raise Refused(
            f"{gateway.name} does not let {_a(facts.lead.kind)} share with "
            f"{_a(facts.receiver.kind)}. Choose a gateway that does",
            "gateway",
        )


def _check_agreement(facts: _Facts, terms: Terms) -> None:
    agreement, name = facts.agreement, facts.receiver.name
    if agreement is None:
        raise Refused(_UNLISTED, "agreement")
    reference = agreement.reference
    if not agreement.starts_on <= clock.today() <= agreement.ends_on:
        raise Refused(f"{reference} is not in force. Choose an agreement that is", "agreement")
    if not facts.lead_signed:
        raise Refused(
            f"{facts.lead.name}, which leads this group, has not signed {reference}. Choose an "
            "agreement that it signed",
            "agreement",
        )
    if facts.receiver.kind != BOARD and not facts.receiver_signed:
        raise Refused(
            f"{name} has not signed {reference}. Choose an agreement that both agencies signed, "
            f"or ask {name} to sign it",
            "agreement",
        )
    if terms.purpose not in agreement.purposes:
        covered = "; ".join(Purpose(one).label.lower() for one in agreement.purposes)
        raise Refused(
            f"{reference} does not cover this purpose. It covers: {covered}. Choose one of these, "
            "or another agreement",
            "purpose",
        )


def _check_end(facts: _Facts, terms: Terms) -> None:
    today = clock.today()
    if terms.last_day <= today:
        raise Refused("Last day must be in the future", "last_day")
    if terms.last_day > latest_share_end(today):
        raise Refused(
            f"A share lasts 12 months at most. Enter {_day(latest_share_end(today))} or an "
            "earlier day",
            "last_day",
        )
    agreement = facts.agreement
    if agreement is not None and terms.last_day > agreement.ends_on:
        raise Refused(
            f"{agreement.reference} ends on {_day(agreement.ends_on)}. Enter that day or an "
            "earlier one, or choose another agreement",
            "last_day",
        )


def _twice(name: str, until: date | None = None) -> str:
    when = f" until {_day(until)}" if until else ""
    return (
        f"{name} already sees this group{when}. Revoke that share first, or wait until it has ended"
    )


def _a(kind: str) -> str:
    return f"an {kind}" if kind[:1] in "aeiou" else f"a {kind}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
