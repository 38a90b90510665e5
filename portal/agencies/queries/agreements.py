"""The agreements of the viewer's agency, and one of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from portal.access.entry import current_viewer
from portal.access.models import SharedView
from portal.access.policy import Right, may
from portal.access.sight import permits
from portal.agencies.models import (
    Agency,
    Agreement,
    AgreementItem,
    AgreementParty,
    Gateway,
    Membership,
    Person,
    Receiver,
)
from portal.agencies.projections.agreements import (
    AgreementLine,
    AgreementPage,
    AgreementsPage,
    DraftChoices,
    ItemChoices,
    ItemLine,
    PartyChoices,
    PartyLine,
    Powers,
)
from portal.agencies.rules import (
    BOARD,
    CIRCLE,
    OFFERED,
    AgreementState,
    Purpose,
    Regime,
    standing,
)
from portal.audit.events import Event
from portal.audit.record import About, shown
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Unseen
from portal.core.paging import SIZE, Page, expect_page

_UNNAMED = "An agency not in your view"
_MARKINGS = {1: "OFFICIAL", 2: "OFFICIAL-SENSITIVE"}


def about_agreement(row: Agreement) -> About:
    """An agreement, as the record names it."""
    return About("agreement", row.id, None, row.owner_agency_id)


def list_agreements(number: int) -> AgreementsPage:
    """One page of the agreements that the viewer's agency keeps or is a party of."""
    total = db.session.scalar(select(func.count()).select_from(Agreement)) or 0
    offset = expect_page(number, total)
    rows = db.session.execute(
        select(Agreement, Agency.name)
        .outerjoin(Agency, Agency.id == Agreement.owner_agency_id)
        .order_by(Agreement.reference, Agreement.version.desc(), Agreement.id)
        .limit(SIZE)
        .offset(offset)
    ).all()
    shown(Event.AGREEMENTS_LISTED, [about_agreement(row) for row, _ in rows])
    lines = tuple(_line(row, owner) for row, owner in rows)
    may_draft = may(current_viewer(), Right.AGREEMENT_DRAFT)
    return AgreementsPage(Page(lines, number, total), may_draft)


def _line(row: Agreement, owner: str | None) -> AgreementLine:
    return AgreementLine(
        id=row.id,
        reference=row.reference,
        version=row.version,
        title=row.title,
        standing=standing(AgreementState(row.state), row.ends_on, clock.today()),
        owner=owner or _UNNAMED,
        ends_on=row.ends_on,
        review_on=row.review_on,
    )


def agreement_page(agreement_id: UUID) -> AgreementPage:
    """One version of an agreement, with its parties as far as the viewer may know of them."""
    rights = (Right.AGREEMENT_EDIT, Right.AGREEMENT_KEEP, Right.AGREEMENT_SIGN)
    columns: list[Any] = [Agreement, Agency.name, *(permits(Agreement, one) for one in rights)]
    found: Any = db.session.execute(
        select(*columns)
        .outerjoin(Agency, Agency.id == Agreement.owner_agency_id)
        .where(Agreement.id == agreement_id)
    ).one_or_none()
    if found is None:
        raise Unseen
    row: Agreement = found[0]
    shown(Event.AGREEMENT_SEEN, [about_agreement(row)])
    parties = _parties(row.id)
    today = clock.today()
    return AgreementPage(
        id=row.id,
        reference=row.reference,
        version=row.version,
        title=row.title,
        state=AgreementState(row.state),
        standing=standing(AgreementState(row.state), row.ends_on, today),
        owner=found[1] or _UNNAMED,
        purposes=tuple(Purpose(one) for one in row.purposes),
        gateways=_gateways(row),
        documents=row.documents,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        review_on=row.review_on,
        ceiling=_MARKINGS.get(row.ceiling, str(row.ceiling)),
        shows_parties=row.shows_parties,
        live_at=row.live_at,
        ended_at=row.ended_at,
        end_reason=row.end_reason,
        parties=tuple(_party(one) for one in parties),
        items=_items(row.id),
        versions=_versions(row),
        powers=_powers(row, found, parties),
        today=today,
    )


def _powers(row: Agreement, found: Any, parties: list[Any]) -> Powers:
    mine = [one[0] for one in parties if one[0].agency_id == current_viewer().agency_id]
    party = mine[0] if mine else None
    is_in = party is not None and party.left_at is None
    is_signed = is_in and party is not None and party.signed_at is not None
    state = AgreementState(row.state)
    return Powers(
        edit=found[2],
        keep=found[3],
        sign=found[4] and state is AgreementState.IN_CONSULTATION and is_in and not is_signed,
        leave=found[4]
        and state is AgreementState.LIVE
        and is_signed
        and row.owner_agency_id != current_viewer().agency_id,
    )


