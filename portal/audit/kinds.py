"""What each event is: its verb, its words, exactly which facts go with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from portal.audit.events import Event, Verb


@dataclass(frozen=True, slots=True)
class Kind:
    """What an event is: its verb, a sentence for the page of the record, its exact facts."""

    verb: Verb
    words: str
    facts: frozenset[str] = frozenset()


def _kind(verb: Verb, words: str, *facts: str) -> Kind:
    return Kind(verb, words, frozenset(facts))


KINDS: Mapping[Event, Kind] = {
    Event.WORK_SEEN: _kind(Verb.CONSULTED, "Opened My work"),
    Event.VIEW_IMPACT_SEEN: _kind(
        Verb.CONSULTED, "Opened the list of shares that a version of a view touches"
    ),
    Event.CIRCLES_LISTED: _kind(Verb.CONSULTED, "Listed sharing circles"),
    Event.CIRCLE_SEEN: _kind(Verb.CONSULTED, "Opened a sharing circle"),
    Event.CIRCLE_MADE: _kind(Verb.SECURITY, "Made a sharing circle", "circle_id"),
    Event.CIRCLE_ENDED: _kind(Verb.SECURITY, "Ended a sharing circle", "circle_id"),
    Event.CIRCLE_JOINED: _kind(
        Verb.SECURITY, "Put a member into a sharing circle", "circle_id", "member_id"
    ),
    Event.CIRCLE_LEFT: _kind(
        Verb.SECURITY, "Ended a membership of a sharing circle", "circle_id", "member_id"
    ),
    Event.VIEW_PROPOSED: _kind(Verb.SECURITY, "Proposed a version of a view", "view", "sections"),
    Event.VIEW_ANSWERED: _kind(
        Verb.SECURITY, "Answered a version of a view", "view", "number", "answer"
    ),
    Event.GROUPS_LISTED: _kind(Verb.CONSULTED, "Listed groups", "page"),
    Event.GROUP_SEEN: _kind(Verb.CONSULTED, "Opened the overview of a group"),
    Event.PEOPLE_SEEN: _kind(Verb.CONSULTED, "Opened the people of a group"),
    Event.NOMINAL_SEEN: _kind(Verb.CONSULTED, "Opened a nominal"),
    Event.NOMINAL_ADDED: _kind(Verb.COLLECTED, "Added a nominal to a group"),
    Event.MEMBERSHIP_STATED: _kind(Verb.COLLECTED, "Stated a nominal's part in a group"),
    Event.MEMBERSHIP_CHANGED: _kind(Verb.ALTERED, "Changed a nominal's part in a group"),
    Event.PROPOSAL_ANSWERED: _kind(Verb.ALTERED, "Answered a partner's proposal", "state"),
    Event.NOMINALS_COMBINED: _kind(Verb.COMBINED, "Held two nominals to be one person"),
    Event.COMBINATION_UNDONE: _kind(Verb.COMBINED, "Took apart two nominals held to be one person"),
    Event.LINKS_SEEN: _kind(Verb.CONSULTED, "Opened the links of a group"),
    Event.LINK_ADDED: _kind(Verb.COLLECTED, "Linked something to a group", "kind"),
    Event.LINK_ENDED: _kind(Verb.ALTERED, "Ended a link of a group", "kind"),
    Event.NARRATIVE_EDITED: _kind(Verb.ALTERED, "Changed the restricted narrative"),
    Event.TEXTS_SEEN: _kind(Verb.CONSULTED, "Opened earlier texts of a group"),
    Event.SUMMARY_CONFIRMED: _kind(Verb.ALTERED, "Confirmed that the partner summary holds"),
    Event.PERSON_ASKED_ABOUT: _kind(
        Verb.CONSULTED, "Asked whether another agency holds a person", "purpose"
    ),
    Event.ANSWER_OPENED: _kind(Verb.CONSULTED, "Opened whom to call about a person"),
    Event.ASKERS_SEEN: _kind(Verb.CONSULTED, "Read who asked about nominals of their agency"),
    Event.ANSWER_SET: _kind(Verb.ALTERED, "Set what their agency answers", "answer"),
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
    Event.PEOPLE_LENT_SEEN: _kind(Verb.CONSULTED, "Read the people who were lent with a share"),
    Event.PERSON_LENT: _kind(
        Verb.DISCLOSED, "Lent a person with a share", "recipient_id", "recipient", "step"
    ),
    Event.PERSON_TAKEN_BACK: _kind(
        Verb.ALTERED, "Took back a person who was lent with a share", "step"
    ),
    Event.SHARE_REVOKED: _kind(
        Verb.ALTERED, "Revoked a share", "recipient_id", "recipient", "view"
    ),
    Event.PAGE_SEEN_AS: _kind(
        Verb.CONSULTED,
        "Opened a page of a group as somebody else",
        "recipient_id",
        "recipient",
        "page",
    ),
    Event.SEEING_AS_BEGUN: _kind(
        Verb.CONSULTED, "Began to see a group as somebody else", "recipient_id", "recipient"
    ),
    Event.OWN_VIEW_RETURNED: _kind(Verb.SECURITY, "Saw again as themselves"),
    Event.ROOM_OPENED: _kind(Verb.SECURITY, "Began boardroom mode", "people"),
    Event.EXPLANATION_SEEN: _kind(Verb.CONSULTED, "Opened who can see a group, and why"),
    Event.VERDICT_SEEN: _kind(
        Verb.CONSULTED, "Asked what somebody would need to see a group", "recipient_id", "recipient"
    ),
    Event.DENIAL_GIVEN: _kind(
        Verb.ALTERED, "Shut somebody out of a group", "recipient_id", "recipient"
    ),
    Event.DENIAL_ENDED: _kind(
        Verb.ALTERED, "Let somebody back into a group", "recipient_id", "recipient"
    ),
    Event.GLASS_LISTED: _kind(Verb.SECURITY, "Listed break-glass"),
    Event.GLASS_SEEN: _kind(Verb.SECURITY, "Opened a break-glass"),
    Event.GLASS_ASKED: _kind(Verb.SECURITY, "Asked for break-glass", "glass_id", "hours"),
    Event.GLASS_APPROVED: _kind(
        Verb.DISCLOSED, "Approved break-glass", "recipient_id", "recipient", "until"
    ),
    Event.GLASS_DECLINED: _kind(Verb.SECURITY, "Declined break-glass", "glass_id"),
    Event.GLASS_ENDED: _kind(Verb.ALTERED, "Ended break-glass", "glass_id"),
    Event.ACTION_LOGGED: _kind(Verb.COLLECTED, "Logged an action", "strand"),
    Event.ACTION_UPDATED: _kind(Verb.ALTERED, "Updated an action", "state"),
    Event.BOARDS_LISTED: _kind(Verb.CONSULTED, "Listed boards"),
    Event.BOARD_SEEN: _kind(Verb.CONSULTED, "Opened a board"),
    Event.AGENDA_PROPOSED: _kind(Verb.CONSULTED, "Opened a proposed agenda"),
    Event.MEETING_MADE: _kind(Verb.COLLECTED, "Made a meeting", "items"),
    Event.MEETING_SEEN: _kind(Verb.CONSULTED, "Opened an agenda"),
    Event.STREAM_SEEN: _kind(Verb.CONSULTED, "Opened a work stream"),
    Event.STREAM_REPORTED: _kind(Verb.ALTERED, "Reported on a work stream", "progress"),
    Event.TRIGGERS_LISTED: _kind(Verb.CONSULTED, "Listed triggers", "page"),
    Event.TRIGGER_SEEN: _kind(Verb.CONSULTED, "Opened a trigger"),
    Event.TRIGGER_WRITTEN: _kind(Verb.COLLECTED, "Wrote a trigger", "avenue"),
    Event.TRIGGER_ANSWERED: _kind(
        Verb.ALTERED, "Answered a question of the definition test", "question", "answer"
    ),
    Event.TRIGGER_MOVED: _kind(Verb.ALTERED, "Moved a trigger", "state"),
    Event.GROUP_MAPPED: _kind(Verb.COLLECTED, "Mapped a group from a trigger"),
    Event.REPORTS_LISTED: _kind(Verb.CONSULTED, "Listed spotting reports", "page"),
    Event.REPORT_SEEN: _kind(Verb.CONSULTED, "Opened a spotting report"),
    Event.REPORT_FILED: _kind(Verb.COLLECTED, "Filed a spotting report"),
    Event.REPORT_ANSWERED: _kind(Verb.ALTERED, "Answered a spotting report", "state"),
    Event.TRAINING_LISTED: _kind(Verb.CONSULTED, "Listed training", "page"),
    Event.TRAINING_RECORDED: _kind(
        Verb.COLLECTED, "Recorded that somebody passed a course", "course"
    ),
    Event.TEAMS_LISTED: _kind(Verb.CONSULTED, "Listed teams"),
    Event.TEAM_MADE: _kind(Verb.COLLECTED, "Made a team"),
    Event.OFFICERS_SEEN: _kind(Verb.CONSULTED, "Opened the officers of a group"),
    Event.OFFICER_LISTS_SEEN: _kind(
        Verb.CONSULTED, "Opened the lists of groups without a capable lead officer"
    ),
    Event.OFFICER_ASSIGNED: _kind(Verb.ALTERED, "Gave somebody a duty on a group", "duty"),
    Event.OFFICER_RELEASED: _kind(Verb.ALTERED, "Ended somebody's duty on a group", "duty"),
    Event.HANDOVER_SEEN: _kind(Verb.CONSULTED, "Opened an offer to lead a group"),
    Event.HANDOVER_OFFERED: _kind(Verb.ALTERED, "Offered the lead of a group", "residual"),
    Event.HANDOVER_ANSWERED: _kind(Verb.ALTERED, "Answered an offer to lead a group", "answer"),
    Event.STATUS_SEEN: _kind(Verb.CONSULTED, "Opened the status of a group"),
    Event.STATUS_CHANGED: _kind(Verb.ALTERED, "Changed the status of a group", "status"),
    Event.GROUP_DESCRIBED: _kind(Verb.ALTERED, "Said what type of group it is", "kind"),
    Event.CLOSURE_SEEN: _kind(Verb.CONSULTED, "Opened a proposal to archive or reopen a group"),
    Event.CLOSURE_PROPOSED: _kind(Verb.ALTERED, "Proposed to archive or reopen a group", "kind"),
    Event.CLOSURE_ANSWERED: _kind(
        Verb.ALTERED, "Answered a proposal to archive or reopen a group", "state"
    ),
    Event.INTELLIGENCE_SEEN: _kind(Verb.CONSULTED, "Opened the intelligence queue of a group"),
    Event.INTELLIGENCE_ADDED: _kind(Verb.COLLECTED, "Added to the intelligence queue of a group"),
    Event.INTELLIGENCE_REVIEWED: _kind(
        Verb.ALTERED, "Reviewed an item of the intelligence queue", "outcome"
    ),
    Event.STATISTICS_SEEN: _kind(Verb.CONSULTED, "Read the statistics"),
    Event.TOTALS_SEEN: _kind(Verb.CONSULTED, "Read the published totals"),
    Event.TOTALS_PUBLISHED: _kind(Verb.DISCLOSED, "Published totals to all who read them", "as_at"),
    Event.LOG_SEEN: _kind(Verb.CONSULTED, "Read the record", "page"),
    Event.AGREEMENTS_LISTED: _kind(Verb.CONSULTED, "Listed agreements"),
    Event.AGREEMENT_SEEN: _kind(Verb.CONSULTED, "Opened an agreement"),
    Event.AGREEMENT_DRAFTED: _kind(Verb.COLLECTED, "Drafted an agreement"),
    Event.AGREEMENT_EDITED: _kind(Verb.ALTERED, "Changed a draft agreement", "what"),
    Event.AGREEMENT_MOVED: _kind(Verb.ALTERED, "Moved an agreement on", "state"),
    Event.AGREEMENT_SIGNED: _kind(Verb.ALTERED, "Signed an agreement for their agency", "office"),
    Event.AGREEMENT_LEFT: _kind(Verb.ALTERED, "Left an agreement"),
    Event.RENEWALS_SEEN: _kind(Verb.CONSULTED, "Listed agreements to renew"),
    Event.GATEWAYS_LISTED: _kind(Verb.CONSULTED, "Listed gateways"),
    Event.GATEWAY_SEEN: _kind(Verb.CONSULTED, "Opened a gateway"),
    Event.GATEWAY_PROPOSED: _kind(Verb.COLLECTED, "Proposed an entry of the gateway register"),
    Event.GATEWAY_ANSWERED: _kind(Verb.ALTERED, "Answered a proposed gateway", "state"),
    Event.CONSENTS_LISTED: _kind(Verb.CONSULTED, "Listed requests for onward release"),
    Event.CONSENT_SEEN: _kind(Verb.CONSULTED, "Opened a request for onward release"),
    Event.CONSENT_ASKED: _kind(Verb.COLLECTED, "Asked for onward release", "owner_id"),
    Event.CONSENT_ANSWERED: _kind(Verb.ALTERED, "Answered a request for onward release", "state"),
    Event.CONSENT_WITHDRAWN: _kind(Verb.ALTERED, "Withdrew consent to onward release"),
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
    Event.SEARCHED: _kind(Verb.CONSULTED, "Searched", "words", "found"),
    Event.SHARE_PROPOSED: _kind(
        Verb.ALTERED, "Proposed a share to a second person", "recipient_id", "recipient", "view"
    ),
    Event.SHARE_APPROVED: _kind(Verb.ALTERED, "Approved a share", "preview"),
    Event.SHARE_DECLINED: _kind(Verb.ALTERED, "Declined a share"),
    Event.SHARE_RENEWED: _kind(Verb.ALTERED, "Renewed a share", "until"),
    Event.CONDITIONS_SEEN: _kind(Verb.CONSULTED, "Read the handling conditions of a share"),
    Event.CONDITIONS_ACCEPTED: _kind(Verb.ALTERED, "Accepted the handling conditions of a share"),
    Event.COPIES_SEEN: _kind(Verb.CONSULTED, "Opened the copies and corrections of a group"),
    Event.COPY_TAKEN: _kind(Verb.DISCLOSED, "Took a copy", "kind"),
    Event.COPY_DESTROYED: _kind(Verb.ERASED, "Confirmed that a copy was destroyed"),
    Event.COPIES_RECALLED: _kind(Verb.ALTERED, "Recalled copies", "copies"),
    Event.CORRECTION_SENT: _kind(Verb.DISCLOSED, "Sent a correction", "recipients"),
    Event.CORRECTION_SEEN: _kind(Verb.CONSULTED, "Read a correction"),
    Event.CORRECTION_ACKNOWLEDGED: _kind(Verb.ALTERED, "Acknowledged a correction"),
    Event.ACCESS_ASKED: _kind(Verb.COLLECTED, "Asked for access"),
    Event.REQUESTS_SEEN: _kind(Verb.CONSULTED, "Listed requests for access"),
    Event.REQUEST_SEEN: _kind(Verb.CONSULTED, "Opened a request for access"),
    Event.REQUEST_REFUSED: _kind(Verb.ALTERED, "Refused a request for access"),
    Event.LEDGER_SEEN: _kind(Verb.CONSULTED, "Read the disclosure ledger", "disclosures"),
    Event.LEDGER_FILED: _kind(Verb.DISCLOSED, "Took the ledger as a file", "disclosures"),
    Event.AGENCIES_LISTED: _kind(Verb.CONSULTED, "Listed agencies"),
    Event.AGENCY_SEEN: _kind(Verb.CONSULTED, "Opened an agency"),
    Event.AGENCY_DESCRIBED: _kind(Verb.ALTERED, "Changed an agency's contact or powers"),
    Event.AGENCY_REGISTERED: _kind(Verb.SECURITY, "Added an agency", "agency_id"),
    Event.AGENCY_ACTIVATED: _kind(Verb.SECURITY, "Activated an agency", "agency_id"),
    Event.MEMBERS_SEEN: _kind(Verb.CONSULTED, "Listed the people of an agency"),
    Event.MEMBER_SEEN: _kind(Verb.CONSULTED, "Opened a person's roles and vetting"),
    Event.MEMBER_CHANGED: _kind(Verb.SECURITY, "Changed a person's standing", "step"),
    Event.WORK_HANDED_OVER: _kind(Verb.ALTERED, "Handed over the action of a person who left"),
    Event.INVITATION_SEEN: _kind(Verb.CONSULTED, "Opened an invitation"),
    Event.INVITATION_MADE: _kind(Verb.SECURITY, "Asked for a person to be invited"),
    Event.INVITATION_ANSWERED: _kind(Verb.SECURITY, "Answered an invitation", "step"),
    Event.PERSON_JOINED: _kind(Verb.SECURITY, "Joined by an invitation", "person_id"),
    Event.CHANGE_PROPOSED: _kind(Verb.SECURITY, "Proposed to change an agency", "kind"),
    Event.CHANGE_SEEN: _kind(Verb.CONSULTED, "Opened a plan to change an agency"),
    Event.CHANGE_AGREED: _kind(Verb.SECURITY, "Agreed to a plan to change an agency", "kind"),
    Event.CHANGE_WITHDRAWN: _kind(Verb.SECURITY, "Withdrew a plan to change an agency", "kind"),
    Event.CHANGE_DONE: _kind(Verb.ALTERED, "Carried out a plan to change an agency", "kind"),
    Event.RECALL_DUE: _kind(
        Verb.ALTERED, "Ended what an agency held: its copies are to be recalled", "agency_id"
    ),
    Event.ROUND_STARTED: _kind(Verb.SECURITY, "Started a round of confirming access", "due"),
    Event.ROUND_SEEN: _kind(Verb.CONSULTED, "Opened what waits to be confirmed"),
    Event.ROLE_CHECKED: _kind(Verb.SECURITY, "Confirmed or ended a role", "answer"),
    Event.SHARE_CHECKED: _kind(Verb.ALTERED, "Confirmed or ended a share", "answer"),
}
