"""The life of a group: which status follows which, why it is archived or reopened."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from portal.groups.rules.words import GroupStatus, Word

_G = GroupStatus
STATUS_MOVES: Mapping[GroupStatus, tuple[GroupStatus, ...]] = MappingProxyType(
    {
        _G.POTENTIAL: (_G.ACTIVE, _G.NOT_MAPPED),
        _G.ACTIVE: (_G.DORMANT, _G.ARCHIVED, _G.MERGED, _G.TRANSFERRED),
        _G.DORMANT: (_G.ACTIVE, _G.ARCHIVED, _G.MERGED, _G.TRANSFERRED),
        _G.ARCHIVED: (_G.ACTIVE,),
        _G.MERGED: (),
        _G.TRANSFERRED: (),
        _G.NOT_MAPPED: (),
    }
)
"""Which status may follow which; merged, transferred and not mapped are ends."""
BY_HAND = (_G.ACTIVE, _G.DORMANT)
"""Between these the lead officer moves a group alone; every other move takes more people."""


class ArchiveReason(Word):
    """Why a group is archived.  Assumed: no public national criteria exist."""

    DISMANTLED = "dismantled_by_prosecution"
    IMPRISONED = "principals_imprisoned_and_group_not_functioning"
    NO_ACTIVITY = "no_intelligence_of_activity_for_the_set_period"
    NOT_THE_DEFINITION = "no_longer_meets_the_definition"
    MERGED = "merged"
    SPLIT = "split"
    TRANSFERRED = "transferred"


class ReopenReason(Word):
    """Why an archived group is reopened."""

    NEW_INTELLIGENCE = "new_intelligence_of_activity"
    RELEASED = "principals_released_and_active_again"
    REOPEN_TRIGGER = "a_reopen_trigger_came_about"
    ARCHIVED_IN_ERROR = "archived_in_error"


class ClosureKind(Word):
    """What is proposed."""

    ARCHIVE = "archive"
    REOPEN = "reopen"


class ClosureState(Word):
    """How far a proposal has come."""

    PROPOSED = "proposed"
    ENDORSED = "endorsed"
    RATIFIED = "ratified"
    DECLINED = "declined"


def closes_as(reason: ArchiveReason) -> GroupStatus:
    """The status that an archived group takes."""
    return {
        ArchiveReason.MERGED: GroupStatus.MERGED,
        ArchiveReason.TRANSFERRED: GroupStatus.TRANSFERRED,
    }.get(reason, GroupStatus.ARCHIVED)


def closure_of(status: GroupStatus) -> ClosureKind | None:
    """What may be proposed for a group that stands so."""
    if status in BY_HAND:
        return ClosureKind.ARCHIVE
    return ClosureKind.REOPEN if status is GroupStatus.ARCHIVED else None


class Duty(Word):
    """What a person is to a group."""

    LEAD = "lead"
    DEPUTY = "deputy"
    SENIOR = "senior"
    ANALYST = "analyst"
    FORMER = "former"

    @property
    def label(self) -> str:
        """The duty as a page says it."""
        return {
            Duty.LEAD: "Lead responsible officer",
            Duty.DEPUTY: "Deputy lead responsible officer",
            Duty.SENIOR: "Senior responsible officer",
            Duty.ANALYST: "Analyst",
            Duty.FORMER: "Former lead officer, reading for a time",
        }[self]


class Outcome(Word):
    """What came of reading an item of intelligence."""

    NOTED = "noted"
    ACTION = "action_raised"
    RESCORE = "re_score_asked_for"
    PASSED_ON = "passed_on"
    NOT_RELEVANT = "not_relevant"