def _parties(agreement_id: UUID) -> list[Any]:
    columns: list[Any] = [AgreementParty, Agency.name, Person.name]
    return list(
        db.session.execute(
            select(*columns)
            .outerjoin(Agency, Agency.id == AgreementParty.agency_id)
            .outerjoin(Membership, Membership.id == AgreementParty.signed_by_id)
            .outerjoin(Person, Person.id == Membership.person_id)
            .where(
                AgreementParty.agreement_id == agreement_id,
                # What was taken off a draft was never a party.
                AgreementParty.left_at.is_(None) | AgreementParty.signed_at.is_not(None),
            )
            .order_by(Agency.name, AgreementParty.agency_id)
        )
    )


def _party(found: Any) -> PartyLine:
    row, agency, person = found
    regimes = [(Purpose(one), Regime.PART_3) for one in row.part_3_purposes]
    regimes += [(Purpose(one), Regime.UK_GDPR) for one in row.uk_gdpr_purposes]
    return PartyLine(
        agency=agency or _UNNAMED,
        regimes=tuple(sorted(regimes)),
        signed_at=row.signed_at,
        office=row.signed_office,
        signed_by=person or "",
        left_at=row.left_at,
    )


def _items(agreement_id: UUID) -> tuple[ItemLine, ...]:
    rows = db.session.execute(
        select(AgreementItem, SharedView.name)
        .join(SharedView, SharedView.id == AgreementItem.view_id)
        .where(AgreementItem.agreement_id == agreement_id, AgreementItem.removed_at.is_(None))
        .order_by(AgreementItem.item, AgreementItem.purpose, AgreementItem.id)
    )
    return tuple(
        ItemLine(row.id, row.item, view, Purpose(row.purpose), Regime(row.regime), row.retention)
        for row, view in rows
    )


def _versions(row: Agreement) -> tuple[AgreementLine, ...]:
    others = db.session.scalars(
        select(Agreement)
        .where(Agreement.lineage_id == row.lineage_id, Agreement.id != row.id)
        .order_by(Agreement.version.desc(), Agreement.id)
    )
    return tuple(_line(one, "") for one in others)


def _gateways(row: Agreement) -> tuple[tuple[UUID, str], ...]:
    rows = db.session.execute(
        select(Gateway.id, Gateway.name)
        .where(Gateway.id.in_(row.gateway_ids))
        .order_by(Gateway.name, Gateway.id)
    )
    return tuple((ident, name) for ident, name in rows)


def draft_choices() -> DraftChoices:
    """The gateways that an agreement may rely on."""
    rows = db.session.execute(
        select(Gateway.id, Gateway.name)
        .where(Gateway.state.in_([one.value for one in OFFERED]))
        .order_by(Gateway.name, Gateway.id)
    )
    return DraftChoices(tuple((ident, name) for ident, name in rows))


def party_choices() -> PartyChoices:
    """The agencies in sight that may be parties."""
    rows = db.session.execute(
        select(Receiver.id, Receiver.name)
        .where(Receiver.is_active, Receiver.kind.not_in([BOARD, CIRCLE]))
        .order_by(Receiver.name, Receiver.id)
    )
    return PartyChoices(tuple((ident, name) for ident, name in rows))


def item_choices() -> ItemChoices:
    """The views that a line of the schedule may be about."""
    rows = db.session.execute(
        select(SharedView.id, SharedView.name).order_by(SharedView.name, SharedView.id)
    )
    return ItemChoices(tuple((ident, name) for ident, name in rows))


def item_page(item_id: UUID) -> tuple[UUID, ItemLine]:
    """A line of a schedule with the id of its agreement, for whoever may take it off."""
    found = db.session.execute(
        select(AgreementItem, SharedView.name, Agreement)
        .join(SharedView, SharedView.id == AgreementItem.view_id)
        .join(Agreement, Agreement.id == AgreementItem.agreement_id)
        .where(AgreementItem.id == item_id)
    ).one_or_none()
    if found is None:
        raise Unseen
    row, view, agreement = found
    shown(Event.AGREEMENT_SEEN, [about_agreement(agreement)])
    line = ItemLine(row.id, row.item, view, Purpose(row.purpose), Regime(row.regime), row.retention)
    return agreement.id, line


def draft_values(agreement_id: UUID) -> dict[str, Any]:
    """A draft as its form shows it."""
    row = db.session.scalars(select(Agreement).where(Agreement.id == agreement_id)).one_or_none()
    if row is None:
        raise Unseen
    shown(Event.AGREEMENT_SEEN, [about_agreement(row)])
    return {
        "version": row.edition,
        "reference": row.reference,
        "title": row.title,
        "purposes": row.purposes,
        "gateways": [str(one) for one in row.gateway_ids],
        "documents": row.documents,
        "starts_on": row.starts_on,
        "ends_on": row.ends_on,
        "review_on": row.review_on,
        "ceiling": str(row.ceiling),
        "shows_parties": "yes" if row.shows_parties else "no",
    }
