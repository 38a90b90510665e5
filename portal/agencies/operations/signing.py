"""The steps of an agreement: consulted on, signed, made live, renewed, ended, left."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select

from portal.access.entry import current_viewer
from portal.access.policy import Right
from portal.access.sight import fetch
from portal.agencies.models import Agency, Agreement, AgreementItem, AgreementParty
from portal.agencies.operations.agreements import about
from portal.agencies.projections.agreements import AgreementPage
from portal.agencies.rules import AgreementState
from portal.audit.events import Event
from portal.audit.record import record
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused

_YEAR, _HALF = timedelta(days=365), timedelta(days=182)
_UNNAMED = "an agency not in your view"


def consult(page: AgreementPage) -> None:
    """Put a draft to its parties, who may sign it from now on."""
    row = _kept(page.id, AgreementState.DRAFT)
    if page.missing:
        raise Refused(f"The draft still lacks {', '.join(page.missing)}. Add what is missing")
    _record_move(row, AgreementState.IN_CONSULTATION)


def take_back(agreement_id: UUID) -> None:
    """Take an agreement back from consultation to a draft; what was signed is signed anew."""
    _record_move(_kept(agreement_id, AgreementState.IN_CONSULTATION), AgreementState.DRAFT)


def sign(agreement_id: UUID, office: str) -> None:
    """Sign for the viewer's agency, in the name of an office."""
    row = fetch(Agreement, agreement_id, Right.AGREEMENT_SIGN)
    if row.state != AgreementState.IN_CONSULTATION:
        raise Refused("An agreement is signed while it is in consultation, and not after")
    party = _own_party(agreement_id)
    if party.signed_at is not None:
        return
    record(Event.AGREEMENT_SIGNED, about(row), office=office)
    party.signed_at = clock.now()
    party.signed_office = office
    party.signed_by_id = current_viewer().membership_id


def make_live(agreement_id: UUID) -> None:
    """Let a signed agreement bear shares; the version that was live until now is superseded."""
    row = _kept(agreement_id, AgreementState.IN_CONSULTATION)
    unsigned = db.session.scalars(
        select(func.coalesce(Agency.name, _UNNAMED))
        .select_from(AgreementParty)
        .outerjoin(Agency, Agency.id == AgreementParty.agency_id)
        .where(
            AgreementParty.agreement_id == agreement_id,
            AgreementParty.left_at.is_(None),
            AgreementParty.signed_at.is_(None),
        )
        .order_by(Agency.name, AgreementParty.agency_id)
    ).all()
    if unsigned:
        raise Refused(f"Not signed yet by {', '.join(unsigned)}. Ask them to sign on this page")
    if row.starts_on > clock.today():
        raise Refused(
            f"It starts on {_day(row.starts_on)}. Make it live on that day, or take it back to a "
            "draft and change the first day"
        )
    if row.ends_on < clock.today():
        raise Refused("Its last day has passed. Take it back to a draft and change the last day")
    _record_move(row, AgreementState.LIVE)
    row.live_at = clock.now()


def new_version(agreement_id: UUID) -> UUID:
    """Draft the next version, with the same parties and schedule, unsigned.  Gives its id."""
    row = fetch(Agreement, agreement_id, Right.AGREEMENT_EDIT)
    versions = db.session.scalars(
        select(Agreement).where(Agreement.lineage_id == row.lineage_id)
    ).all()
    for other in versions:
        if other.state in (AgreementState.DRAFT, AgreementState.IN_CONSULTATION):
            raise Refused(f"Version {other.version} is being drafted already. Open that one")
    draft = _copy(row, max(one.version for one in versions) + 1)
    record(Event.AGREEMENT_DRAFTED, about(draft))
    db.session.add(draft)
    db.session.flush()
    _copy_parts(row.id, draft.id)
    return draft.id


def _copy(row: Agreement, version: int) -> Agreement:
    today = clock.today()
    ends_on = max(row.ends_on, today) + _YEAR
    return Agreement(
        id=uuid4(),
        lineage_id=row.lineage_id,
        version=version,
        owner_agency_id=row.owner_agency_id,
        reference=row.reference,
        title=row.title,
        purposes=row.purposes,
        gateway_ids=row.gateway_ids,
        documents=row.documents,
        starts_on=today,
        ends_on=ends_on,
        review_on=today + _HALF,
        ceiling=row.ceiling,
        shows_parties=row.shows_parties,
        state=AgreementState.DRAFT.value,
        edition=1,
        drafted_by_id=current_viewer().membership_id,
    )


def _copy_parts(old_id: UUID, new_id: UUID) -> None:
    parties = db.session.scalars(
        select(AgreementParty).where(
            AgreementParty.agreement_id == old_id, AgreementParty.left_at.is_(None)
        )
    ).all()
    items = db.session.scalars(
        select(AgreementItem).where(
            AgreementItem.agreement_id == old_id, AgreementItem.removed_at.is_(None)
        )
    ).all()
    db.session.add_all(
        AgreementParty(
            agreement_id=new_id,
            agency_id=one.agency_id,
            part_3_purposes=one.part_3_purposes,
            uk_gdpr_purposes=one.uk_gdpr_purposes,
        )
        for one in parties
    )
    db.session.add_all(
        AgreementItem(
            id=uuid4(),
            agreement_id=new_id,
            item=one.item,
            view_id=one.view_id,
            purpose=one.purpose,
            regime=one.regime,
            retention=one.retention,
        )
        for one in items
    )


def end_agreement(agreement_id: UUID, reason: str) -> None:
    """End an agreement before its last day.  What it bears stops with the next request."""
    row = fetch(Agreement, agreement_id, Right.AGREEMENT_KEEP)
    if row.state == AgreementState.ENDED:
        return
    if row.state == AgreementState.SUPERSEDED:
        raise Refused("A later version has taken its place. End that version instead")
    _record_move(row, AgreementState.ENDED)
    row.ended_at = clock.now()
    row.end_reason = reason


def leave_agreement(agreement_id: UUID) -> None:
    """Let the viewer's agency leave.  What rests on its part stops with the next request."""
    row = fetch(Agreement, agreement_id, Right.AGREEMENT_SIGN)
    if row.owner_agency_id == current_viewer().agency_id:
        raise Refused("Your agency keeps this agreement. End it, or have another agency keep it")
    party = _own_party(agreement_id)
    if party.left_at is None:
        record(Event.AGREEMENT_LEFT, about(row))
        party.left_at = clock.now()


def _own_party(agreement_id: UUID) -> AgreementParty:
    party = db.session.scalars(
        select(AgreementParty).where(
            AgreementParty.agreement_id == agreement_id,
            AgreementParty.agency_id == current_viewer().agency_id,
        )
    ).one_or_none()
    if party is None:
        raise Refused("Your agency is no party of this agreement. Ask its keeper to add you")
    return party


def _kept(agreement_id: UUID, state: AgreementState) -> Agreement:
    row = fetch(Agreement, agreement_id, Right.AGREEMENT_KEEP)
    if row.state != state:
        raise Refused(
            f"The agreement is {AgreementState(row.state).label.lower()}, and this step is for one "
            f"that is {state.label.lower()}. Open it again to see what can be done now"
        )
    return row


def _record_move(row: Agreement, state: AgreementState) -> None:
    record(Event.AGREEMENT_MOVED, about(row), state=state.value)
    row.state = state.value


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
