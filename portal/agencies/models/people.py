"""How somebody comes to work with the portal: an invitation that three people stand for."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from portal.core.db import Base

_MEMBERSHIP = "agencies.membership.id"


class Invitation(Base):
    """Somebody whom an agency wants to have: sponsored, approved and registered by three people.

    Of its link only the hash is kept, and that until it is used.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint(
            "state in ('sponsored', 'approved', 'issued', 'accepted', 'withdrawn')",
            name="state_is_known",
        ),
        CheckConstraint(
            "sponsor_id <> approver_id and sponsor_id <> registrar_id "
            "and approver_id <> registrar_id",
            name="three_people",
        ),
        CheckConstraint(
            "state not in ('approved', 'issued', 'accepted') or approver_id is not null",
            name="approved_by_somebody",
        ),
        CheckConstraint(
            "state not in ('issued', 'accepted') or registrar_id is not null",
            name="registered_by_somebody",
        ),
        CheckConstraint("(state = 'issued') = (token_hash is not null)", name="issued_has_a_link"),
        {"schema": "agencies"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    agency_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.agency.id"), index=True)
    name: Mapped[str]
    email: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    vetting_level: Mapped[str]
    vetting_reference: Mapped[str]
    vetting_until: Mapped[date]
    is_move: Mapped[bool]
    """Whether they leave every other agency when they accept."""
    state: Mapped[str]
    sponsor_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    approver_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    registrar_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    """When the link ends by itself; none before there is one."""
    token_hash: Mapped[bytes | None] = mapped_column(LargeBinary, index=True)
    accepted_at: Mapped[datetime | None]
