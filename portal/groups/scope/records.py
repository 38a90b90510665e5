"""Who sees a group, and how much of it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select
from sqlalchemy.types import Boolean

from portal.access.clauses import (
    Column,
    granted,
    holds,
    is_granted,
    is_recipient,
    my_membership,
    runs,
)  # fmt: skip
from portal.access.models import Given, ViewVersion
from portal.access.policy import CONTRIBUTORS, Right, Standing
from portal.access.sight import Guarded
from portal.access.viewer import Section, View
from portal.agencies.models import Agreement, Gateway, Membership, Receiver
from portal.groups.models import (
    Grading,
    Group,
    LogEntry,
    MemberBand,
    PartnerSummary,
    ReviewDate,
    Share,
    Trigger,
    WorkingRecord,
)  # fmt: skip
from portal.groups.scope.duties import coordinates, may_answer, scores, scrutinises

_group, _grading, _summary = Group.__table__, Grading.__table__, PartnerSummary.__table__
_record = WorkingRecord.__table__
_entry, _share, _due = LogEntry.__table__, Share.__table__, ReviewDate.__table__
_band, _version = MemberBand.__table__, ViewVersion.__table__
_member = Membership.__table__
_trigger = Trigger.__table__
_given = Given.__table__.alias("held")
_receiver, _gateway, _agreement = Receiver.__table__, Gateway.__table__, Agreement.__table__


def _mapped_just_now(group_id: Column) -> ColumnElement[bool]:
    """Whether the viewer mapped the group in this very transaction: now() is its first instant."""
    return exists(
        select(literal(1))
        .where(
            _trigger.c.group_id == group_id,
            _trigger.c.mapped_by_id == my_membership(),
            _trigger.c.mapped_at == func.now(),
        )
        .correlate(_group, _share)
    )


# A share that cascades is given to the agencies below its recipient too.
_was_given_to_me = exists(
    select(literal(1)).where(_given.c.share_id == _share.c.id).correlate(_share)
)
# Keys are checked without the policies: what a share names is looked up through them.
_names_what_is_in_sight = and_(
    or_(
        _share.c.membership_id.is_(None),
        exists(
            select(literal(1))
            .where(_member.c.id == _share.c.membership_id, _member.c.ended_at.is_(None))
            .correlate(_share)
        ),
    ),
    *(
        or_(
            column.is_(None),
            exists(select(literal(1)).where(named.c.id == column).correlate(_share)),
        )
        for named, column in (
            (_receiver, func.coalesce(_share.c.agency_id, _share.c.board_id, _share.c.circle_id)),
            (_gateway, _share.c.gateway_id),
            (_agreement, _share.c.agreement_id),
        )
    ),
)

_OPENED_BY = {
    Standing.GRADED: Section.GRADING,
    Standing.COUNTED: Section.COUNT_BAND | Section.MEMBERS,
    Standing.SUMMARY: Section.SUMMARY,
    Standing.PLANNED: Section.PLAN,
    Standing.MEMBERS: Section.MEMBERS,
    Standing.FULL: Section.NARRATIVE,
    Standing.SCORED: Section.SCORE,
    Standing.REVIEWED: Section.REVIEWS,
    Standing.LOGGED: Section.LOG,
}
"""The section of a view that gives each of these standings; of two, either."""

_is_of_a_live_version = exists(
    select(literal(1))
    .where(
        _version.c.id == _share.c.view_version_id,
        _version.c.view == _share.c.view,
        _version.c.state == literal("live"),
    )
    .correlate(_share)
)


ROWS = (
    Guarded(
        model=Group,
        key=Group.id,
        see=Right.GROUP_SEE,
        means={
            Standing.HEADLINE: is_granted(_group.c.id, View.HEADLINE),
            **{standing: granted(_group.c.id, part) for standing, part in _OPENED_BY.items()},
            Standing.CIRCLE: runs(_group.c.id),
            Standing.LEAD_OFFICER: granted(_group.c.id, View.FULL, "LRO"),
            Standing.SENIOR_OFFICER: granted(_group.c.id, View.FULL, "SRO"),
            Standing.COORDINATOR: coordinates(_group.c.id),
            Standing.CONTRIBUTOR: and_(
                holds(*CONTRIBUTORS),
                # Whoever handed the group over reads for a time, and does nothing in it.
                granted(
                    _group.c.id, Section.PLAN, "LRO", "SRO", "ANA", "LEAD", "STANDING", "SHARE"
                ),
            ),
            Standing.CHAIR: scrutinises(_group.c.id),
            Standing.SCORER: scores(_group.c.id),
            Standing.ANALYST: granted(_group.c.id, View.FULL, "ANA"),
            Standing.MAPPER: _mapped_just_now(_group.c.id),
        },
        change=(Right.GROUP_DESCRIBE,),
        change_columns=("kind",),
        group=Group.id,
        marking=Group.marking,
    ),
    Guarded(
        model=Grading,
        key=Grading.group_id,
        see=Right.GRADING_SEE,
        means={Standing.GRADED: granted(_grading.c.group_id, Section.GRADING)},
        group=Grading.group_id,
        marking=Grading.marking,
    ),
    Guarded(
        model=ReviewDate,
        key=ReviewDate.group_id,
        see=Right.REVIEW_SEE,
        means={Standing.REVIEWED: granted(_due.c.group_id, Section.REVIEWS)},
        group=ReviewDate.group_id,
        marking=ReviewDate.marking,
    ),
    Guarded(
        model=MemberBand,
        key=MemberBand.group_id,
        see=Right.COUNT_SEE,
        means={Standing.COUNTED: granted(_band.c.group_id, Section.COUNT_BAND | Section.MEMBERS)},
        group=MemberBand.group_id,
        marking=MemberBand.marking,
    ),
    Guarded(
        model=PartnerSummary,
        key=PartnerSummary.group_id,
        see=Right.SUMMARY_SEE,
        means={
            Standing.SUMMARY: granted(_summary.c.group_id, Section.SUMMARY),
            Standing.LEAD_OFFICER: granted(_summary.c.group_id, View.FULL, "LRO"),
            Standing.COORDINATOR: coordinates(_summary.c.group_id),
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
        means={
            Standing.FULL: granted(_record.c.group_id, Section.NARRATIVE),
            Standing.LEAD_OFFICER: granted(_record.c.group_id, View.FULL, "LRO"),
            Standing.COORDINATOR: coordinates(_record.c.group_id),
        },
        change=(Right.NARRATIVE_EDIT,),
        change_columns=("narrative", "version"),
        group=WorkingRecord.group_id,
        marking=WorkingRecord.marking,
    ),
    Guarded(
        model=LogEntry,
        key=LogEntry.id,
        see=Right.LOG_ENTRY_SEE,
        means={
            Standing.LEAD_OFFICER: granted(_entry.c.group_id, View.FULL, "LRO"),
            Standing.SENIOR_OFFICER: granted(_entry.c.group_id, View.FULL, "SRO"),
            Standing.LOGGED: and_(
                _entry.c.audience != literal("lead"), granted(_entry.c.group_id, Section.LOG)
            ),
            Standing.RECIPIENT: and_(
                _entry.c.audience == literal("partners"),
                granted(_entry.c.group_id, Section.SUMMARY),
            ),
        },
        add=and_(
            or_(
                granted(_entry.c.group_id, View.FULL, "LRO"),
                granted(_entry.c.group_id, View.FULL, "SRO"),
            ),
            _entry.c.written_by_id == my_membership(),
            func.groups.may_correct(_entry.c.corrects_id, _entry.c.group_id, type_=Boolean()),
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
                or_(
                    is_recipient(_share.c.agency_id),
                    is_recipient(_share.c.board_id),
                    is_recipient(_share.c.circle_id),
                    is_recipient(_share.c.membership_id),
                    _was_given_to_me,
                ),
                _share.c.state == literal("live"),
                _share.c.revoked_at.is_(None),
                _share.c.until > func.now(),
            ),
            Standing.LEAD_OFFICER: granted(_share.c.group_id, View.FULL, "LRO"),
            Standing.COORDINATOR: coordinates(_share.c.group_id),
            Standing.APPROVER: may_answer(_share.c.group_id, _share.c.given_by_id),
        },
        add=and_(
            or_(
                granted(_share.c.group_id, View.FULL, "LRO"),
                coordinates(_share.c.group_id),
                _mapped_just_now(_share.c.group_id),
            ),
            _share.c.given_by_id == my_membership(),
            _share.c.approved_by_id.is_(None),
            _is_of_a_live_version,
            _names_what_is_in_sight,
        ),
        change=(Right.SHARE_REVOKE, Right.SHARE_APPROVE),
        change_columns=(
            "revoked_at",
            "revoked_by_id",
            "state",
            "preview_hash",
            "approved_by_id",
            "approved_at",
            "declined_because",
        ),
        group=Share.group_id,
        marking=Share.marking,
    ),
)
