"""Drafting an agreement: its terms, its parties, its data schedule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import exists, select

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import allow, fetch
from portal.agencies.models import Agreement, AgreementItem, AgreementParty, Receiver
from portal.agencies.rules import AgreementState, Purpose, Regime
from portal.audit.events import Event
from portal.audit.record import About, record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Conflict, FieldNow, Refused

_FIXED = (
    "The terms of an agreement change only while it is a draft. Take it back to a draft, or draft "
    "a new version"
)


@dataclass(frozen=True, slots=True)
class AgreementTerms:
    """What an agreement says, apart from its parties and its data schedule."""

    reference: str
    title: str
    purposes: tuple[Purpose, ...]
    gateway_ids: tuple[UUID, ...]
    documents: str
    starts_on: date
    ends_on: date
    review_on: date
    ceiling: int
    shows_parties: bool

    def values(self) -> dict[str, object]:
        """The terms as the row holds them."""
        return {
            "reference": self.reference,
            "title": self.title,
            "purposes": [one.value for one in self.purposes],
            "gateway_ids": list(self.gateway_ids),
            "documents": self.documents,
            "starts_on": self.starts_on,
            "ends_on": self.ends_on,
            "review_on": self.review_on,
            "ceiling": self.ceiling,
            "shows_parties": self.shows_parties,
        }


@dataclass(frozen=True, slots=True)
class ItemTerms:
    """A line of the data schedule."""

    item: str
    view_id: UUID
    purpose: Purpose
    regime: Regime
    retention: str


def about(row: Agreement) -> list[About]:
    """An agreement, as the record names it."""
    return [About("agreement", row.id, None, row.owner_agency_id)]


def _check_dates(terms: AgreementTerms) -> None:
    if terms.ends_on < terms.starts_on:
        raise Refused("The last day must not be before the first day", "ends_on")
    if not terms.starts_on <= terms.review_on <= terms.ends_on:
        raise Refused("The review must fall between the first day and the last day", "review_on")


def draft_agreement(terms: AgreementTerms) -> UUID:
    """Begin an agreement, kept by the viewer's agency, which is its first party."""
    allow(Right.AGREEMENT_DRAFT)
    _check_dates(terms)
    viewer = current_viewer()
    taken = select(
        exists().where(
            Agreement.owner_agency_id == viewer.agency_id, Agreement.reference == terms.reference
        )
    )
    if db.session.scalar(taken):
        raise Refused(
            f"Your agency already keeps {terms.reference}. Enter another reference, or open it "
            "and draft a new version",
            "reference",
        )
    ident = uuid4()
    row = Agreement(
        id=ident,
        lineage_id=ident,
        version=1,
        owner_agency_id=viewer.agency_id,
        state=AgreementState.DRAFT.value,
        edition=1,
        drafted_by_id=viewer.membership_id,
        **terms.values(),
    )
    record(Event.AGREEMENT_DRAFTED, about(row))
    db.session.add(row)
    db.session.flush()
    # Which regime it processes under is the keeper's next step.
    db.session.add(AgreementParty(agreement_id=ident, agency_id=viewer.agency_id))
    return ident


def edit_agreement(agreement_id: UUID, terms: AgreementTerms, edition: int) -> None:
    """Put these terms in the place of the draft's; ``Conflict`` when somebody else was first."""
    row = _draft(agreement_id)
    _check_dates(terms)
    if row.edition != edition:
        now = [
            FieldNow("reference", "Reference", row.reference),
            FieldNow("title", "Title", row.title),
            FieldNow("documents", "Linked documents", row.documents),
        ]
        raise Conflict(now, row.edition)
    record(Event.AGREEMENT_EDITED, about(row), what="terms")
    for name, value in terms.values().items():
        setattr(row, name, value)
    row.edition = edition + 1


def set_party(agreement_id: UUID, agency_id: UUID, regimes: Mapping[Purpose, Regime]) -> None:
    """Let an agency take part in these purposes, under these regimes; in none, it is no party."""
    row = _draft(agreement_id)
    if not regimes and agency_id == row.owner_agency_id:
        raise Refused("The agency that keeps the agreement is a party of it", "agency")
    seen = exists().where(Receiver.id == agency_id, Receiver.is_active)
    if not db.session.scalar(select(seen)):
        raise Refused("Choose an agency from the list. It may have changed", "agency")
    record(Event.AGREEMENT_EDITED, about(row), what="parties")
    party = db.session.scalars(
        select(AgreementParty).where(
            AgreementParty.agreement_id == agreement_id, AgreementParty.agency_id == agency_id
        )
    ).one_or_none()
    if party is None:
        party = AgreementParty(agreement_id=agreement_id, agency_id=agency_id)
        db.session.add(party)
    party.part_3_purposes = _under(Regime.PART_3, regimes)
    party.uk_gdpr_purposes = _under(Regime.UK_GDPR, regimes)
    party.left_at = None if regimes else clock.now()


def _under(regime: Regime, regimes: Mapping[Purpose, Regime]) -> list[str]:
    return [purpose.value for purpose, under in regimes.items() if under is regime]


def add_item(agreement_id: UUID, terms: ItemTerms) -> None:
    """Add a line to the data schedule of a draft."""
    row = _draft(agreement_id)
    if terms.purpose.value not in row.purposes:
        raise Refused("Choose one of the agreement's own purposes", "purpose")
    record(Event.AGREEMENT_EDITED, about(row), what="data schedule")
    db.session.add(
        AgreementItem(
            id=uuid4(),
            agreement_id=agreement_id,
            item=terms.item,
            view_id=terms.view_id,
            purpose=terms.purpose.value,
            regime=terms.regime.value,
            retention=terms.retention,
        )
    )


def remove_item(item_id: UUID) -> UUID:
    """Take a line off the data schedule of a draft.  Gives the agreement's id."""
    item = fetch(AgreementItem, item_id, Right.AGREEMENT_EDIT)
    row = _draft(item.agreement_id)
    if item.removed_at is None:
        record(Event.AGREEMENT_EDITED, about(row), what="data schedule")
        item.removed_at = clock.now()
    return row.id


def _draft(agreement_id: UUID) -> Agreement:
    row = fetch(Agreement, agreement_id, Right.AGREEMENT_EDIT)
    if row.state != AgreementState.DRAFT:
        raise Refused(_FIXED)
    return row
