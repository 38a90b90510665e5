"""The policy in words: for the page in the portal, and for ``docs/policy.md``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.access.policy import HELD, ORDER, POLICY, Right, Standing
from portal.access.viewer import Role

COMMAND = "portal policies --page > docs/policy.md"
"""What makes the document anew."""

RIGHTS_IN_WORDS: Mapping[Right, str] = {
    Right.WORK_SEE: "Open My work: what waits for you, from every part of the portal",
    Right.POLICY_SEE: "Read this page",
    Right.AGENCY_LIST: "Open the register of the agencies in your view",
    Right.AGENCY_SEE: "See an agency: its name, kind, contact, powers and earlier names",
    Right.AGENCY_DESCRIBE: "Change your agency's contact and confirm its powers",
    Right.AGENCY_REGISTER: "Add an agency to the register",
    Right.AGENCY_ADMIT: "Activate, suspend and resume an agency",
    Right.CHANGE_PROPOSE: "Propose that an agency is merged, split or renamed, or leaves",
    Right.CHANGE_SEE: "See such a plan",
    Right.CHANGE_AGREE: "See whom such a plan touches, agree to it for your side, carry it out",
    Right.STAFF_SEE: "See an agency's people, their roles and when they last signed in",
    Right.MEMBER_MANAGE: "Change a person's roles and vetting, suspend them, record their leaving",
    Right.PERSON_INVITE: "Ask for a colleague to be invited",
    Right.INVITATION_SEE: "See an invitation",
    Right.INVITATION_ANSWER: "Approve, register or withdraw an invitation, each by another person",
    Right.WORK_HAND_OVER: "Hand over the actions of a person who left",
    Right.ROUND_RUN: "Start a round of confirming access, and follow it",
    Right.ROLE_CONFIRM: "Confirm or end the roles of your agency's people (information managers:"
    " of every agency's)",
    Right.SHARE_CONFIRM: "Confirm or end the shares of the groups that you lead or coordinate",
    Right.PERSON_SEE: "See that a person works for an agency, and their name",
    Right.AGREEMENT_SEE: "See an information-sharing agreement",
    Right.GATEWAY_SEE: "See the legal powers to share",
    Right.AGREEMENT_LIST: "Open the list of your agency's information-sharing agreements",
    Right.AGREEMENT_DRAFT: "Draft an information-sharing agreement",
    Right.AGREEMENT_EDIT: "Change the draft of an agreement, its parties and its data schedule",
    Right.AGREEMENT_KEEP: "Put an agreement to consultation, make it live, end it",
    Right.AGREEMENT_SIGN: "Sign an agreement for your agency, or leave it",
    Right.GATEWAY_PROPOSE: "Propose an entry of the register of gateways",
    Right.GATEWAY_CHANGE: "Propose a change of an entry of the register of gateways",
    Right.GATEWAY_APPROVE: "Approve or decline a proposed entry of the register of gateways",
    Right.CONSENT_LIST: "Open the list of requests and consents for onward release",
    Right.CONSENT_SEE: "See a request or a consent to pass an owner's material on",
    Right.CONSENT_ASK: "Ask an owner for consent to pass their material on",
    Right.CONSENT_ANSWER: "Give, decline or withdraw consent to pass your agency's material on",
    Right.SEARCH: "Search for names and words in what you may see",
    Right.TERM_FIND: "Find the words of a group by a search, as far as your view of it goes",
    Right.GROUP_LIST: "Open the register of the groups in your view",
    Right.GROUP_SEE: "Open a group's overview, as far as your view of it goes",
    Right.GRADING_SEE: "Read a group's band and tier, and the month of its next review",
    Right.COUNT_SEE: "Read how many people a group has, as a band such as 6 to 10",
    Right.SUMMARY_SEE: "Read a group's partner summary, operation name and district",
    Right.SUMMARY_EDIT: "Change a group's partner summary",
    Right.LEAD_VIEW_SEE: "Read a group's narrative, and its place in other systems",
    Right.MEMBERS_SEE: "List the people of a group by reference and role",
    Right.IDENTITY_SEE: "Read who a nominal is: name, date of birth, home",
    Right.SCORES_SEE: "Read a group's scores",
    Right.REVIEW_SEE: "Read the day on which a group's review falls due",
    Right.NARRATIVE_EDIT: "Change a group's restricted narrative",
    Right.SUMMARY_CONFIRM: "Confirm that a partner summary still holds",
    Right.TEXTS_SEE: "Read earlier texts of a narrative and of a partner summary",
    Right.MEMBER_ADD: "Add a nominal to a group, or propose one",
    Right.MEMBER_STATE: "State a membership of a group without a second person",
    Right.MEMBER_EDIT: "Change or end a membership that their agency stated",
    Right.MEMBER_ANSWER: "Take in or decline a nominal that a partner proposed",
    Right.NOMINALS_COMBINE: "Say that two nominals are one person",
    Right.COMBINATION_SEE: "Read that two nominals are one person",
    Right.COMBINATION_UNDO: "Take back that two nominals are one person",
    Right.LINKS_SEE: "Open a group's link chart, as far as it is in sight",
    Right.LINK_SEE: "Read a linked premises or operation",
    Right.LINK_ADD: "Link premises or an operation to a group",
    Right.LINK_END: "End a link that their agency added",
    Right.ORDER_SEE: "Read a court order against a nominal",
    Right.ORDER_ADD: "Add a court order against a nominal",
    Right.DECONFLICT: "Ask whether another agency holds a person, by exact keys",
    Right.SEARCH_SEE: "Read the answer to a question of theirs",
    Right.ANSWER_OPEN: "Open what the owners let them know",
    Right.DECONFLICTION_SET: "Set what their agency answers, and see who asked about its nominals",
    Right.DECISIONS_SEE: "Open a group's log of decisions and concerns",
    Right.LOG_ENTRY_SEE: "Read an entry of the log, as far as it is meant for them",
    Right.DECISION_WRITE: "Write in the lead officer's log",
    Right.CIRCLE_LIST: "Open the list of your sharing circles",
    Right.CIRCLE_SEE: "See a sharing circle that you are in or keep, and its members, but for those"
    " who are hidden",
    Right.CIRCLE_MAKE: "Make a sharing circle",
    Right.CIRCLE_KEEP: "Add members to a sharing circle and end them; end the circle",
    Right.VIEW_SEE: "Read which views there are, and what each version of them opens",
    Right.VIEW_PROPOSE: "Propose what a view opens from now on",
    Right.VIEW_ANSWER: "Approve or decline what somebody else proposed for a view",
    Right.SHARING_SEE: "Open a group's sharing page: who sees it, and why",
    Right.HISTORY_SEE: "Open a group's history: who did what with it",
    Right.DENIAL_SEE: "See who is shut out of a group, and why",
    Right.DENIAL_WRITE: "Shut somebody out of a group, whatever else would show it to them",
    Right.GLASS_LIST: "Open the list of break-glass: the emergencies that you asked for or answer",
    Right.GLASS_SEE: "See a break-glass: its reason, its people and its end",
    Right.GLASS_ASK: "Ask for sight of one group in an emergency",
    Right.GLASS_ANSWER: "Approve or decline a break-glass",
    Right.GLASS_END: "End a break-glass early",
    Right.ROOM_OPEN: "Name who is in the room, so that pages show only what all of them may see",
    Right.OWN_VIEW_RETURN: "See again as yourself",
    Right.SHARE_SEE: "See a share: its view, purpose, power, agreement and end",
    Right.GROUP_SHARE: "Share a group with an agency or a board",
    Right.SHARE_REVOKE: "Revoke a share",
    Right.TRIGGER_LIST: "Open the list of the triggers in your view",
    Right.TRIGGER_ADD: "Propose a group to be mapped: write a trigger",
    Right.TRIGGER_SEE: "Read a trigger, its definition test and its path",
    Right.TRIGGER_DEVELOP: "Answer the definition test of a trigger",
    Right.TRIGGER_MOVE: "Move a trigger along its path, each part its own moves",
    Right.TRIGGER_MAP: "Map a group from a trigger",
    Right.SPOTTING_LIST: "Open the list of the spotting reports in your view",
    Right.SPOTTING_ADD: "File a spotting report, if trained in spotting",
    Right.SPOTTING_SEE: "Read a spotting report",
    Right.SPOTTING_TRIAGE: "Triage a spotting report",
    Right.TRAINING_SEE: "Read who was trained in what, until when",
    Right.TRAINING_LIST: "Open the list of training in your view",
    Right.TRAINING_ADD: "Record that somebody passed a course",
    Right.TEAM_SEE: "See a team and who is in it",
    Right.TEAM_LIST: "Open the list of your agency's teams",
    Right.TEAM_ADD: "Make a team",
    Right.OFFICER_LIST: "Open the lists of groups without a capable lead officer",
    Right.OFFICER_ASSIGN: "Assign deputies, analysts and senior officers to a group",
    Right.HANDOVER_SEE: "Read an offer to lead a group",
    Right.HANDOVER_OFFER: "Offer the lead of a group to a person or an agency",
    Right.HANDOVER_ANSWER: "Accept or decline the lead of a group",
    Right.GROUP_DESCRIBE: "Say what type of group it is",
    Right.STATUS_CHANGE: "Mark a group dormant, or active again",
    Right.CLOSURE_SEE: "Read a proposal to archive or reopen a group",
    Right.CLOSURE_PROPOSE: "Propose to archive or reopen a group",
    Right.CLOSURE_ANSWER: "Endorse (the scorer) or ratify (the chair) that proposal, or decline it",
    Right.INTELLIGENCE_SEE: "Open a group's queue of intelligence reference numbers",
    Right.INTELLIGENCE_ADD: "Add an intelligence reference number to a group's queue",
    Right.INTELLIGENCE_REVIEW: "Mark an item of the intelligence queue as reviewed",
    Right.PERSON_LEND: "Lend a person of a group with a share of it, and take them back",
    Right.SHARE_RENEW: "Renew a share",
    Right.SHARE_APPROVE: "Approve or decline a share that waits for a second person",
    Right.SHARE_SEVERAL: "Share several of one's groups at a time, and take several shares back",
    Right.CONDITIONS_ACCEPT: "Accept the handling conditions of a share before the first reading",
    Right.COPY_TAKE: "Record a copy that you took of a group",
    Right.COPY_SEE: "See which copies were taken, recalled and destroyed",
    Right.COPY_CONFIRM: "Confirm that a copy was destroyed",
    Right.CORRECTION_SEE: "Read a correction",
    Right.CORRECTION_SEND: "Send a correction to those who hold or held a group",
    Right.CORRECTION_ACKNOWLEDGE: "Acknowledge a correction",
    Right.REQUEST_ASK: "Ask for access to what you do not see",
    Right.REQUEST_SEE: "Read a request for access",
    Right.REQUEST_ANSWER: "Answer a request for access",
    Right.LEDGER_SEARCH: "Search the disclosure ledger (of the groups that your agency leads, for"
    " information managers and auditors; else of those that you run)",
    Right.PLAN_SEE: "Open a group's plan",
    Right.ACTION_SEE: "Read an action of the plan, and its updates",
    Right.ACTION_ADD: "Log an action in the plan",
    Right.ACTION_UPDATE: "Write an update on an action",
    Right.RESULTS_SEE: "Read the results of named operations (your agency's own; for police"
    " forces and regional units, every agency's)",
    Right.BOARD_LIST: "Open the list of your boards",
    Right.BOARD_SEE: "Open a board, its meetings and its work streams",
    Right.MEETING_ADD: "Make a meeting and its agenda",
    Right.STREAM_REPORT: "Report progress on a work stream",
    Right.STATISTICS_SEE: "Read statistics: counts over the groups in your view, and monthly"
    " counts (your agency's own; for police forces and regional units, every agency's)",
    Right.TOTALS_SEE: "Read the published totals, with small counts withheld",
    Right.TOTALS_PUBLISH: "Publish totals",
    Right.LOG_SEE: "Read the record of who consulted, altered and disclosed what",
}


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One line of the policy: a right in words, its name, what opens it."""

    words: str
    name: str
    opened_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A standing that is roles, and which."""

    standing: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ViewLine:
    """A part of a group, and what each of the three views shows of it."""

    part: str
    headline: str
    summary: str
    lead: str


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """The policy as a page shows it."""

    views: tuple[ViewLine, ...]
    lines: tuple[PolicyLine, ...]
    standings: tuple[RoleLine, ...]
    roles: tuple[tuple[str, str], ...]
    order: tuple[str, ...]


VIEWS = (
    ViewLine("Reference, theme, lead agency and its contact", "shown", "shown", "shown"),
    ViewLine("Area", "City or County", "with district", "with district"),
    ViewLine("Operation name, band and tier", "not shown", "shown", "shown"),
    ViewLine("Threat score", "not shown", "not shown", "shown"),
    ViewLine("Next review", "not shown", "month", "date"),
    ViewLine("Partner summary", "not shown", "shown", "shown"),
    ViewLine("Restricted narrative", "not shown", "not shown", "shown"),
    ViewLine("People: name, date of birth, role", "not shown", "not shown", "shown"),
    ViewLine(
        "Actions of the plan",
        "not shown",
        "your agency's own, and those open to all partners",
        "the same by a share; all of them by duty",
    ),
    ViewLine("Decisions", "not shown", "not shown", "shown"),
    ViewLine("Sharing, history", "not shown", "not shown", "shown by duty, not by a share"),
)
"""What each view shows, as built (domain, section 12.3)."""


def policy_page() -> PolicyPage:
    """The policy table, in the words of its own page of data."""
    return PolicyPage(
        views=VIEWS,
        lines=tuple(
            PolicyLine(
                RIGHTS_IN_WORDS.get(right, right.value),
                right.value,
                tuple(sorted(one.value for one in POLICY[right])),
            )
            for right in Right
        ),
        standings=tuple(
            RoleLine(standing.value, tuple(sorted(role.label for role in HELD[standing])))
            for standing in Standing
            if standing in HELD
        ),
        roles=tuple((role.value, role.label) for role in Role),
        order=tuple(step.value for step in ORDER),
    )


def policy_markdown() -> str:
    """The policy as ``docs/policy.md`` holds it."""
    page = policy_page()
    return "\n".join(
        [
            "# Who may see what",
            "",
            f"Generated from `portal/access/policy.py` by `{COMMAND}`. Do not edit.",
            "",
            "This is the table that the portal enforces: PostgreSQL keeps it for every row, and"
            " every page asks it. Each right is opened by any one of what stands beside it; what"
            " is not here is refused.",
            "",
            f"Before any right, in this order: {'; '.join(page.order)}. The first refusal ends"
            " it. A hidden record answers as if it did not exist.",
            "",
            "## The three views of a group",
            "",
            *_table(
                ("Part", "Headline", "Partner summary", "Lead view"),
                ((one.part, one.headline, one.summary, one.lead) for one in page.views),
            ),
            "",
            "## Rights",
            "",
            *_table(
                ("Right", "Name", "Opened for a viewer who"),
                ((one.words, f"`{one.name}`", "; or ".join(one.opened_by)) for one in page.lines),
            ),
            "",
            "## Standings that are roles",
            "",
            *_table(
                ("A viewer who", "is any of"),
                ((one.standing, ", ".join(one.roles)) for one in page.standings),
            ),
            "",
            "## Roles",
            "",
            *_table(("Code", "Role"), ((f"`{code}`", label) for code, label in page.roles)),
            "",
        ]
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [_row(head), _row(tuple("---" for _ in head))]
    return lines + [_row(row) for row in rows]


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
