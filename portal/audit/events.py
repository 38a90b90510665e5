"""The closed list of events: what can be on the record, of which kind, with exactly which facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Verb(StrEnum):
    """The six verbs of the Data Protection Act 2018, section 62, and one for the rest."""

    COLLECTED = "collected"
    ALTERED = "altered"
    CONSULTED = "consulted"
    DISCLOSED = "disclosed"
    COMBINED = "combined"
    ERASED = "erased"
    SECURITY = "security"
    """About accounts and the installation, not about records."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What an event is: its verb, a sentence for the page of the record, its exact facts."""

    verb: Verb
    words: str
    facts: frozenset[str] = frozenset()


class Event(StrEnum):
    """Something that was done or shown."""

    WORK_SEEN = "work.seen"
    GROUPS_LISTED = "groups.listed"
    GROUP_SEEN = "group.seen"
    PEOPLE_SEEN = "people.seen"
    SCORES_SEEN = "scores.seen"
    PLAN_SEEN = "plan.seen"
    ACTION_SEEN = "action.seen"
    SHARING_SEEN = "sharing.seen"
    DECISIONS_SEEN = "decisions.seen"
    HISTORY_SEEN = "history.seen"
    SUMMARY_SEEN = "summary.seen"
    SUMMARY_EDITED = "summary.edited"
    DECISION_WRITTEN = "decision.written"
    SHARE_PREVIEWED = "share.previewed"
    GROUP_SHARED = "group.shared"
    SHARE_REVOKED = "share.revoked"
    ACTION_LOGGED = "action.logged"
    ACTION_UPDATED = "action.updated"
    BOARDS_LISTED = "boards.listed"
    BOARD_SEEN = "board.seen"
    AGENDA_PROPOSED = "agenda.proposed"
    MEETING_MADE = "meeting.made"
    MEETING_SEEN = "meeting.seen"
    STREAM_SEEN = "stream.seen"
    STREAM_REPORTED = "stream.reported"
    STATISTICS_SEEN = "statistics.seen"
    TOTALS_SEEN = "totals.seen"
    TOTALS_PUBLISHED = "totals.published"
    LOG_SEEN = "log.seen"
    RECORDS_LOADED = "records.loaded"
    SIGNED_IN = "sign-in.opened"
    SIGN_IN_FAILED = "sign-in.failed"
    SIGNED_OUT = "sign-in.closed"
    PERSON_ADDED = "person.added"
    PERSON_DISABLED = "person.disabled"
    PERSON_ENABLED = "person.enabled"
    PASSWORD_SET = "person.password-set"  # noqa: S105 - the name of an event
    AGENCY_SUSPENDED = "agency.suspended"
    AGENCY_RESUMED = "agency.resumed"
    BOARD_ADDED = "board.added"


def _kind(verb: Verb, words: str, *facts: str) -> Kind:
    return Kind(verb, words, frozenset(facts))


KINDS: Mapping[Event, Kind] = {
    Event.WORK_SEEN: _kind(Verb.CONSULTED, "Opened My work"),
    Event.GROUPS_LISTED: _kind(Verb.CONSULTED, "Listed groups", "page"),
    Event.GROUP_SEEN: _kind(Verb.CONSULTED, "Opened the overview of a group"),
    Event.PEOPLE_SEEN: _kind(Verb.CONSULTED, "Opened the people of a group"),
    Event.SCORES_SEEN: _kind(Verb.CONSULTED, "Opened the scores of a group"),
    Event.PLAN_SEEN: _kind(Verb.CONSULTED, "Opened the plan of a group"),
    Event.ACTION_SEEN: _kind(Verb.CONSULTED, "Opened an action"),
    Event.SHARING_SEEN: _kind(Verb.CONSULTED, "Opened the sharing of a group"),
    Event.DECISIONS_SEEN: _kind(Verb.CONSULTED, "Opened the decisions on a group"),
    Event.HISTORY_SEEN: _kind(Verb.CONSULTED, "Opened the history of a group"),
    Event.SUMMARY_SEEN: _kind(Verb.CONSULTED, "Opened the partner summary of a group to edit it"),
    Event.SUMMARY_EDITED: _kind(Verb.ALTERED, "Changed the partner summary"),
    Event.DECISION_WRITTEN: _kind(Verb.ALTERED, "Wrote in the lead officer's log", "kind"),
    Event.SHARE_PREVIEWED: _kind(
        Verb.CONSULTED, "Previewed a share", "recipient_id", "recipient", "view"
    ),
    Event.GROUP_SHARED: _kind(
        Verb.DISCLOSED, "Shared a group", "recipient_id", "recipient", "view", "purpose", "until"
    ),
    Event.SHARE_REVOKED: _kind(
        Verb.ALTERED, "Revoked a share", "recipient_id", "recipient", "view"
    ),
    Event.ACTION_LOGGED: _kind(Verb.COLLECTED, "Logged an action", "strand"),
    Event.ACTION_UPDATED: _kind(Verb.ALTERED, "Updated an action", "state"),
    Event.BOARDS_LISTED: _kind(Verb.CONSULTED, "Listed boards"),
    Event.BOARD_SEEN: _kind(Verb.CONSULTED, "Opened a board"),
    Event.AGENDA_PROPOSED: _kind(Verb.CONSULTED, "Opened a proposed agenda"),
    Event.MEETING_MADE: _kind(Verb.COLLECTED, "Made a meeting", "items"),
    Event.MEETING_SEEN: _kind(Verb.CONSULTED, "Opened an agenda"),
    Event.STREAM_SEEN: _kind(Verb.CONSULTED, "Opened a work stream"),
    Event.STREAM_REPORTED: _kind(Verb.ALTERED, "Reported on a work stream", "progress"),
    Event.STATISTICS_SEEN: _kind(Verb.CONSULTED, "Read the statistics"),
    Event.TOTALS_SEEN: _kind(Verb.CONSULTED, "Read the published totals"),
    Event.TOTALS_PUBLISHED: _kind(Verb.DISCLOSED, "Published totals to all who read them", "as_at"),
    Event.LOG_SEEN: _kind(Verb.CONSULTED, "Read the record", "page"),
    Event.RECORDS_LOADED: _kind(
        Verb.COLLECTED, "Loaded records from a file", "kind", "accepted", "refused"
    ),
    Event.SIGNED_IN: _kind(Verb.SECURITY, "Signed in"),
    Event.SIGN_IN_FAILED: _kind(Verb.SECURITY, "Failed to sign in"),
    Event.SIGNED_OUT: _kind(Verb.SECURITY, "Signed out"),
    Event.PERSON_ADDED: _kind(Verb.SECURITY, "Added a person", "person_id"),
    Event.PERSON_DISABLED: _kind(Verb.SECURITY, "Disabled a person", "person_id"),
    Event.PERSON_ENABLED: _kind(Verb.SECURITY, "Enabled a person", "person_id"),
    Event.PASSWORD_SET: _kind(Verb.SECURITY, "Set a person's password", "person_id"),
    Event.AGENCY_SUSPENDED: _kind(Verb.SECURITY, "Suspended an agency", "agency_id"),
    Event.AGENCY_RESUMED: _kind(Verb.SECURITY, "Let an agency back in", "agency_id"),
    Event.BOARD_ADDED: _kind(Verb.SECURITY, "Added a board", "board_id"),
}
