"""What is stored of a group.  What is shared separately is stored separately."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from portal.core.db import Base

_AGENCY = "agencies.agency.id"
_GROUP = "groups.group.id"
_MEMBERSHIP = "agencies.membership.id"
_BANDS = "band ~ '^[1-5][ABC]$'"
SHIPPED_VERSIONS = {view: UUID(f"00000000-0000-4000-9000-00000000000{view}") for view in (1, 2, 3)}
"""The first version of each view, by its level, as the migration writes it."""


def _impact_area(context: Any) -> str:
    return str(context.get_current_parameters()["area"])


def _shipped_version(context: Any) -> UUID:
    return SHIPPED_VERSIONS[context.get_current_parameters()["view"]]


class Group(Base):
    """The headline of a group: that it exists, where, on what theme, and who leads it."""

    __tablename__ = "group"
    __table_args__ = (
        CheckConstraint("area in ('city', 'county')", name="area_is_known"),
        CheckConstraint("base_area in ('city', 'county')", name="base_area_is_known"),
        CheckConstraint(
            "status in ('potential', 'active', 'dormant', 'archived', 'merged', 'transferred', "
            "'not_mapped')",
            name="status_is_known",
        ),
        CheckConstraint(
            "kind in ('organised_crime_group', 'urban_street_gang', 'county_line', 'other')",
            name="kind_is_known",
        ),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    reference: Mapped[str] = mapped_column(unique=True)
    """Our own, random: it tells neither how many groups there are nor when one was made."""
    lead_agency_id: Mapped[UUID] = mapped_column(ForeignKey(_AGENCY), index=True)
    area: Mapped[str]
    """Where it does harm."""
    base_area: Mapped[str] = mapped_column(default=_impact_area)
    """Where its people mainly live; as the impact area until somebody says otherwise."""
    status: Mapped[str]
    kind: Mapped[str] = mapped_column(default="organised_crime_group")
    theme: Mapped[str]
    other_themes: Mapped[list[str]] = mapped_column(ARRAY(Text()))
    marking: Mapped[int]


class Grading(Base):
    """The band and tier in force, and the month of the next review: shown where no score is."""

    __tablename__ = "grading"
    __table_args__ = (
        CheckConstraint(_BANDS, name="band_is_1a_to_5c"),
        CheckConstraint("tier between 1 and 4", name="tier_is_1_to_4"),
        {"schema": "groups"},
    )

    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), primary_key=True)
    band: Mapped[str]
    tier: Mapped[int]
    previous_band: Mapped[str | None]
    band_moved_on: Mapped[date | None]
    review_month: Mapped[date | None]
    """The first day of the month in which the next review falls due; none once archived."""
    marking: Mapped[int]


class ReviewDate(Base):
    """The day on which the open review falls due, kept in step by the review's own row.

    Partners know the month alone, which the grading holds.
    """

    __tablename__ = "review_date"
    __table_args__ = ({"schema": "groups"},)

    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), primary_key=True)
    due_on: Mapped[date]
    marking: Mapped[int]


class PartnerSummary(Base):
    """What partners need in order to act, in words written for them."""

    __tablename__ = "partner_summary"
    __table_args__ = ({"schema": "groups"},)

    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), primary_key=True)
    operation_name: Mapped[str]
    district: Mapped[str]
    text: Mapped[str]
    version: Mapped[int] = mapped_column()
    edited_at: Mapped[datetime]
    marking: Mapped[int]

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}


class WorkingRecord(Base):
    """What only the lead view opens: the narrative, and the record's place in other systems."""

    __tablename__ = "working_record"
    __table_args__ = ({"schema": "groups"},)

    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), primary_key=True)
    narrative: Mapped[str]
    external_reference: Mapped[str]
    """The reference in the in-force system that the group was imported from."""
    lead_officer_name: Mapped[str]
    """As supplied; empty when the group has no lead responsible officer."""
    mapped_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)
    marking: Mapped[int]

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}


class MemberBand(Base):
    """How many people a group has, as a band: the database keeps it with the list of them.

    A view may open the band and not the list; the count itself is in neither.
    """

    __tablename__ = "member_band"
    __table_args__ = ({"schema": "groups"},)

    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), primary_key=True)
    at_least: Mapped[int]
    at_most: Mapped[int | None]
    """None for the highest band."""
    marking: Mapped[int]


