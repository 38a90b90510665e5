"""What a board's agenda is proposed from, and how its work streams stand, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from portal.groups.rules import GroupStatus, Word


class Progress(Word):
    """How a work stream stands, as a member last reported it."""

    NOT_REPORTED = "not_reported"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"

    @property
    def label(self) -> str:
        """The progress in words: the colour only repeats them."""
        return _PROGRESS_WORDS[self]

    @property
    def colour(self) -> str:
        """The colour of its tag."""
        return _PROGRESS_COLOURS[self]


_PROGRESS_WORDS = {
    Progress.NOT_REPORTED: "Not reported",
    Progress.GREEN: "On track",
    Progress.AMBER: "Some concern",
    Progress.RED: "Off track",
}
_PROGRESS_COLOURS = {
    Progress.NOT_REPORTED: "grey",
    Progress.GREEN: "green",
    Progress.AMBER: "yellow",
    Progress.RED: "red",
}
REPORTABLE = (Progress.GREEN, Progress.AMBER, Progress.RED)
"""What a member may set."""


class SeatRole(Word):
    """What a seat holder does on the board."""

    CHAIR = "chair"
    SECRETARY = "secretary"
    MEMBER = "member"


class Reason(Word):
    """Why an item is on an agenda."""

    STANDING = "standing"
    REVIEW_DUE = "review_due"
    BAND_MOVED = "band_moved"
    ACTION_OVERDUE = "action_overdue"
    WORK_STREAM = "work_stream"


class Half(StrEnum):
    """Where a standing item stands: before the board's business or after it."""

    OPENING = "opening"
    CLOSING = "closing"


STANDING_ITEMS: tuple[tuple[Half, str], ...] = (
    (Half.OPENING, "Attendance and substitutes"),
    (Half.OPENING, "Declarations of interest"),
    (Half.OPENING, "Minutes of the last meeting and matters arising"),
    (Half.OPENING, "Actions by exception"),
    (Half.CLOSING, "Lessons"),
    (Half.CLOSING, "Forward plan and date of the next meeting"),
)
"""What every meeting deals with, until a board sets its own (domain, 9.4)."""

_LEFT = frozenset(
    {GroupStatus.ARCHIVED, GroupStatus.MERGED, GroupStatus.TRANSFERRED, GroupStatus.NOT_MAPPED}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFact:
    """A group as the board holds it; no band where the board holds the headline alone."""

    id: UUID
    title: str
    status: GroupStatus
    band: str | None = None
    review_month: date | None = None
    previous_band: str | None = None
    moved_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFact:
    """An unfinished action on a group that the board holds."""

    id: UUID
    group_id: UUID
    group: str
    step: str
    owner: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamFact:
    """A work stream of the board."""

    id: UUID
    title: str
    progress: Progress
    reported_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that an agenda is proposed from."""

    today: date
    last_meeting: date | None = None
    groups: Sequence[GroupFact] = ()
    actions: Sequence[ActionFact] = ()
    streams: Sequence[StreamFact] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedItem:
    """An item that the rule proposes: its title, and why, in words."""

    reason: Reason
    title: str
    why: str
    group_id: UUID | None = None
    action_id: UUID | None = None
    stream_id: UUID | None = None

    @property
    def key(self) -> str:
        """What tells the item from every other of the same agenda."""
        about = self.action_id or self.stream_id or self.group_id
        return f"{self.reason}:{about or self.title}"


def propose(facts: Facts, held_on: date) -> tuple[ProposedItem, ...]:
    """The agenda of a meeting on a day: each record at most once, what waits longest first."""
    return (
        *_standing(Half.OPENING),
        *_groups(facts, held_on),
        *_actions(facts),
        *_streams(facts),
        *_standing(Half.CLOSING),
    )


def chosen(facts: Facts, held_on: date, ticked: Collection[str]) -> tuple[ProposedItem, ...]:
    """The agenda to keep: what the secretary left ticked, and what the later date adds.

    Items are offered as for a meeting today.  A group whose review falls due between today and
    the meeting was not offered, so nobody can have taken it off.
    """
    offered = {item.key for item in propose(facts, facts.today)}
    return tuple(
        item for item in propose(facts, held_on) if item.key in ticked or item.key not in offered
    )


def day_words(day: date) -> str:
    """The day as a sentence says it: 6 June 2015."""
    return f"{day.day} {day:%B %Y}"


def _standing(half: Half) -> Iterator[ProposedItem]:
    for where, words in STANDING_ITEMS:
        if where is half:
            yield ProposedItem(reason=Reason.STANDING, title=words, why="Standing item")


def _groups(facts: Facts, held_on: date) -> list[ProposedItem]:
    found = []
    for group in facts.groups:
        due = _review_words(group, held_on)
        moved = _move_words(group, facts.last_meeting)
        if group.status in _LEFT or not (due or moved):
            continue
        reason = Reason.REVIEW_DUE if due else Reason.BAND_MOVED
        item = ProposedItem(
            reason=reason,
            title=group.title,
            why=". ".join(words for words in (due, moved) if words),
            group_id=group.id,
        )
        waits = group.review_month if due else None
        found.append(((waits or date.max, group.title, str(group.id)), item))
    return [item for _, item in sorted(found, key=lambda pair: pair[0])]


def _review_words(group: GroupFact, held_on: date) -> str:
    month = group.review_month
    if month is None or (month.year, month.month) > (held_on.year, held_on.month):
        return ""
    return f"Review due in {month:%B %Y}"


def _move_words(group: GroupFact, since: date | None) -> str:
    if group.moved_on is None or group.previous_band is None or group.band is None:
        return ""
    if since is not None and group.moved_on < since:
        return ""
    moved = day_words(group.moved_on)
    return f"Band moved from {group.previous_band} to {group.band} on {moved}"


def _actions(facts: Facts) -> list[ProposedItem]:
    late = [action for action in facts.actions if action.due_on < facts.today]
    return [
        ProposedItem(
            reason=Reason.ACTION_OVERDUE,
            title=action.step,
            why=f"Action on {action.group}, {action.owner}: due {day_words(action.due_on)}",
            group_id=action.group_id,
            action_id=action.id,
        )
        for action in sorted(late, key=lambda one: (one.due_on, one.group, str(one.id)))
    ]


_URGENCY = (Progress.RED, Progress.AMBER, Progress.NOT_REPORTED, Progress.GREEN)


def _streams(facts: Facts) -> list[ProposedItem]:
    def order(stream: StreamFact) -> tuple[int, str, str]:
        return (_URGENCY.index(stream.progress), stream.title, str(stream.id))

    return [
        ProposedItem(
            reason=Reason.WORK_STREAM,
            title=stream.title,
            why=_stream_words(stream),
            stream_id=stream.id,
        )
        for stream in sorted(facts.streams, key=order)
    ]


def _stream_words(stream: StreamFact) -> str:
    if stream.reported_on is None:
        return "Work stream, not reported yet"
    return f"Work stream, {stream.progress.label.lower()} on {day_words(stream.reported_on)}"
