"""Giving a group to an agency or a board, seeing first what they will see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from portal.access.entry import current_viewer, preview
from portal.access.models import ViewVersion
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.access.viewer import Section, View
from portal.agencies.models import Agreement, Gateway, Receiver
from portal.audit.events import Event
from portal.audit.record import About, about_group, record, shown
from portal.core import clock
from portal.core.db import db, session
from portal.core.errors import Refused
from portal.groups.models import Group, Share
from portal.groups.operations import basis
from portal.groups.operations.denials import refuse_denied
from portal.groups.operations.recipients import (
    Named,
    check_view,
    held_already,
    in_words,
    live_version,
    named,
)
from portal.groups.rules import Purpose, latest_share_end, needs_second_person


@dataclass(frozen=True, slots=True)
class Terms:
    """What a share says: to whom, how much, why, under what, and its last day."""

    recipient_id: UUID
    view: View
    purpose: Purpose
    gateway_id: UUID
    agreement_id: UUID
    last_day: date
    person: str = ""
    """The work e-mail of the one person at the agency to whom it goes; empty for all of it."""
    cascades: bool = False
    """Whether the agencies below the recipient read it too."""
    shows_holders: bool = False
    """Whether the recipient learns who else holds the group."""
    version_id: UUID | None = None
    """The version of the view that was shown; the one that is live where none was."""
    conditions: str = ""
    renewed_from: UUID | None = None
    """The share that this one takes the place of."""
    renewal_reason: str = ""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the terms name, as it stands now."""

    receiver: Receiver
    lead: Receiver
    gateway: Gateway | None
    agreement: Agreement | None


@dataclass(frozen=True, slots=True)
class _Checked:
    """Terms that were found in order: what they name, to whom, and by which version of the view."""

    facts: _Facts
    to: Named
    version: ViewVersion


@dataclass(frozen=True, slots=True)
class _Given:
    """A share that was written: its id, its group, the name of whom it is for."""

    share_id: UUID
    about: About
    recipient_id: UUID
    name: str
    needs_approval: str


def share_group(group_id: UUID, terms: Terms) -> str:
    """Give the group as the terms say.  Refuses what agreement, gateway or view do not bear.

    Gives why it waits for a second person, and opens nothing until then; empty when it is live.
    """
    given = _give(group_id, terms)
    about = [given.about, About("share", given.share_id, group_id, given.about.owner_id)]
    facts = whom(given.recipient_id, given.name, terms.view)
    if given.needs_approval:
        record(Event.SHARE_PROPOSED, about, **facts)
    else:
        until = terms.last_day.isoformat()
        record(Event.GROUP_SHARED, about, **facts, purpose=terms.purpose.label, until=until)
    return given.needs_approval


def share_at_creation(group_id: UUID, every: Sequence[Terms]) -> list[str]:
    """Give a group that this transaction is making, to each as its terms say, all or none.

    Nobody reads it before the commit, and from the commit on those alone who are named here and
    those who hold it by duty.  The group, and the lead officer's own grant of it, must be flushed.
    """
    recipients = [(one.recipient_id, one.person) for one in every]
    if len(set(recipients)) < len(recipients):
        raise Refused("Two of these shares are for the same recipient. Leave one out", "recipient")
    return [share_group(group_id, terms) for terms in every]


@contextmanager
def as_recipient(group_id: UUID, terms: Terms) -> Iterator[str]:
    """Read, inside, what the recipient will read once the terms hold.  Nothing of it is kept.

    Gives the reason why a second person must approve it, if any.
    """
    given = _give(group_id, terms, as_approved=True)
    with preview(group_id, given.recipient_id):
        yield given.needs_approval
    facts = whom(given.recipient_id, given.name, terms.view)
    shown(Event.SHARE_PREVIEWED, [given.about], **facts)


def whom(recipient_id: UUID | None, name: str, view: View) -> dict[str, str | int]:
    return {"recipient_id": str(recipient_id), "recipient": name, "view": view.label}


