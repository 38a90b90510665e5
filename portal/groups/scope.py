"""Who sees a group, and how much of it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select

from portal.access.clauses import (
    Column,
    granted,
    holds,
    is_granted,
    is_recipient,
    my_membership,
    runs,
)  # fmt: skip
from portal.access.policy import CONTRIBUTORS, Right, Standing
from portal.access.sight import Guarded
from portal.access.viewer import Role, View
from portal.agencies.models import Agreement, Gateway, Receiver
from portal.groups.models import (
    Grading,
    Group,
    Involvement,
    LogEntry,
    Nominal,
    PartnerSummary,
    ReviewDate,
    Share,
    WorkingRecord,
)  # fmt: skip

_group, _grading, _summary = Group.__table__, Grading.__table__, PartnerSummary.__table__
_record, _nominal, _part = WorkingRecord.__table__, Nominal.__table__, Involvement.__table__
_entry, _share, _due = LogEntry.__table__, Share.__table__, ReviewDate.__table__
_receiver, _gateway, _agreement = Receiver.__table__, Gateway.__table__, Agreement.__table__


def _coordinates(group_id: Column) -> ColumnElement[bool]:
    """Whether the viewer coordinates the group: a share of the lead view makes nobody that."""
    return and_(holds(Role.COO), granted(group_id, View.FULL, "LEAD", "STANDING"))


_part_in_sight = exists(
    select(literal(1)).where(_part.c.nominal_id == _nominal.c.id).correlate(_nominal)
)
# Keys are checked without the policies: what a share names is looked up through them.
_names_what_is_in_sight = and_(
    *(
        exists(select(literal(1)).where(named.c.id == column).correlate(_share))
        for named, column in (
            (_receiver, func.coalesce(_share.c.agency_id, _share.c.board_id)),
            (_gateway, _share.c.gateway_id),
            (_agreement, _share.c.agreement_id),
        )
    )
)

ROWS = (
    Guarded(
        model=Group,
        key=Group.id,
        see=Right.GROUP_SEE,
        means={
            Standing.HEADLINE: is_granted(_group.c.id, View.HEADLINE),
            Standing.SUMMARY: granted(_group.c.id, View.SUMMARY),
            Standing.FULL: granted(_group.c.id, View.FULL),
            Standing.CIRCLE: runs(_group.c.id),
            Standing.LEAD_OFFICER: granted(_group.c.id, View.FULL, "LRO"),
            Standing.SENIOR_OFFICER: granted(_group.c.id, View.FULL, "SRO"),
            Standing.COORDINATOR: _coordinates(_group.c.id),
            Standing.CONTRIBUTOR: and_(holds(*CONTRIBUTORS), granted(_group.c.id, View.SUMMARY)),
        },
        group=Group.id,
        marking=Group.marking,
    ),
    Guarded(
        model=Grading,
        key=Grading.group_id,
        see=Right.SUMMARY_SEE,
        means={Standing.SUMMARY: granted(_grading.c.group_id, View.SUMMARY)},
        group=Grading.group_id,
        marking=Grading.marking,
    ),
    Guarded(
        model=ReviewDate,
        key=ReviewDate.group_id,
        see=Right.LEAD_VIEW_SEE,
        means={Standing.FULL: granted(_due.c.group_id, View.FULL)},
        group=ReviewDate.group_id,
        marking=ReviewDate.marking,
    ),
    Guarded(
        model=PartnerSummary,
        key=PartnerSummary.group_id,
        see=Right.SUMMARY_SEE,
        means={
            Standing.SUMMARY: granted(_summary.c.group_id, View.SUMMARY),
            Standing.LEAD_OFFICER: granted(_summary.c.group_id, View.FULL, "LRO"),
            Standing.COORDINATOR: _coordinates(_summary.c.group_id),
        },
        change=(Right.SUMMARY_EDIT,),
        change_columns=("text", "version", "edited_at"),
        group=PartnerSummary.group_id,
        marking=PartnerSummary.marking,
    ),
    Guarded(
        model=WorkingRecord,
        key=WorkingRecord.group_id,
        see=Right.LEAD_VIEW_SEE,
        means={Standing.FULL: granted(_record.c.group_id, View.FULL)},
        group=WorkingRecord.group_id,
        marking=WorkingRecord.marking,
    ),
    Guarded(
        model=Involvement,
        key=Involvement.group_id,
        see=Right.LEAD_VIEW_SEE,
        means={Standing.FULL: granted(_part.c.group_id, View.FULL)},
        group=Involvement.group_id,
        marking=Involvement.marking,
    ),
    Guarded(
        model=Nominal,
        key=Nominal.id,
        see=Right.LEAD_VIEW_SEE,
        means={Standing.FULL: _part_in_sight},
        in_preview="a nominal is seen through the involvement, which the fence holds",
        marking=Nominal.marking,
    ),
    Guarded(
        model=LogEntry,
        key=LogEntry.id,
        see=Right.LEAD_VIEW_SEE,
        means={Standing.FULL: granted(_entry.c.group_id, View.FULL)},
        add=and_(
            or_(
                granted(_entry.c.group_id, View.FULL, "LRO"),
                granted(_entry.c.group_id, View.FULL, "SRO"),
            ),
            _entry.c.written_by_id == my_membership(),
        ),
        group=LogEntry.group_id,
        marking=LogEntry.marking,
    ),
    Guarded(
        model=Share,
        key=Share.id,
        see=Right.SHARE_SEE,
        means={
            Standing.CIRCLE: runs(_share.c.group_id),
            Standing.RECIPIENT: and_(
                or_(is_recipient(_share.c.agency_id), is_recipient(_share.c.board_id)),
                _share.c.revoked_at.is_(None),
                _share.c.until > func.now(),
            ),
            Standing.LEAD_OFFICER: granted(_share.c.group_id, View.FULL, "LRO"),
            Standing.COORDINATOR: _coordinates(_share.c.group_id),
        },
        add=and_(
            or_(
                granted(_share.c.group_id, View.FULL, "LRO"),
                _coordinates(_share.c.group_id),
            ),
            _share.c.given_by_id == my_membership(),
            _names_what_is_in_sight,
        ),
        change=(Right.SHARE_REVOKE,),
        change_columns=("revoked_at", "revoked_by_id"),
        group=Share.group_id,
        marking=Share.marking,
    ),
)
