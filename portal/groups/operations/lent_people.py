"""Lending a person of a group with a share of it, a step at a time, and taking a step back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.agencies.models import Receiver
from portal.audit.events import Event
from portal.audit.record import About, about_group, record
from portal.core import clock
from portal.core.db import db, session
from portal.core.errors import Refused
from portal.groups.models import Group, Involvement, LentPerson, Nominal, Share
from portal.groups.rules import Step


@dataclass(frozen=True, slots=True)
class NewLoan:
    """A person, how much of them, why; and for the narrative, what is written about them."""

    nominal_id: UUID
    step: Step
    reason: str
    words: str


def lend_person(share_id: UUID, new: NewLoan) -> UUID:
    """Lend a person with a share.  Refuses a step that does not stand on the one before it."""
    share = fetch(Share, share_id, Right.PERSON_LEND)
    group = fetch(Group, share.group_id, Right.GROUP_SHARE)
    nominal = _nominal(share, new)
    _check(share, new)
    lent = LentPerson(
        id=uuid4(),
        share_id=share.id,
        group_id=group.id,
        nominal_id=nominal.id,
        step=new.step.value,
        reason=new.reason,
        words=new.words,
        given_at=clock.now(),
        given_by_id=current_viewer().membership_id,
        marking=max(group.marking, nominal.marking),
    )
    recipient = share.agency_id or share.board_id or share.circle_id or share.membership_id
    name = db.session.scalar(select(Receiver.name).where(Receiver.id == recipient))
    record(
        Event.PERSON_LENT,
        _about(group, share.id, nominal),
        recipient_id=str(recipient),
        recipient=name or "One person",
        step=new.step.label,
    )
    db.session.add(lent)
    try:
        db.session.flush()
    except IntegrityError:
        # The same step was lent, or the share was taken back, at the same moment.
        session().rollback()
        raise Refused("What was lent has changed. Look at the page again", "step") from None
    return lent.id


def take_back(lent_id: UUID) -> UUID:
    """Take a step back, and with it the steps above it.  Gives the share's id."""
    lent = fetch(LentPerson, lent_id, Right.PERSON_LEND)
    db.session.refresh(lent, with_for_update=True)
    if lent.revoked_at is not None:
        return lent.share_id
    group = fetch(Group, lent.group_id, Right.GROUP_SHARE)
    nominal = fetch(Nominal, lent.nominal_id, Right.MEMBERS_SEE)
    about = _about(group, lent.share_id, nominal)
    record(Event.PERSON_TAKEN_BACK, about, step=Step(lent.step).label)
    lent.revoked_by_id = current_viewer().membership_id
    lent.revoked_at = clock.now()
    db.session.flush()
    return lent.share_id


def _nominal(share: Share, new: NewLoan) -> Nominal:
    found = db.session.scalar(
        select(Nominal)
        .join(Involvement, Involvement.nominal_id == Nominal.id)
        .where(Nominal.id == new.nominal_id, Involvement.group_id == share.group_id)
    )
    if found is None:
        raise Refused("Choose from the list. It may have changed since you opened it", "person")
    return found


def _check(share: Share, new: NewLoan) -> None:
    if share.state != "live" or share.revoked_at is not None or share.until <= clock.now():
        raise Refused("This share does not hold. Share the group again first")
    if share.board_id is not None and new.step is not Step.CATEGORY:
        raise Refused("A board reads no names. Lend it the category alone", "step")
    if new.step is Step.NARRATIVE and not new.words:
        raise Refused("Enter what they need to know about this person", "words")
    if new.step is not Step.NARRATIVE and new.words:
        raise Refused("Only the narrative takes a text. Choose it, or leave this empty", "words")
    reached = db.session.scalar(
        select(func.coalesce(func.max(LentPerson.step), 0)).where(
            LentPerson.share_id == share.id,
            LentPerson.nominal_id == new.nominal_id,
            LentPerson.revoked_at.is_(None),
        )
    )
    if reached is not None and new.step <= reached:
        raise Refused("They read this much of the person already", "step")
    if new.step != (reached or 0) + 1:
        before = Step(new.step - 1).label.lower()
        raise Refused(f"Lend the {before} first, for its own reason", "step")


def _about(group: Group, share_id: UUID, nominal: Nominal) -> list[About]:
    return [
        about_group(group.id, group.lead_agency_id),
        About("share", share_id, group.id, group.lead_agency_id),
        About("nominal", nominal.id, group.id, nominal.owner_agency_id),
    ]
