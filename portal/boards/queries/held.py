"""What a board itself holds of groups, whatever else the reader holds of them."""

from __future__ import annotations

from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, select

from portal.access.models import Given
from portal.access.viewer import Section
from portal.groups.models import Grading, Group, PartnerSummary

Rows: TypeAlias = Select[*tuple[Any, ...]]
UNKNOWN_AGENCY = "Another agency"
"""An agency that the reader knows nothing of."""


def held_by(board_id: UUID) -> Subquery:
    """The groups that the board was given, each with the sections that it holds.

    This narrows what the policies let through; it opens nothing.  A board's papers tell of no
    group, and no more of it, than the board was given, or a reader with a second grant would
    print for all members what they alone may read.
    """
    return (
        select(Given.group_id, func.bit_or(Given.sections).label("sections"))
        .where(Given.recipient_id == board_id)
        .group_by(Given.group_id)
        .subquery("held")
    )


def holds(held: Subquery, section: Section) -> ColumnElement[bool]:
    """Whether the board was given this section of the group."""
    opened: ColumnElement[int] = held.c.sections.op("&")(int(section))
    return opened != 0


def with_pieces(statement: Rows, held: Subquery) -> Rows:
    """Add to a select from groups the pieces that the board holds; null where it does not."""
    return statement.outerjoin(
        PartnerSummary,
        and_(PartnerSummary.group_id == Group.id, holds(held, Section.SUMMARY)),
    ).outerjoin(Grading, and_(Grading.group_id == Group.id, holds(held, Section.GRADING)))


def title_of(group: Group, summary: PartnerSummary | None) -> str:
    """The operation's name where the board may know it, else the reference."""
    return (summary.operation_name if summary else "") or group.reference