class LogEntry(Base):
    """An entry of the lead officer's log: a decision or a concern.  Never altered."""

    __tablename__ = "log_entry"
    __table_args__ = (
        CheckConstraint("kind in ('decision', 'concern')", name="kind_is_known"),
        CheckConstraint("audience in ('lead', 'circle', 'partners')", name="audience_is_known"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), index=True)
    kind: Mapped[str]
    audience: Mapped[str] = mapped_column(default="circle")
    """Who reads it: the lead and the senior officer alone, the circle, or partners as well."""
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey("groups.log_entry.id"))
    text: Mapped[str]
    written_at: Mapped[datetime]
    written_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    marking: Mapped[int]


class Share(Base):
    """A loan of one group: to whom, at which view, why, under what, and until when.

    Its grant in ``access.given`` is written and ended by the database, with the row itself: when
    it is live, and not while it waits for a second person.
    """

    __tablename__ = "share"
    __table_args__ = (
        CheckConstraint(
            "num_nonnulls(agency_id, board_id, circle_id, membership_id) = 1", name="one_recipient"
        ),
        CheckConstraint("view between 1 and 3", name="view_in_range"),
        CheckConstraint("board_id is null or view < 3", name="no_lead_view_to_a_board"),
        CheckConstraint("until > given_at", name="ends_after_start"),
        CheckConstraint("until <= given_at + interval '1 year 2 days'", name="at_most_a_year"),
        CheckConstraint("state in ('awaiting', 'live', 'declined')", name="state_is_known"),
        CheckConstraint("given_by_id <> approved_by_id", name="two_people"),
        CheckConstraint(
            "state = 'awaiting' or needs_approval = '' or approved_by_id is not null",
            name="approved_where_needed",
        ),
        CheckConstraint("not cascades or agency_id is not null", name="agencies_alone_cascade"),
        {"schema": "groups"},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    group_id: Mapped[UUID] = mapped_column(ForeignKey(_GROUP), index=True)
    agency_id: Mapped[UUID | None] = mapped_column(ForeignKey(_AGENCY))
    board_id: Mapped[UUID | None] = mapped_column(ForeignKey("boards.board.id"))
    circle_id: Mapped[UUID | None] = mapped_column(ForeignKey("agencies.sharing_circle.id"))
    membership_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    """One named person, acting for one agency."""
    cascades: Mapped[bool] = mapped_column(default=False)
    """Whether the agencies below the recipient read it too."""
    view: Mapped[int]
    """The level of its view version."""
    view_version_id: Mapped[UUID] = mapped_column(
        ForeignKey("access.view_version.id"), default=_shipped_version
    )
    purpose: Mapped[str]
    gateway_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.gateway.id"))
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agencies.agreement.id"))
    conditions: Mapped[str] = mapped_column(default="")
    """Handling conditions that each reader accepts before the first reading; empty for none."""
    shows_holders: Mapped[bool] = mapped_column(default=False)
    """Whether the recipient learns who else holds the group."""
    given_at: Mapped[datetime]
    until: Mapped[datetime]
    """The instant at which the sight ends: midnight in London after the last day named."""
    given_by_id: Mapped[UUID] = mapped_column(ForeignKey(_MEMBERSHIP))
    state: Mapped[str] = mapped_column(default="live")
    needs_approval: Mapped[str] = mapped_column(default="")
    """Why a second person must approve it; empty when none needs to."""
    preview_hash: Mapped[str] = mapped_column(default="")
    """The digest of the very rendering that was approved; empty when nobody had to approve."""
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    """Who answered, whether they approved or declined."""
    approved_at: Mapped[datetime | None]
    renewed_from_id: Mapped[UUID | None] = mapped_column(ForeignKey("groups.share.id"))
    """The share that this one takes the place of, once it is live."""
    declined_because: Mapped[str] = mapped_column(default="")
    renewal_reason: Mapped[str] = mapped_column(default="")
    """Why it was renewed; empty for a share that renews none."""
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey(_MEMBERSHIP))
    marking: Mapped[int]
