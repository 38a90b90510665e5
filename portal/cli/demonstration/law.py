"""The demonstration's agreement, in force between all of its agencies."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access.models import SharedView
from portal.agencies.models import Agency, Agreement, AgreementItem, AgreementParty, Gateway
from portal.agencies.rules import Purpose, Regime
from portal.cli.demonstration import gateways
from portal.core import clock
from portal.scoring.rules import add_months

AGREEMENT = "NOTTS-SOC-ISA-1"
_POLICE = (gateways.POLICE, gateways.REGIONAL, gateways.NATIONAL)
_OFFICES = {
    gateways.POLICE: "Chief Constable",
    gateways.REGIONAL: "Regional head of the unit",
    gateways.COUNCIL: "Chief Executive",
    gateways.STANDARDS: "Head of Trading Standards",
    gateways.COMMISSIONER: "Chief Executive of the office",
}
_PURPOSES = [purpose.value for purpose in Purpose]
_SCHEDULE = {
    "headline": ("That a group exists, its theme, and who leads it", "Until the share ends"),
    "partner-summary": ("Partner summary, band, tier and plan", "Six months after the share ends"),
    "lead-view": ("Whole record, with people", "Returned or destroyed when the share ends"),
}


def lay_down(session: Session, today: date) -> None:
    """Write the gateways, and one agreement that every agency but the operator has signed."""
    gateways.lay_down(session)
    force = session.scalars(select(Agency.id).where(Agency.kind == gateways.POLICE)).first()
    assert force is not None  # noqa: S101 - the demonstration has one
    began = today - timedelta(days=30)
    agreement = Agreement(
        reference=AGREEMENT,
        title="Serious and organised crime partnership information sharing agreement",
        purposes=_PURPOSES,
        gateway_ids=list(session.scalars(select(Gateway.id).order_by(Gateway.code))),
        documents="Impact assessment and policy document: information management, Notts-SOC",
        starts_on=began,
        ends_on=add_months(today, 11),
        review_on=add_months(began, 6),
        owner_agency_id=force,
        ceiling=2,
        state="live",
        live_at=clock.end_of(began - timedelta(days=1)),
    )
    session.add(agreement)
    session.flush()
    _parties(session, agreement)
    _schedule(session, agreement.id)
    session.flush()


def _parties(session: Session, agreement: Agreement) -> None:
    signed = session.execute(
        select(Agency.id, Agency.kind).where(Agency.code != "PORTAL").order_by(Agency.code)
    )
    for agency_id, kind in signed:
        by_police = kind in _POLICE
        session.add(
            AgreementParty(
                agreement_id=agreement.id,
                agency_id=agency_id,
                part_3_purposes=_PURPOSES if by_police else [],
                uk_gdpr_purposes=[] if by_police else _PURPOSES,
                signed_at=agreement.live_at,
                signed_office=_OFFICES.get(kind, "Director"),
            )
        )


def _schedule(session: Session, agreement_id: UUID) -> None:
    for view_id, code in session.execute(select(SharedView.id, SharedView.code)):
        item, retention = _SCHEDULE.get(code, (code, "Until the share ends"))
        for purpose in Purpose:
            session.add(
                AgreementItem(
                    agreement_id=agreement_id,
                    item=item,
                    view_id=view_id,
                    purpose=purpose.value,
                    regime=Regime.PART_3.value,
                    retention=retention,
                )
            )
