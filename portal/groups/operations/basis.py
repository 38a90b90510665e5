"""What a share rests on: a gateway, a live agreement, and the consent of whoever owns material.

The database asks the same when the share is written; here each refusal says why, and what would
cure it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import cast, column, exists, func, select
from sqlalchemy.types import Boolean, SmallInteger, Text, Uuid

from portal.access.models import SharedView, ViewVersion
from portal.agencies.models import Agency, Agreement, AgreementItem, Gateway, Receiver
from portal.agencies.rules import (
    ANY,
    BOARD,
    CIRCLE,
    OFFERED,
    AgreementState,
    GatewayState,
    Standing,
    standing,
)
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused
from portal.groups.models import Group
from portal.groups.rules import Marking, Purpose

UNLISTED = "Choose from the list. It may have changed since you opened the page"
NOT_BORNE = (
    "Not every agency that would read this group has signed the agreement, or an owner has not "
    "consented. Share it with the agencies that have signed, one by one"
)
"""What is said when the database alone found that something is missing."""


@dataclass(frozen=True, slots=True)
class Loan:
    """A share that is about to be written."""

    group: Group
    lead: Receiver
    receiver: Receiver
    recipient_id: UUID
    """The receiver itself, or one person who works there."""
    version_id: UUID
    purpose: Purpose
    gateway: Gateway | None
    agreement: Agreement | None


def check(loan: Loan) -> None:
    """Refuse a share that its gateway, its agreement or an owner's consent does not bear."""
    _check_gateway(loan)
    _check_agreement(loan)
    _check_schedule(loan)
    _check_consents(loan)


def fits(gateway: Gateway, lead_kind: str, kind: str) -> bool:
    """Whether the gateway lets this kind of agency share with that kind of recipient."""
    return gateway.from_kind in (ANY, lead_kind) and gateway.to_kind in (ANY, kind)


def _check_gateway(loan: Loan) -> None:
    gateway = loan.gateway
    if gateway is None or GatewayState(gateway.state) not in OFFERED:
        raise Refused(UNLISTED, "gateway")
    if not fits(gateway, loan.lead.kind, loan.receiver.kind):
        raise Refused(
            f"{gateway.name} does not let {_a(loan.lead.kind)} share with "
            f"{_a(loan.receiver.kind)}. Choose a gateway that does",
            "gateway",
        )
    if gateway.expires_on is not None and gateway.expires_on < clock.today():
        raise Refused(
            f"{gateway.name} expired on {_day(gateway.expires_on)}. Choose another gateway, or ask "
            "an information manager to renew it in the register",
            "gateway",
        )
    if gateway.purposes and loan.purpose not in gateway.purposes:
        raise Refused(
            f"{gateway.name} does not serve this purpose. Choose another gateway or purpose",
            "gateway",
        )


def _check_agreement(loan: Loan) -> None:
    agreement = loan.agreement
    if agreement is None:
        raise Refused(UNLISTED, "agreement")
    reference = agreement.reference
    today = clock.today()
    stands = standing(AgreementState(agreement.state), agreement.ends_on, today)
    if stands not in (Standing.LIVE, Standing.DUE) or agreement.starts_on > today:
        keeper = db.session.scalar(
            select(Agency.name).where(Agency.id == agreement.owner_agency_id)
        )
        raise Refused(
            f"{reference} is not in force. Choose an agreement that is, or ask "
            f"{keeper or 'the agency that keeps it'} to make a new version live",
            "agreement",
        )
    if not _covers(loan, loan.lead.id):
        raise Refused(
            f"{loan.lead.name}, which leads this group, has not signed {reference}. Choose an "
            "agreement that it signed",
            "agreement",
        )
    if not _covers(loan, loan.recipient_id):
        raise Refused(_unsigned(loan, reference), "agreement")
    if loan.group.marking > agreement.ceiling:
        raise Refused(
            f"{reference} covers nothing marked above {Marking(agreement.ceiling).label}, and this "
            f"group is {Marking(loan.group.marking).label}. Choose another agreement, or ask its "
            "keeper for a new version",
            "agreement",
        )


def _covers(loan: Loan, recipient_id: UUID) -> bool:
    assert loan.agreement is not None  # noqa: S101 - asked before
    return bool(
        db.session.scalar(
            select(
                func.agencies.agreement_covers(
                    loan.agreement.id, loan.lead.id, recipient_id, type_=Boolean()
                )
            )
        )
    )


def _unsigned(loan: Loan, reference: str) -> str:
    name = loan.receiver.name
    if loan.receiver.kind in (BOARD, CIRCLE):
        return (
            f"Not every agency on {name} has signed {reference}. Share with those that have, one "
            "by one, or ask its keeper to have the others sign a new version"
        )
    return (
        f"{name} has not signed {reference}. Choose an agreement that both agencies signed, or ask "
        f"its keeper to have {name} sign a new version"
    )


def _check_schedule(loan: Loan) -> None:
    agreement = loan.agreement
    assert agreement is not None  # noqa: S101 - asked before
    if loan.purpose not in agreement.purposes:
        covered = "; ".join(Purpose(one).label.lower() for one in agreement.purposes)
        raise Refused(
            f"{agreement.reference} does not cover this purpose. It covers: {covered}. Choose one "
            "of these, or another agreement",
            "purpose",
        )
    lines = (
        AgreementItem.agreement_id == agreement.id,
        AgreementItem.purpose == loan.purpose.value,
        AgreementItem.removed_at.is_(None),
    )
    view, is_covered = db.session.execute(
        select(SharedView.name, exists().where(*lines, AgreementItem.view_id == SharedView.id))
        .join(ViewVersion, ViewVersion.view_id == SharedView.id)
        .where(ViewVersion.id == loan.version_id)
    ).one()
    if not is_covered:
        raise Refused(
            f"The data schedule of {agreement.reference} has no line for the {view.lower()} for "
            "this purpose. Choose a view that it covers, or ask its keeper for a new version",
            "view",
        )


def _check_consents(loan: Loan) -> None:
    owners = _missing(loan.group.id, loan.version_id, loan.recipient_id)
    if owners:
        names = " and ".join(owners)
        raise Refused(
            f"Material of {names} in this group is passed on only with its owner's recorded "
            f"consent. Ask {names} for onward release to {loan.receiver.name} first, on the "
            "sharing page of this group",
            "recipient",
        )


def _missing(group_id: UUID, version_id: UUID, recipient_id: UUID) -> list[str]:
    opened: Any = select(ViewVersion.sections).where(ViewVersion.id == version_id).scalar_subquery()
    missing = func.groups.consents_missing(
        group_id, cast(opened, SmallInteger()), cast(recipient_id, Uuid())
    ).table_valued(column("id", Uuid()), column("name", Text()))
    return list(db.session.scalars(select(missing.c.name)))


def _a(kind: str) -> str:
    return f"an {kind}" if kind[:1] in "aeiou" else f"a {kind}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
