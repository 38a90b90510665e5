"""What agencies agreed: agreements, their parties, what they cover, gateways and consents."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, literal_column
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text, Uuid

from portal.core.db import Base

_AGENCY = "agencies.agency.id"
_AGREEMENT = "agencies.agreement.id"
_MEMBERSHIP = "agencies.membership.id"
_SCHEMA = {"schema": "agencies"}


def _own_id(context: Any) -> UUID:
    return context.get_current_parameters()["id"]  # type: ignore[no-any-return]  # the id above


class Agreement(Base):
    """A version of an information-sharing agreement.  Once live, its terms never change.

    All versions of one agreement share a lineage, of which one at most is live.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint(
            "state in ('draft', 'in_consultation', 'live', 'superseded', 'ended')",
            name="state_is_known",
        ),
        UniqueConstraint("owner_agency_id", "reference", "version"),
        Index(
            "uq_agreement_live", "lineage_id", "owner_agency_id",
            unique=True, postgresql_where=literal_column("state = 'live'"),
        ),
        _SCHEMA,
    )  # fmt: skip

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    lineage_id: Mapped[UUID] = mapped_column(ForeignKey(_AGREEMENT), default=_own_id)
    """The first version."""
    version: Mapped[int] = mapped_column(default=1)
    owner_agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    """The agency that keeps it, and must see to its renewal."""
    reference: Mapped[str]
    title: Mapped[str]
    purposes: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    gateway_ids: Mapped[list[UUID]] = mapped_column(ARRAY(Uuid()), default=list)
    """The gateways that it relies on."""
    documents: Mapped[str] = mapped_column(default="")
    """Where its impact assessment and its policy document are kept."""
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    review_on: Mapped[date]
    ceiling: Mapped[int]
    """The highest marking that may be shared under it."""
    shows_parties: Mapped[bool] = mapped_column(default=True)
    """Whether the parties learn of one another."""
    state: Mapped[str]
    edition: Mapped[int] = mapped_column(default=1)
    """How often the draft was saved, so that two who edit it at once both learn of it."""
    drafted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    """None for those that a command wrote."""
    live_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[str] = mapped_column(default="")


class AgreementParty(Base):
    """An agency of an agreement: under which regime it processes, when it signed, when it left."""

    __tablename__ = "agreement_party"
    __table_args__ = (
        CheckConstraint("(signed_at is null) = (signed_office = '')", name="signed_by_an_office"),
        Index("ix_agreement_party_agency_id", "agency_id"),
        _SCHEMA,
    )

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(_AGREEMENT), primary_key=True)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY), primary_key=True)
    part_3_purposes: Mapped[list[str]] = mapped_column(ARRAY(Text()), default=list)
    """The purposes for which it processes under Part 3 of the Data Protection Act 2018."""
    uk_gdpr_purposes: Mapped[list[str]] = mapped_column(ARRAY(Text()), default=list)
    signed_at: Mapped[datetime | None]
    signed_office: Mapped[str] = mapped_column(default="")
    """The office that signed, such as "Chief Constable"; no person's name."""
    signed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    """The membership that recorded the signature in the portal; none for those of a command."""
    left_at: Mapped[datetime | None]


class AgreementItem(Base):
    """A line of an agreement's data schedule.  What no line covers is not shared under it."""

    __tablename__ = "agreement_item"
    __table_args__ = (
        CheckConstraint("regime in ('part_3', 'uk_gdpr')", name="regime_is_known"),
        _SCHEMA,
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey(_AGREEMENT), index=True)
    item: Mapped[str]
    view_id: Mapped[UUID] = mapped_column(ForeignKey("access.shared_view.id"))
    purpose: Mapped[str]
    regime: Mapped[str]
    retention: Mapped[str]
    removed_at: Mapped[datetime | None]


class Gateway(Base):
    """A legal power to share, from a kind of agency to a kind of agency; "any" means all.

    An entry never changes: another takes its place once a second person has approved it.
    """

    __tablename__ = "gateway"
    __table_args__ = (
        CheckConstraint(
            "state in ('proposed', 'check_before_use', 'in_use', 'retired', 'declined')",
            name="state_is_known",
        ),
        CheckConstraint(
            "becomes in ('check_before_use', 'in_use', 'retired')", name="becomes_is_known"
        ),
        CheckConstraint("proposed_by_id <> approved_by_id", name="two_people"),
        UniqueConstraint("code", "version"),
        _SCHEMA,
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    code: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("agencies.gateway.id"))
    name: Mapped[str]
    from_kind: Mapped[str]
    to_kind: Mapped[str]
    note: Mapped[str]
    data_kinds: Mapped[str] = mapped_column(default="")
    purposes: Mapped[list[str]] = mapped_column(ARRAY(Text()), default=list)
    """The purposes that it serves; empty for any."""
    conditions: Mapped[str] = mapped_column(default="")
    onward_rule: Mapped[str] = mapped_column(default="")
    approver_role: Mapped[str] = mapped_column(default="")
    form: Mapped[str] = mapped_column(default="")
    """The form that the disclosure must take, such as a memorandum; empty for none."""
    offence_warning: Mapped[str] = mapped_column(default="")
    expires_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="check_before_use")
    becomes: Mapped[str] = mapped_column(default="check_before_use")
    """The state that it takes once approved."""
    reason: Mapped[str] = mapped_column(default="")
    proposed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    """None for those that a command wrote."""
    proposed_at: Mapped[datetime | None]
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    """Who answered, whether they approved or declined."""
    approved_at: Mapped[datetime | None]


class OriginConsent(Base):
    """An owner's consent that material of theirs in a group be passed on to one recipient.

    It is asked for by those who may share the group, and answered by the owner's people.
    """

    __tablename__ = "origin_consent"
    __table_args__ = (
        CheckConstraint(
            "state in ('asked', 'given', 'declined', 'withdrawn')", name="state_is_known"
        ),
        CheckConstraint(
            "state not in ('given', 'withdrawn') or (reference <> '' and until is not null)",
            name="given_with_a_reference",
        ),
        Index("ix_origin_consent_group_id", "group_id"),
        Index("ix_origin_consent_owner_agency_id", "owner_agency_id"),
        _SCHEMA,
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey("groups.group.id"))
    group_reference: Mapped[str]
    """As the owner is told of it: their own sight of the group may show them less, or nothing."""
    owner_agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    recipient_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.receiver.id"))
    recipient_name: Mapped[str]
    """As the owner is told of it."""
    purpose: Mapped[str]
    need: Mapped[str]
    state: Mapped[str]
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    asked_by_agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    asked_at: Mapped[datetime]
    reference: Mapped[str] = mapped_column(default="")
    """The owner's own reference of the consent."""
    answer: Mapped[str] = mapped_column(default="")
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    answered_at: Mapped[datetime | None]
    until: Mapped[date | None]
    """The last day on which it holds."""
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    marking: Mapped[int]
