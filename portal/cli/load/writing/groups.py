"""The writing of groups: each part in its own table, and the circle."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from portal.audit.record import About, about_group
from portal.cli.load.groups import GroupRow
from portal.cli.load.writing import circle
from portal.cli.load.writing.work import SENSITIVE, Values, Work
from portal.core.db import Base
from portal.groups.models import Grading, Group, PartnerSummary, WorkingRecord
from portal.groups.rules import GroupStatus, new_reference
from portal.scoring.models import Assessment, Review
from portal.scoring.rules import next_review

AS_SUPPLIED = "as supplied"
REVIEWED = {GroupStatus.ACTIVE, GroupStatus.DORMANT}
"""The statuses in which a group is reviewed; an archived one waits for no review."""


@dataclass(frozen=True, slots=True)
class NewGroup:
    """A group about to be written."""

    id: UUID
    lead_agency_id: UUID
    row: GroupRow
    moment: datetime


def _group(new: NewGroup) -> Values:
    return {
        "id": new.id,
        "reference": new_reference(),
        "lead_agency_id": new.lead_agency_id,
        "area": new.row.area.value,
        "status": new.row.status.value,
        "theme": new.row.theme.value,
        "other_themes": [theme.value for theme in new.row.other_themes],
        "marking": SENSITIVE,
    }


def _grading(new: NewGroup) -> Values:
    return {
        "group_id": new.id,
        "band": new.row.band.value,
        "tier": new.row.tier.value,
        "previous_band": None,
        "band_moved_on": None,
        "review_month": next_review(new.row.last_scored, new.row.tier).replace(day=1)
        if new.row.status in REVIEWED
        else None,
        "marking": SENSITIVE,
    }


def _summary(new: NewGroup) -> Values:
    return {
        "group_id": new.id,
        "operation_name": new.row.operation,
        "district": new.row.district or "",
        "text": new.row.summary,
        "version": 1,
        "edited_at": new.moment,
        "marking": SENSITIVE,
    }


def _record(new: NewGroup) -> Values:
    return {
        "group_id": new.id,
        "narrative": new.row.narrative,
        "external_reference": new.row.reference,
        "lead_officer_name": new.row.lead_officer or "",
        "mapped_on": new.row.mapped_on,
        "marking": SENSITIVE,
    }


def _assessment(new: NewGroup) -> Values:
    return {
        "id": uuid4(),
        "group_id": new.id,
        "score": new.row.score,
        "band": new.row.band.value,
        "tier": new.row.tier.value,
        "scored_on": new.row.last_scored,
        "origin": AS_SUPPLIED,
        "marking": SENSITIVE,
    }


def _review(new: NewGroup) -> Values | None:
    if new.row.status not in REVIEWED:
        return None
    return {
        "id": uuid4(),
        "group_id": new.id,
        "due_on": next_review(new.row.last_scored, new.row.tier),
        "done_on": None,
        "marking": SENSITIVE,
    }


PARTS: tuple[tuple[type[Base], Callable[[NewGroup], Values | None]], ...] = (
    (Group, _group),
    (Grading, _grading),
    (PartnerSummary, _summary),
    (WorkingRecord, _record),
    (Assessment, _assessment),
    (Review, _review),
)
"""What is stored of a group, a table each, the group itself first."""


def write(work: Work, rows: Sequence[GroupRow]) -> list[About]:
    """Write the groups and give each to its circle."""
    agencies = work.agencies()
    return insert(
        work, [NewGroup(uuid4(), agencies[row.lead_agency], row, work.moment) for row in rows]
    )


def insert(work: Work, new: Sequence[NewGroup]) -> list[About]:
    """Write groups that come from a file or from elsewhere."""
    for model, values in PARTS:
        work.insert(model, [row for one in new if (row := values(one)) is not None])
    circle.give(work, [circle.Led(one.id, one.lead_agency_id, one.row.lead_officer) for one in new])
    return [about_group(one.id, one.lead_agency_id) for one in new]
