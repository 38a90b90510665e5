"""THE POLICY, on one page: which standing opens which right.  Silence means no."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from portal.access.viewer import Role, Viewer


class Standing(StrEnum):
    """How a viewer stands towards a row, or towards the portal as a whole."""

    # Towards a row: each is a clause in the scope of the room that holds the row.
    HEADLINE = "holds the group at headline or better"
    GRADED = "holds a view of the group that opens its band and tier"
    COUNTED = "holds a view of the group that opens how many people it has, or who"
    SUMMARY = "holds a view of the group that opens its partner summary"
    PLANNED = "holds a view of the group that opens its plan"
    MEMBERS = "holds a view of a group that opens its people"
    IDENTITY = "holds a view of a group that says who its people are"
    FULL = "holds a view of the group that opens its narrative"
    SCORED = "holds a view of the group that opens its scores"
    REVIEWED = "holds a view of the group that opens the days of its reviews"
    LOGGED = "holds a view of the group that opens its decisions"
    CIRCLE = "holds the group at the lead view by duty, and not by a share"
    LEAD_OFFICER = "is the group's lead responsible officer"
    SENIOR_OFFICER = "is the group's senior responsible officer"
    ANALYST = "is the group's analyst"
    COORDINATOR = "is a force coordinator who holds the group at the lead view by duty"
    CONTRIBUTOR = "may propose actions, and holds a view of the group that opens its plan"
    PROPOSER = "may report and propose, and works for the agency that proposed it"
    DEVELOPER = "is a coordinator or an analyst of the police, and it has been submitted"
    CHAIR = "chairs the scrutiny of the force"
    SCORER = "is a scorer of the regional OCGM team"
    MAPPER = "has mapped the group in the same step"
    OWNER = "works for the agency that owns the row"
    DOER = "owns the row, or does casework for the agency that owns it"
    RECIPIENT = "is one of those to whom it was given"
    SEATED = "holds a seat on the board"
    SECRETARY = "is the board's secretary or chair"
    ACQUAINTED = "shares an agency, a board or a group with it"
    VIEW_SECOND = "is an information manager, and another person than who proposed it"
    CIRCLE_KEEPER = "may make sharing circles, and works for the agency that owns this one"
    APPROVER = "runs the group as senior officer, coordinator or contact, and did not propose it"
    ASKED = "leads or coordinates the group that is asked for, or coordinates when none is named"
    SELF = "is the person whose row it is"
    GLASS_ANSWERER = "approves break-glass for the agency that owns the group, and did not ask"
    AGREEMENT_PROPOSER = "may draft agreements for the agency that keeps this one"
    AGREEMENT_KEEPER = "is an information manager of the agency that keeps the agreement"
    SIGNATORY = "may sign for an agency that is a party of the agreement"
    GATEWAY_SECOND = "keeps the register of gateways, and did not propose this entry"
    ORIGINATOR = "answers for the agency whose material it is"
    ADMINISTRATOR = "is the single point of contact of the agency"
    OPERATOR = "runs the platform"
    # Towards the portal: each is a list of roles, below.
    ENTERED = "has signed in"
    CASEWORKER = "holds a role that works with groups"
    BOARD_MEMBER = "holds a board role"
    REPORTER = "holds a role that may report and propose groups"
    PEOPLE_KEEPER = (
        "keeps the people of an agency: a coordinator, a chair or a single point of contact"
    )
    OVERSEER = "is a coordinator or a scrutiny chair"
    STATISTICIAN = "holds a role that reads statistics in full"
    COMMISSIONER = "holds a role that reads totals only"
    PUBLISHER = "publishes totals for readers outside the circle"
    STEWARD = "keeps the records of their agency"
    AUDITOR = "reads the record of what was done"
    CIRCLE_MAKER = "may make sharing circles for the agency"
    VIEW_KEEPER = "may propose what a view of the partnership opens"
    MEETING_CHAIR = "chairs or minutes meetings"
    GLASS_KEEPER = "keeps the portal or its records, and reads no content"
    GLASS_SECOND = "may approve break-glass for their agency"
    DRAFTER = "may draft agreements for their own agency"
    REGISTRAR = "keeps the register of gateways"
    MATERIAL_ANSWERER = "answers for the material of their own agency"
    AGENCY_KEEPER = "keeps the register of agencies"
    ASSURER = "sees to it that access is confirmed each quarter"
    SPOC = "is a single point of contact"


class Right(StrEnum):
    """One thing that a viewer may do."""

    WORK_SEE = "work.see"
    POLICY_SEE = "policy.see"
    AGENCY_LIST = "agency.list"
    AGENCY_SEE = "agency.see"
    AGENCY_DESCRIBE = "agency.describe"
    AGENCY_REGISTER = "agency.register"
    AGENCY_ADMIT = "agency.admit"
    CHANGE_PROPOSE = "change.propose"
    CHANGE_SEE = "change.see"
    CHANGE_AGREE = "change.agree"
    STAFF_SEE = "staff.see"
    MEMBER_MANAGE = "member.manage"
    PERSON_INVITE = "person.invite"
    INVITATION_SEE = "invitation.see"
    INVITATION_ANSWER = "invitation.answer"
    WORK_HAND_OVER = "work.hand-over"
    ROUND_RUN = "round.run"
    ROLE_CONFIRM = "role.confirm"
    SHARE_CONFIRM = "share.confirm"
    PERSON_SEE = "person.see"
    AGREEMENT_SEE = "agreement.see"
    AGREEMENT_LIST = "agreement.list"
    AGREEMENT_DRAFT = "agreement.draft"
    AGREEMENT_EDIT = "agreement.edit"
    AGREEMENT_KEEP = "agreement.keep"
    AGREEMENT_SIGN = "agreement.sign"
    GATEWAY_SEE = "gateway.see"
    GATEWAY_PROPOSE = "gateway.propose"
    GATEWAY_CHANGE = "gateway.change"
    GATEWAY_APPROVE = "gateway.approve"
    CONSENT_LIST = "consent.list"
    CONSENT_SEE = "consent.see"
    CONSENT_ASK = "consent.ask"
    CONSENT_ANSWER = "consent.answer"
    SEARCH = "search"
    TERM_FIND = "term.find"
    GROUP_LIST = "group.list"
    GROUP_SEE = "group.see"
    GRADING_SEE = "grading.see"
    COUNT_SEE = "count.see"
    SUMMARY_SEE = "summary.see"
    SUMMARY_EDIT = "summary.edit"
    LEAD_VIEW_SEE = "lead-view.see"
    MEMBERS_SEE = "members.see"
    IDENTITY_SEE = "identity.see"
    SCORES_SEE = "scores.see"
    REVIEW_SEE = "review.see"
    DECISIONS_SEE = "decisions.see"
    NARRATIVE_EDIT = "narrative.edit"
    SUMMARY_CONFIRM = "summary.confirm"
    TEXTS_SEE = "texts.see"
    MEMBER_ADD = "member.add"
    MEMBER_STATE = "member.state"
    MEMBER_EDIT = "member.edit"
    MEMBER_ANSWER = "member.answer"
    NOMINALS_COMBINE = "nominals.combine"
    COMBINATION_SEE = "combination.see"
    COMBINATION_UNDO = "combination.undo"
    LINKS_SEE = "links.see"
    LINK_SEE = "link.see"
    LINK_ADD = "link.add"
    LINK_END = "link.end"
    ORDER_SEE = "order.see"
    ORDER_ADD = "order.add"
    DECONFLICT = "deconfliction.ask"
    SEARCH_SEE = "deconfliction.see"
    ANSWER_OPEN = "deconfliction.open"
    DECONFLICTION_SET = "deconfliction.set"
    LOG_ENTRY_SEE = "log-entry.see"
    DECISION_WRITE = "decision.write"
    CIRCLE_LIST = "circle.list"
    CIRCLE_SEE = "circle.see"
    CIRCLE_MAKE = "circle.make"
    CIRCLE_KEEP = "circle.keep"
    VIEW_SEE = "view.see"
    VIEW_PROPOSE = "view.propose"
    VIEW_ANSWER = "view.answer"
    SHARING_SEE = "sharing.see"
    HISTORY_SEE = "history.see"
    DENIAL_SEE = "denial.see"
    DENIAL_WRITE = "denial.write"
    GLASS_LIST = "break-glass.list"
    GLASS_SEE = "break-glass.see"
    GLASS_ASK = "break-glass.ask"
    GLASS_ANSWER = "break-glass.answer"
    GLASS_END = "break-glass.end"
    ROOM_OPEN = "room.open"
    OWN_VIEW_RETURN = "own-view.return"
    SHARE_SEE = "share.see"
    GROUP_SHARE = "group.share"
    SHARE_REVOKE = "share.revoke"
    TRIGGER_LIST = "trigger.list"
    TRIGGER_ADD = "trigger.add"
    TRIGGER_SEE = "trigger.see"
    TRIGGER_DEVELOP = "trigger.develop"
    TRIGGER_MOVE = "trigger.move"
    TRIGGER_MAP = "trigger.map"
    SPOTTING_LIST = "spotting.list"
    SPOTTING_ADD = "spotting.add"
    SPOTTING_SEE = "spotting.see"
    SPOTTING_TRIAGE = "spotting.triage"
    TRAINING_SEE = "training.see"
    TRAINING_LIST = "training.list"
    TRAINING_ADD = "training.add"
    TEAM_SEE = "team.see"
    TEAM_LIST = "team.list"
    TEAM_ADD = "team.add"
    OFFICER_LIST = "officer.list"
    OFFICER_ASSIGN = "officer.assign"
    HANDOVER_SEE = "handover.see"
    HANDOVER_OFFER = "handover.offer"
    HANDOVER_ANSWER = "handover.answer"
    GROUP_DESCRIBE = "group.describe"
    STATUS_CHANGE = "status.change"
    CLOSURE_SEE = "closure.see"
    CLOSURE_PROPOSE = "closure.propose"
    CLOSURE_ANSWER = "closure.answer"
    INTELLIGENCE_SEE = "intelligence.see"
    INTELLIGENCE_ADD = "intelligence.add"
    INTELLIGENCE_REVIEW = "intelligence.review"
    PERSON_LEND = "person.lend"
    SHARE_RENEW = "share.renew"
    SHARE_APPROVE = "share.approve"
    SHARE_SEVERAL = "share.several"
    CONDITIONS_ACCEPT = "conditions.accept"
    COPY_SEE = "copy.see"
    COPY_TAKE = "copy.take"
    COPY_CONFIRM = "copy.confirm"
    CORRECTION_SEE = "correction.see"
    CORRECTION_SEND = "correction.send"
    CORRECTION_ACKNOWLEDGE = "correction.acknowledge"
    REQUEST_ASK = "request.ask"
    REQUEST_SEE = "request.see"
    REQUEST_ANSWER = "request.answer"
    LEDGER_SEARCH = "ledger.search"
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
    Right.AGENCY_LIST: frozenset({Standing.ENTERED}),
    Right.AGENCY_SEE: frozenset({Standing.ACQUAINTED}),
    Right.AGENCY_DESCRIBE: frozenset({Standing.ADMINISTRATOR}),
    Right.AGENCY_REGISTER: frozenset({Standing.AGENCY_KEEPER}),
    Right.AGENCY_ADMIT: frozenset({Standing.AGENCY_KEEPER}),
    Right.CHANGE_PROPOSE: frozenset({Standing.ADMINISTRATOR, Standing.AGENCY_KEEPER}),
    Right.CHANGE_SEE: frozenset({Standing.ADMINISTRATOR, Standing.AGENCY_KEEPER}),
    Right.CHANGE_AGREE: frozenset({Standing.ADMINISTRATOR, Standing.AGENCY_KEEPER}),
    Right.STAFF_SEE: frozenset({Standing.ADMINISTRATOR, Standing.AGENCY_KEEPER}),
    Right.MEMBER_MANAGE: frozenset({Standing.ADMINISTRATOR, Standing.OPERATOR}),
    Right.PERSON_INVITE: frozenset({Standing.OWNER}),
    Right.INVITATION_SEE: frozenset(
        {Standing.SELF, Standing.ADMINISTRATOR, Standing.AGENCY_KEEPER}
    ),
    Right.INVITATION_ANSWER: frozenset(
        {Standing.SELF, Standing.ADMINISTRATOR, Standing.AGENCY_KEEPER}
    ),
    Right.WORK_HAND_OVER: frozenset({Standing.ADMINISTRATOR}),
    Right.ROUND_RUN: frozenset({Standing.ASSURER}),
    Right.ROLE_CONFIRM: frozenset({Standing.SPOC, Standing.ASSURER}),
    Right.SHARE_CONFIRM: frozenset({Standing.CASEWORKER}),
    Right.PERSON_SEE: frozenset({Standing.SELF, Standing.ACQUAINTED}),
    Right.AGREEMENT_SEE: frozenset({Standing.ACQUAINTED}),
    Right.AGREEMENT_LIST: frozenset({Standing.CASEWORKER, Standing.DRAFTER}),
    Right.AGREEMENT_DRAFT: frozenset({Standing.DRAFTER}),
    Right.AGREEMENT_EDIT: frozenset({Standing.AGREEMENT_PROPOSER}),
    Right.AGREEMENT_KEEP: frozenset({Standing.AGREEMENT_KEEPER}),
    Right.AGREEMENT_SIGN: frozenset({Standing.SIGNATORY}),
    Right.GATEWAY_SEE: frozenset({Standing.CASEWORKER, Standing.DRAFTER}),
    Right.GATEWAY_PROPOSE: frozenset({Standing.REGISTRAR}),
    Right.GATEWAY_CHANGE: frozenset({Standing.REGISTRAR}),
    Right.GATEWAY_APPROVE: frozenset({Standing.GATEWAY_SECOND}),
    Right.CONSENT_LIST: frozenset({Standing.CASEWORKER, Standing.MATERIAL_ANSWERER}),
    Right.CONSENT_SEE: frozenset({Standing.CIRCLE, Standing.ORIGINATOR}),
    Right.CONSENT_ASK: frozenset({Standing.LEAD_OFFICER, Standing.COORDINATOR}),
    Right.CONSENT_ANSWER: frozenset({Standing.ORIGINATOR}),
    Right.SEARCH: frozenset({Standing.CASEWORKER, Standing.BOARD_MEMBER}),
    Right.TERM_FIND: frozenset({Standing.RECIPIENT}),
    Right.GROUP_LIST: frozenset({Standing.CASEWORKER, Standing.BOARD_MEMBER}),
    Right.GROUP_SEE: frozenset({Standing.HEADLINE}),
    Right.GRADING_SEE: frozenset({Standing.GRADED}),
    Right.COUNT_SEE: frozenset({Standing.COUNTED}),
    Right.SUMMARY_SEE: frozenset({Standing.SUMMARY}),
    Right.SUMMARY_EDIT: frozenset({Standing.LEAD_OFFICER, Standing.COORDINATOR}),
    Right.LEAD_VIEW_SEE: frozenset({Standing.FULL}),
    Right.MEMBERS_SEE: frozenset({Standing.MEMBERS}),
    Right.IDENTITY_SEE: frozenset({Standing.IDENTITY}),
    Right.SCORES_SEE: frozenset({Standing.SCORED}),
    Right.REVIEW_SEE: frozenset({Standing.REVIEWED}),
    Right.NARRATIVE_EDIT: frozenset({Standing.LEAD_OFFICER, Standing.COORDINATOR}),
    Right.SUMMARY_CONFIRM: frozenset(
        {Standing.LEAD_OFFICER, Standing.SENIOR_OFFICER, Standing.COORDINATOR}
    ),
    Right.TEXTS_SEE: frozenset({Standing.CIRCLE}),
    Right.MEMBER_ADD: frozenset(
        {Standing.LEAD_OFFICER, Standing.COORDINATOR, Standing.ANALYST, Standing.CONTRIBUTOR}
    ),
    Right.MEMBER_STATE: frozenset({Standing.LEAD_OFFICER, Standing.COORDINATOR, Standing.ANALYST}),
    Right.MEMBER_EDIT: frozenset({Standing.DOER}),
    Right.MEMBER_ANSWER: frozenset({Standing.LEAD_OFFICER, Standing.COORDINATOR, Standing.ANALYST}),
    Right.NOMINALS_COMBINE: frozenset(
        {Standing.LEAD_OFFICER, Standing.COORDINATOR, Standing.ANALYST}
    ),
    Right.COMBINATION_SEE: frozenset({Standing.MEMBERS}),
    Right.COMBINATION_UNDO: frozenset({Standing.DOER}),
    Right.LINKS_SEE: frozenset({Standing.SUMMARY}),
    Right.LINK_SEE: frozenset({Standing.FULL, Standing.RECIPIENT, Standing.OWNER}),
    Right.LINK_ADD: frozenset(
        {Standing.LEAD_OFFICER, Standing.COORDINATOR, Standing.ANALYST, Standing.CONTRIBUTOR}
    ),
    Right.LINK_END: frozenset({Standing.DOER}),
    Right.ORDER_SEE: frozenset({Standing.MEMBERS}),
    Right.ORDER_ADD: frozenset({Standing.LEAD_OFFICER, Standing.COORDINATOR, Standing.ANALYST}),
    Right.DECONFLICT: frozenset({Standing.CASEWORKER}),
    Right.SEARCH_SEE: frozenset({Standing.SELF}),
    Right.ANSWER_OPEN: frozenset({Standing.SELF}),
    Right.DECONFLICTION_SET: frozenset({Standing.STEWARD}),
    Right.DECISIONS_SEE: frozenset({Standing.SUMMARY, Standing.LOGGED}),
    Right.LOG_ENTRY_SEE: frozenset(
        {Standing.LEAD_OFFICER, Standing.SENIOR_OFFICER, Standing.LOGGED, Standing.RECIPIENT}
    ),
    Right.DECISION_WRITE: frozenset({Standing.LEAD_OFFICER, Standing.SENIOR_OFFICER}),
    Right.CIRCLE_LIST: frozenset({Standing.ENTERED}),
    Right.CIRCLE_SEE: frozenset({Standing.ACQUAINTED, Standing.CIRCLE_KEEPER}),
    Right.CIRCLE_MAKE: frozenset({Standing.CIRCLE_MAKER}),
    Right.CIRCLE_KEEP: frozenset({Standing.CIRCLE_KEEPER}),
    Right.VIEW_SEE: frozenset({Standing.ENTERED}),
    Right.VIEW_PROPOSE: frozenset({Standing.VIEW_KEEPER}),
    Right.VIEW_ANSWER: frozenset({Standing.VIEW_SECOND}),
    Right.SHARING_SEE: frozenset({Standing.CIRCLE}),
    Right.HISTORY_SEE: frozenset({Standing.CIRCLE}),
    Right.DENIAL_SEE: frozenset({Standing.CIRCLE}),
    Right.DENIAL_WRITE: frozenset({Standing.LEAD_OFFICER, Standing.COORDINATOR}),
    Right.GLASS_LIST: frozenset({Standing.GLASS_KEEPER, Standing.GLASS_SECOND}),
    Right.GLASS_SEE: frozenset({Standing.SELF, Standing.GLASS_ANSWERER, Standing.CIRCLE}),
    Right.GLASS_ASK: frozenset({Standing.GLASS_KEEPER}),
    Right.GLASS_ANSWER: frozenset({Standing.GLASS_ANSWERER}),
    Right.GLASS_END: frozenset({Standing.SELF, Standing.GLASS_ANSWERER, Standing.LEAD_OFFICER}),
    Right.ROOM_OPEN: frozenset({Standing.MEETING_CHAIR}),
    Right.OWN_VIEW_RETURN: frozenset({Standing.ENTERED}),
    Right.SHARE_SEE: frozenset({Standing.CIRCLE, Standing.RECIPIENT}),
    Right.GROUP_SHARE: frozenset({Standing.LEAD_OFFICER, Standing.COORDINATOR, Standing.MAPPER}),
    Right.SHARE_REVOKE: frozenset({Standing.LEAD_OFFICER, Standing.COORDINATOR}),
    Right.PERSON_LEND: frozenset({Standing.LEAD_OFFICER, Standing.COORDINATOR}),
    Right.PLAN_SEE: frozenset({Standing.PLANNED}),
    Right.TRIGGER_LIST: frozenset({Standing.REPORTER}),
    Right.TRIGGER_ADD: frozenset({Standing.REPORTER}),
    Right.TRIGGER_SEE: frozenset(
        {Standing.PROPOSER, Standing.DEVELOPER, Standing.CHAIR, Standing.SCORER, Standing.CIRCLE}
    ),
    Right.TRIGGER_DEVELOP: frozenset({Standing.PROPOSER, Standing.DEVELOPER}),
    Right.TRIGGER_MOVE: frozenset(
        {Standing.PROPOSER, Standing.DEVELOPER, Standing.CHAIR, Standing.SCORER}
    ),
    Right.TRIGGER_MAP: frozenset({Standing.SCORER}),
    Right.SPOTTING_LIST: frozenset({Standing.REPORTER}),
    Right.SPOTTING_ADD: frozenset({Standing.REPORTER}),
    Right.SPOTTING_SEE: frozenset({Standing.SELF, Standing.DEVELOPER}),
    Right.SPOTTING_TRIAGE: frozenset({Standing.DEVELOPER}),
    Right.TRAINING_SEE: frozenset({Standing.SELF, Standing.PEOPLE_KEEPER}),
    Right.TRAINING_LIST: frozenset({Standing.PEOPLE_KEEPER}),
    Right.TRAINING_ADD: frozenset({Standing.PEOPLE_KEEPER}),
    Right.TEAM_SEE: frozenset({Standing.OWNER}),
    Right.TEAM_LIST: frozenset({Standing.PEOPLE_KEEPER}),
    Right.TEAM_ADD: frozenset({Standing.PEOPLE_KEEPER}),
    Right.OFFICER_LIST: frozenset({Standing.OVERSEER}),
    Right.OFFICER_ASSIGN: frozenset({Standing.COORDINATOR, Standing.CHAIR}),
    Right.HANDOVER_SEE: frozenset({Standing.CIRCLE, Standing.RECIPIENT}),
    Right.HANDOVER_OFFER: frozenset({Standing.LEAD_OFFICER, Standing.COORDINATOR, Standing.CHAIR}),
    Right.HANDOVER_ANSWER: frozenset({Standing.RECIPIENT}),
    Right.GROUP_DESCRIBE: frozenset({Standing.LEAD_OFFICER, Standing.COORDINATOR}),
    Right.STATUS_CHANGE: frozenset({Standing.LEAD_OFFICER, Standing.COORDINATOR}),
    Right.CLOSURE_SEE: frozenset({Standing.CIRCLE}),
    Right.CLOSURE_PROPOSE: frozenset({Standing.LEAD_OFFICER}),
    Right.CLOSURE_ANSWER: frozenset({Standing.SCORER, Standing.CHAIR}),
    Right.INTELLIGENCE_SEE: frozenset({Standing.CIRCLE}),
    Right.INTELLIGENCE_ADD: frozenset(
        {Standing.LEAD_OFFICER, Standing.COORDINATOR, Standing.ANALYST}
    ),
    Right.INTELLIGENCE_REVIEW: frozenset({Standing.LEAD_OFFICER}),
    Right.SHARE_RENEW: frozenset({Standing.LEAD_OFFICER, Standing.COORDINATOR}),
    Right.SHARE_APPROVE: frozenset({Standing.APPROVER}),
    Right.SHARE_SEVERAL: frozenset({Standing.CASEWORKER}),
    Right.CONDITIONS_ACCEPT: frozenset({Standing.ENTERED}),
    Right.COPY_TAKE: frozenset({Standing.HEADLINE}),
    Right.COPY_SEE: frozenset({Standing.SELF, Standing.CIRCLE}),
    Right.COPY_CONFIRM: frozenset({Standing.SELF}),
    Right.CORRECTION_SEE: frozenset({Standing.CIRCLE, Standing.RECIPIENT}),
    Right.CORRECTION_SEND: frozenset({Standing.LEAD_OFFICER, Standing.COORDINATOR}),
    Right.CORRECTION_ACKNOWLEDGE: frozenset({Standing.RECIPIENT}),
    Right.REQUEST_ASK: frozenset({Standing.CASEWORKER, Standing.BOARD_MEMBER}),
    Right.REQUEST_SEE: frozenset({Standing.SELF, Standing.ASKED}),
    Right.REQUEST_ANSWER: frozenset({Standing.ASKED}),
    Right.LEDGER_SEARCH: frozenset({Standing.CASEWORKER, Standing.AUDITOR}),
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
ORIGINATORS: frozenset[Role] = frozenset({Role.LRO, Role.SRO, Role.PRA, Role.SPC, Role.FIM})
"""The roles that answer for their agency's material when another would pass it on."""
REPORTERS: frozenset[Role] = POLICE | {Role.PRA, Role.SPC, Role.BCH, Role.BSE, Role.BME}
"""The roles that may file a spotting report and submit a trigger (domain, section 14)."""
BOARD_ROLES: frozenset[Role] = frozenset({Role.BCH, Role.BSE, Role.BME})

