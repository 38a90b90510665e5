"""THE POLICY, on one page: which standing opens which right.  Silence means no."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from portal.access.viewer import Role, Viewer


class Standing(StrEnum):
    """How a viewer stands towards a row, or towards the portal as a whole."""

    # Towards a row: each is a clause in the scope of the room that holds the row.
    HEADLINE = "holds the group at headline or better"
    SUMMARY = "holds the group at partner summary or better"
    FULL = "holds the group at the lead view"
    CIRCLE = "holds the group at the lead view by duty, and not by a share"
    LEAD_OFFICER = "is the group's lead responsible officer"
    SENIOR_OFFICER = "is the group's senior responsible officer"
    COORDINATOR = "is a force coordinator who holds the group at the lead view by duty"
    CONTRIBUTOR = "may propose actions, and holds the group at partner summary or better"
    OWNER = "works for the agency that owns the row"
    DOER = "owns the row, or does casework for the agency that owns it"
    RECIPIENT = "is one of those to whom it was given"
    SEATED = "holds a seat on the board"
    SECRETARY = "is the board's secretary or chair"
    ACQUAINTED = "shares an agency, a board or a group with it"
    SELF = "is the person whose row it is"
    # Towards the portal: each is a list of roles, below.
    ENTERED = "has signed in"
    CASEWORKER = "holds a role that works with groups"
    BOARD_MEMBER = "holds a board role"
    STATISTICIAN = "holds a role that reads statistics in full"
    COMMISSIONER = "holds a role that reads totals only"
    PUBLISHER = "publishes totals for readers outside the circle"
    AUDITOR = "reads the record of what was done"


class Right(StrEnum):
    """One thing that a viewer may do."""

    WORK_SEE = "work.see"
    POLICY_SEE = "policy.see"
    AGENCY_SEE = "agency.see"
    PERSON_SEE = "person.see"
    AGREEMENT_SEE = "agreement.see"
    GATEWAY_SEE = "gateway.see"
    GROUP_LIST = "group.list"
    GROUP_SEE = "group.see"
    SUMMARY_SEE = "summary.see"
    SUMMARY_EDIT = "summary.edit"
    LEAD_VIEW_SEE = "lead-view.see"
    DECISION_WRITE = "decision.write"
    SHARING_SEE = "sharing.see"
    HISTORY_SEE = "history.see"
    SHARE_SEE = "share.see"
    GROUP_SHARE = "group.share"
    SHARE_REVOKE = "share.revoke"
    PLAN_SEE = "plan.see"
    ACTION_SEE = "action.see"
    ACTION_ADD = "action.add"
    ACTION_UPDATE = "action.update"
    RESULTS_SEE = "results.see"
    BOARD_LIST = "board.list"
    BOARD_SEE = "board.see"
    MEETING_ADD = "meeting.add"
    STREAM_REPORT = "stream.report"
    STATISTICS_SEE = "statistics.see"
    TOTALS_SEE = "totals.see"
    TOTALS_PUBLISH = "totals.publish"
    LOG_SEE = "log.see"


POLICY: Mapping[Right, frozenset[Standing]] = {
    Right.WORK_SEE: frozenset({Standing.ENTERED}),
    Right.POLICY_SEE: frozenset({Standing.ENTERED}),
    Right.AGENCY_SEE: frozenset({Standing.ACQUAINTED}),
    Right.PERSON_SEE: frozenset({Standing.SELF, Standing.ACQUAINTED}),
    Right.AGREEMENT_SEE: frozenset({Standing.ACQUAINTED}),
    Right.GATEWAY_SEE: frozenset({Standing.CASEWORKER}),
    Right.GROUP_LIST: frozenset({Standing.CASEWORKER, Standing.BOARD_MEMBER}),
    Right.GROUP_SEE: frozenset({Standing.HEADLINE}),
    Right.SUMMARY_SEE: frozenset({Standing.SUMMARY}),
    Right.SUMMARY_EDIT: frozenset({Standing.LEAD_OFFICER, Standing.COORDINATOR}),
    Right.LEAD_VIEW_SEE: frozenset({Standing.FULL}),
    Right.DECISION_WRITE: frozenset({Standing.LEAD_OFFICER, Standing.SENIOR_OFFICER}),
    Right.SHARING_SEE: frozenset({Standing.CIRCLE}),
    Right.HISTORY_SEE: frozenset({Standing.CIRCLE}),
    Right.SHARE_SEE: frozenset({Standing.CIRCLE, Standing.RECIPIENT}),
    Right.GROUP_SHARE: frozenset({Standing.LEAD_OFFICER, Standing.COORDINATOR}),
    Right.SHARE_REVOKE: frozenset({Standing.LEAD_OFFICER, Standing.COORDINATOR}),
    Right.PLAN_SEE: frozenset({Standing.SUMMARY}),
    Right.ACTION_SEE: frozenset({Standing.CIRCLE, Standing.OWNER, Standing.RECIPIENT}),
    Right.ACTION_ADD: frozenset({Standing.CONTRIBUTOR}),
    Right.ACTION_UPDATE: frozenset({Standing.DOER}),
    Right.RESULTS_SEE: frozenset({Standing.STATISTICIAN}),
    Right.BOARD_LIST: frozenset({Standing.BOARD_MEMBER}),
    Right.BOARD_SEE: frozenset({Standing.SEATED}),
    Right.MEETING_ADD: frozenset({Standing.SECRETARY}),
    Right.STREAM_REPORT: frozenset({Standing.SEATED}),
    Right.STATISTICS_SEE: frozenset({Standing.STATISTICIAN}),
    Right.TOTALS_SEE: frozenset({Standing.STATISTICIAN, Standing.COMMISSIONER}),
    Right.TOTALS_PUBLISH: frozenset({Standing.PUBLISHER}),
    Right.LOG_SEE: frozenset({Standing.AUDITOR}),
}

POLICE: frozenset[Role] = frozenset(
    {Role.LRO, Role.SRO, Role.ANA, Role.COO, Role.SCO, Role.DIV, Role.SCR, Role.REG}
)
"""The roles that run groups."""
CONTRIBUTORS: frozenset[Role] = (POLICE - {Role.ANA, Role.SCO}) | {
    Role.PRA, Role.SPC, Role.BCH, Role.BME
}  # fmt: skip
"""The roles that may propose an action to an agency (domain, section 14)."""
BOARD_ROLES: frozenset[Role] = frozenset({Role.BCH, Role.BSE, Role.BME})

HELD: Mapping[Standing, frozenset[Role]] = {
    Standing.ENTERED: frozenset(Role),
    Standing.CASEWORKER: POLICE | {Role.PRA, Role.SPC},
    Standing.BOARD_MEMBER: BOARD_ROLES,
    Standing.STATISTICIAN: POLICE,
    Standing.COMMISSIONER: BOARD_ROLES | {Role.PRA, Role.SPC, Role.MOD, Role.PCC, Role.FIM},
    Standing.PUBLISHER: frozenset({Role.COO}),
    Standing.AUDITOR: frozenset({Role.AUD, Role.FIM}),
}
"""The standings that are roles: whoever holds one of them stands so towards the whole portal."""

ORDER = (
    "account, membership, agency and vetting in good standing",
    "agreement in date",
    "marking ceiling",
    "grant",
)
"""What is asked before any right, in this order; the first refusal ends it."""


def may(viewer: Viewer, right: Right) -> bool:
    """Whether the viewer holds the right everywhere, by role; rights over a row answer no."""
    return any(viewer.holds(*HELD[standing]) for standing in POLICY[right] if standing in HELD)
