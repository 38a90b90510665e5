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
    Right.AGENCY_SEE: "See an agency's name and contact",
    Right.PERSON_SEE: "See that a person works for an agency, and their name",
    Right.AGREEMENT_SEE: "See an information-sharing agreement",
    Right.GATEWAY_SEE: "See the legal powers to share",
    Right.GROUP_LIST: "Open the register of the groups in your view",
    Right.GROUP_SEE: "Open a group's overview, as far as your view of it goes",
    Right.SUMMARY_SEE: "Read a group's partner summary, operation name, band and tier",
    Right.SUMMARY_EDIT: "Change a group's partner summary",
    Right.LEAD_VIEW_SEE: "Read a group's narrative, people, scores, review date and decisions",
    Right.DECISION_WRITE: "Write in the lead officer's log",
    Right.SHARING_SEE: "Open a group's sharing page: who sees it, and why",
    Right.HISTORY_SEE: "Open a group's history: who did what with it",
    Right.SHARE_SEE: "See a share: its view, purpose, power, agreement and end",
    Right.GROUP_SHARE: "Share a group with an agency or a board",
    Right.SHARE_REVOKE: "Revoke a share",
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
        order=ORDER,
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