HELD: Mapping[Standing, frozenset[Role]] = {
    Standing.ENTERED: frozenset(Role),
    Standing.CASEWORKER: POLICE | {Role.PRA, Role.SPC},
    Standing.BOARD_MEMBER: BOARD_ROLES,
    Standing.REPORTER: REPORTERS,
    Standing.PEOPLE_KEEPER: frozenset({Role.COO, Role.SCR, Role.SPC}),
    Standing.OVERSEER: frozenset({Role.COO, Role.SCR}),
    Standing.STATISTICIAN: POLICE,
    Standing.COMMISSIONER: BOARD_ROLES | {Role.PRA, Role.SPC, Role.MOD, Role.PCC, Role.FIM},
    Standing.PUBLISHER: frozenset({Role.COO}),
    Standing.STEWARD: frozenset({Role.COO, Role.SPC, Role.FIM}),
    Standing.AUDITOR: frozenset({Role.AUD, Role.FIM}),
    Standing.CIRCLE_MAKER: frozenset({Role.LRO, Role.COO, Role.SPC, Role.FIM}),
    Standing.VIEW_KEEPER: frozenset({Role.FIM, Role.COO}),
    Standing.MEETING_CHAIR: frozenset({Role.BCH, Role.BSE, Role.SCR, Role.DIV, Role.REG, Role.COO}),
    Standing.GLASS_KEEPER: frozenset({Role.ADM, Role.FIM}),
    Standing.GLASS_SECOND: frozenset({Role.FIM, Role.SCR}),
    Standing.DRAFTER: frozenset({Role.FIM, Role.SPC}),
    Standing.REGISTRAR: frozenset({Role.FIM}),
    Standing.MATERIAL_ANSWERER: ORIGINATORS,
    Standing.AGENCY_KEEPER: frozenset({Role.ADM, Role.FIM}),
    Standing.ASSURER: frozenset({Role.FIM}),
    Standing.OPERATOR: frozenset({Role.ADM}),
    Standing.SPOC: frozenset({Role.SPC}),
}
"""The standings that are roles: whoever holds one of them stands so towards the whole portal."""


class Step(StrEnum):
    """What is asked before any right, in this order; the first refusal ends it."""

    ACCOUNT = "account, membership, agency and vetting in good standing"
    DENIAL = "no explicit denial"
    AGREEMENT = "agreement in date"
    CEILING = "marking ceiling"
    GRANT = "grant"
    CONDITIONS = "handling conditions accepted"


ORDER: tuple[Step, ...] = tuple(Step)


def refusals(passed: Mapping[Step, bool]) -> tuple[Step, ...]:
    """The steps that refuse, the one that decides first; none when all let it pass."""
    return tuple(step for step in ORDER if not passed[step])


def may(viewer: Viewer, right: Right) -> bool:
    """Whether the viewer holds the right everywhere, by role; rights over a row answer no.

    In a room, whether each who is present does.
    """
    if Standing.ENTERED in POLICY[right]:
        return True
    opened = [HELD[standing] for standing in POLICY[right] if standing in HELD]
    each = viewer.mode.roles if viewer.mode is not None and viewer.mode.is_room else ()
    return all(
        any(not roles.isdisjoint(held) for held in opened) for roles in (each or (viewer.roles,))
    )