def check(group: Group, terms: Terms) -> _Checked:
    """What the terms name, as it stands now; refuses what they may not say today."""
    facts = _facts(group, terms)
    to = named(facts.receiver, terms.person)
    refuse_denied(group.id, to.id, to.name)
    check_view(group, to, terms.view, terms.renewed_from)
    if terms.cascades and to.column != "agency_id":
        raise Refused("Only a share with a whole agency reaches the agencies below it", "cascade")
    version = live_version(terms.view, terms.version_id)
    basis.check(_loan(group, facts, to, version.id, terms))
    _check_end(facts, terms)
    return _Checked(facts, to, version)


def _give(group_id: UUID, terms: Terms, *, as_approved: bool = False) -> _Given:
    """Write the share, and through it the grant, in this transaction.

    ``as_approved``: as if a second person had approved it, for a preview that is thrown away.
    """
    group = fetch(Group, group_id, Right.GROUP_SHARE)
    checked = check(group, terms)
    to = checked.to
    reason = needs_second_person(
        terms.view, Section(checked.version.sections), group.marking, to.kind
    )
    is_waiting = reason != "" and not as_approved
    share = Share(
        id=uuid4(),
        group_id=group_id,
        cascades=terms.cascades,
        view=terms.view.value,
        view_version_id=checked.version.id,
        shows_holders=terms.shows_holders,
        purpose=terms.purpose.value,
        gateway_id=terms.gateway_id,
        agreement_id=terms.agreement_id,
        given_at=func.now(),
        until=clock.end_of(terms.last_day),
        given_by_id=current_viewer().membership_id,
        conditions=terms.conditions,
        renewed_from_id=terms.renewed_from,
        renewal_reason=terms.renewal_reason,
        state="awaiting" if is_waiting else "live",
        needs_approval=reason if is_waiting else "",
        marking=group.marking,
        **{to.column: to.id},
    )
    about = about_group(group_id, group.lead_agency_id)
    given = _Given(share.id, about, to.id, to.name, reason)
    db.session.add(share)
    try:
        db.session.flush()
    except IntegrityError as problem:
        # Somebody else gave it to them at the same moment, and was first.
        session().rollback()
        diagnosis: Any = getattr(problem.orig, "diag", None)
        broken = diagnosis.constraint_name if diagnosis is not None else ""
        if broken in ("ck_share_agreement_bears", "ck_share_gateway_fits"):
            raise Refused(basis.NOT_BORNE, "agreement") from None
        if broken != "uq_given_live_share":
            raise
        raise Refused(held_already(given.name), "recipient") from None
    return given


def _facts(group: Group, terms: Terms) -> _Facts:
    lead = aliased(Receiver)
    row = db.session.execute(
        select(
            Receiver,
            lead,
            Gateway,
            Agreement,
        )
        .select_from(Receiver)
        .join(lead, lead.id == group.lead_agency_id)
        .outerjoin(Gateway, Gateway.id == terms.gateway_id)
        .outerjoin(Agreement, Agreement.id == terms.agreement_id)
        .where(Receiver.id == terms.recipient_id, Receiver.is_active)
    ).one_or_none()
    if row is None or row[0].id == group.lead_agency_id:
        raise Refused(basis.UNLISTED, "recipient")
    return _Facts(*row)


def _loan(group: Group, facts: _Facts, to: Named, version_id: UUID, terms: Terms) -> basis.Loan:
    return basis.Loan(
        group=group,
        lead=facts.lead,
        receiver=facts.receiver,
        recipient_id=to.id,
        version_id=version_id,
        purpose=terms.purpose,
        gateway=facts.gateway,
        agreement=facts.agreement,
    )


def _check_end(facts: _Facts, terms: Terms) -> None:
    today = clock.today()
    if terms.last_day <= today:
        raise Refused("Last day must be in the future", "last_day")
    if terms.last_day > latest_share_end(today):
        raise Refused(
            f"A share lasts 12 months at most. Enter {in_words(latest_share_end(today))} or an "
            "earlier day",
            "last_day",
        )
    agreement = facts.agreement
    if agreement is not None and terms.last_day > agreement.ends_on:
        raise Refused(
            f"{agreement.reference} ends on {in_words(agreement.ends_on)}. Enter that day or an "
            "earlier one, or choose another agreement",
            "last_day",
        )
