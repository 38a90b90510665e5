"""What is stored on the way to a group: what was spotted, proposed, tested and decided."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from portal.core.db import Base

_AGENCY = "agencies.agency.id"
_GROUP = "groups.group.id"
_MEMBERSHIP = "agencies.membership.id"
_TRIGGER = "groups.trigger.id"
_STATES = (
    "('draft', 'submitted', 'in_development', 'at_scrutiny', 'sent_to_ocgm', 'mapped', "
    "'not_mapped', 'returned', 'ended')"
)


class Trigger(Base):
    """A proposal to map a group, from any agency; the group it became, once mapped."""

    __tablename__ = "trigger"
    __table_args__ = (
        CheckConstraint(f"state in {_STATES}", name="state_is_known"),
        CheckConstraint("area in ('city', 'county')", name="area_is_known"),
        CheckConstraint(
            "avenue in ('intelligence', 'investigation', 'partnership', 'regional_unit', "
            "'other_force')",
            name="avenue_is_known",
        ),
        CheckConstraint("(state = 'mapped') = (mapped_at is not null)", name="mapped_has_its_time"),
        Index("ix_trigger_group", "group_id"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    reference: Mapped[str] = mapped_column(unique=True)
    """Our own, random."""
    agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY), index=True)
    """The agency that proposes."""
    avenue: Mapped[str]
    source_code: Mapped[str]
    name_of_record: Mapped[str]
    """The neutral name that the group would be known by."""
    summary: Mapped[str]
    """What is known, and what was done to find out."""
    area: Mapped[str]
    theme: Mapped[str]
    other_themes: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    state: Mapped[str]
    state_since: Mapped[datetime]
    made_at: Mapped[datetime]
    made_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    group_id: Mapped[UUID | None] = mapped_column(ForeignKey(_GROUP))
    mapped_at: Mapped[datetime | None]
    mapped_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    marking: Mapped[int]


class TriggerMove(Base):
    """One step of a trigger: the database moves the trigger by it, or refuses.  Never altered."""

    __tablename__ = "trigger_move"
    __table_args__ = (
        CheckConstraint(f"from_state in {_STATES} and to_state in {_STATES}", name="states_known"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    trigger_id: Mapped[UUID] = mapped_column(ForeignKey(_TRIGGER), index=True)
    from_state: Mapped[str]
    to_state: Mapped[str]
    reason: Mapped[str]
    moved_at: Mapped[datetime]
    moved_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))


class DefinitionAnswer(Base):
    """An answer to a question of the definition test; a later one takes its place, none goes."""

    __tablename__ = "definition_answer"
    __table_args__ = (
        CheckConstraint(
            "question in ('with_others', 'intent', 'capability', 'serious_crime', 'continuing', "
            "'planning', 'control', 'coordination', 'structure', 'group_decisions')",
            name="question_is_known",
        ),
        CheckConstraint("answer in ('yes', 'no', 'unknown')", name="answer_is_known"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    trigger_id: Mapped[UUID] = mapped_column(ForeignKey(_TRIGGER), index=True)
    question: Mapped[str]
    answer: Mapped[str]
    basis: Mapped[str]
    evidence_on: Mapped[date | None]
    """The day of the evidence; none where the answer is unknown."""
    answered_at: Mapped[datetime]
    answered_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))


class SpottingReport(Base):
    """What a trained person noticed, which may lead to a trigger."""

    __tablename__ = "spotting_report"
    __table_args__ = (
        CheckConstraint(
            "state in ('received', 'triaged', 'linked', 'not_taken_forward')",
            name="state_is_known",
        ),
        CheckConstraint(
            "(state = 'linked') = (trigger_id is not null)", name="linked_names_its_trigger"
        ),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    reference: Mapped[str] = mapped_column(unique=True)
    """Our own, random."""
    agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY))
    observer_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP), index=True)
    signs: Mapped[str]
    place: Mapped[str]
    seen_on: Mapped[date]
    theme: Mapped[str]
    filed_at: Mapped[datetime]
    state: Mapped[str]
    trigger_id: Mapped[UUID | None] = mapped_column(ForeignKey(_TRIGGER))
    answer: Mapped[str]
    """What whoever triaged it wrote to the observer; empty until then."""
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    marking: Mapped[int]
