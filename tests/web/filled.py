"""Every form of the portal, filled in so that it is taken, by somebody who may send it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from portal.core import clock
from tests.cast import ident
from tests.lending import CIRCLE, LENT, PARTNER_SUMMARY
from tests.lending import MEMBER as MEMBER_ROW
from tests.path import ITEM, OFFER, PROPOSAL, REPORT, TRIGGERS
from tests.web.filled_people import ELSEWHERE, FILLED

LRO = "lro@nottspol.example"
SRO = "sro@nottspol.example"
FIM = "information@nottspol.example"
COORDINATOR = "coordinator@nottspol.example"
OFFICER = "officer@county-ts.example"
HMRC = "officer@hmrc.example"
SECRETARY = "secretary.noceg@nottingham-city.example"
CHAIR = "chair.noceg@nottingham-city.example"
MEMBER = "member.noceg@nottingham-city.example"
INFORMATION = "information@nottspol.example"
SPOC = "spoc@nottspol.example"
OTHER_LRO = "other-lro@nottspol.example"
HMRC = "officer@hmrc.example"
DRAFT = f"/agreements/{ident('agreement draft')}"
SORREL = f"/groups/{ident('sorrel')}"
SCORER = "scorer@emsou.example"
OTHER = "other-lro@nottspol.example"
Sent = dict[str, str | list[str]]


def day(ahead: int) -> list[str]:
    """A day to come, as its three boxes send it."""
    wanted = clock.today() + timedelta(days=ahead)
    return [str(wanted.day), str(wanted.month), str(wanted.year)]


TERMS: Sent = {
    "title": "Tobacco", "purposes": ["disruption"], "gateways": [str(ident("gateway"))],
    "starts_on": day(0), "ends_on": day(300), "review_on": day(100), "ceiling": "2",
    "shows_parties": "yes", "documents": "Folder 7",
}  # fmt: skip
POWER: Sent = {
    "name": "A power", "from_kind": "any", "to_kind": "board", "data_kinds": "Any",
    "purposes": ["disruption"], "conditions": "Case by case", "onward_rule": "None",
    "approver_role": "Officer", "form_of_disclosure": "Letter", "offence_warning": "Take care",
    "note": "Assumed", "expires_on": day(300), "becomes": "in_use", "reason": "Needed",
}  # fmt: skip
_POWER_LEFT_OUT = ("conditions", "onward_rule", "approver_role", "form_of_disclosure",
                   "offence_warning", "note")  # fmt: skip
_POWER_TEXTS = ("name", "data_kinds", *_POWER_LEFT_OUT, "reason")


@dataclass(frozen=True)
class Filled:
    """One form: where it is, who sends it, what it takes, and what of that is of which kind."""

    path: str
    sender: str
    fields: Sent
    texts: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    takes: int = 303
    """What it answers when all is well: a form in two steps shows the second."""
    another: str = ""
    """Somebody else who may send it."""
    step: Sent = field(default_factory=dict)
    """What its button sends."""


SPOC, FIM = "spoc@nottspol.example", "information@nottspol.example"
OPERATOR = "operator@portal.example"
POLICE = f"/agencies/{ident('NOTTSPOL')}"
ANALYST = f"/memberships/{ident('membership analyst@nottspol.example')}"
FORMS = {
    "agencies.register_agency": Filled(
        "/agencies/new", OPERATOR,
        {"name": "Housing Trust", "abbreviation": "ZZ-TRUST", "kind": "housing provider",
         "contact": "post@ht.example", "parent": str(ident("NCITY"))},
        ("name",), (), ("kind", "parent"), ("parent",), another=FIM,
    ),
    "agencies.set_agency_state": Filled(
        f"/agencies/{ident('HMRC')}/state", FIM, {"state": "suspended"}, (), (), ("state",),
    ),
    "agencies.describe_agency": Filled(
        f"{POLICE}/details", SPOC, {"contact": "post@nottspol.example", "powers": []},
        (), (), ("powers",), ("powers",),
    ),
    "agencies.manage_member": Filled(ANALYST, SPOC, {}, step={"step": "suspend"}),
    "agencies.change_roles": Filled(
        f"{ANALYST}/roles", SPOC, {"roles": ["ANA"]}, (), (), ("roles",),
    ),
    "agencies.record_vetting": Filled(
        f"{ANALYST}/vetting", SPOC,
        {"level": "NPPV3", "reference": "Kent 1", "until": day(90)},
        ("reference",), ("until",), ("level",),
    ),
    "agencies.hand_over": Filled(f"{POLICE}/left-behind", SPOC, {}, takes=422),
    "agencies.invite_person": Filled(
        f"{POLICE}/invite", SPOC,
        {"name": "R. Newcomer", "email": "new@nottspol.example", "roles": ["ANA"],
         "vetting_level": "NPPV3", "vetting_reference": "Kent 1", "vetting_until": day(90)},
        ("name", "vetting_reference"), ("vetting_until",), ("roles", "vetting_level"),
        another=LRO,
    ),
    "agencies.show_invitation": Filled(
        f"/invitations/{ident('invitation')}", FIM, {}, step={"step": "approve"},
    ),
    "agencies.propose_change": Filled(
        f"{POLICE}/changes/new?kind=rename", SPOC,
        {"kind": "rename", "new_name": "Constabulary", "reason": "A new charter"},
        ("reason",), (), ("kind",), ("new_name",), another=FIM,
    ),
    "agencies.show_change": Filled(
        f"/agency-changes/{ident('change')}", FIM, {}, step={"step": "agree"},
    ),
    "agencies.show_rounds": Filled(
        "/recertification", FIM, {"last_day": day(30)}, (), ("last_day",),
    ),
    "agencies.confirm_roles": Filled("/recertification/roles", FIM, {}, takes=422),
    "groups.confirm_shares": Filled("/groups/shares/confirm", LRO, {}, takes=422),
    "plans.log_action": Filled(
        f"{SORREL}/actions/new", OFFICER,
        {"strand": "protect", "step": "Fit a camera", "success": "Fewer visits",
         "due_on": day(30), "readers": "few",
         "owner": str(ident(f"membership {OFFICER}"))},
        ("step", "success"), ("due_on",), ("strand", "readers", "owner"), another=LRO,
    ),
    "plans.update_action": Filled(
        f"/actions/{ident('action own')}/update", OFFICER,
        {"state": "blocked", "text": "No ladder"}, ("text",), (), ("state",),
    ),
    "boards.make_meeting": Filled(
        f"/boards/{ident('NOCEG')}/meetings/new", SECRETARY,
        {"held_on": day(40), "place": "Loxley House", "items": []},
        ("place",), ("held_on",), ("items",), ("items",), another=CHAIR,
    ),
    "boards.report_stream": Filled(
        f"/work-streams/{ident('stream NOCEG')}/report", MEMBER,
        {"progress": "amber", "note": "Waiting for a date"}, ("note",), (), ("progress",),
    ),
    "groups.edit_summary": Filled(
        f"{SORREL}/partner-summary", LRO, {"text": "They sell from a van"}, ("text",),
    ),
    "groups.write_decision": Filled(
        f"{SORREL}/decisions/new", LRO, {"kind": "decision", "text": "Wait a week"},
        ("text",), (), ("kind",), another=SRO,
    ),
    "groups.share_group": Filled(
        f"{SORREL}/share", LRO,
        {"recipient": str(ident("CITY-TS")), "view": "2", "purpose": "disruption",
         "gateway": str(ident("gateway")), "agreement": str(ident("agreement")),
         "last_day": day(60)},
        (), ("last_day",), ("recipient", "view", "purpose", "gateway", "agreement"),
        takes=200, step={"step": "check"},
    ),
    "agencies.show_own_view": Filled("/own-view", LRO, {}),
    "boards.open_room": Filled(
        "/boardroom", CHAIR,
        {"people": [str(ident(f"membership {MEMBER}"))], "others": "", "hours": "1"},
        (), (), ("hours", "people"), ("people", "others"),
    ),
    "groups.see_as": Filled(
        f"{SORREL}/as", LRO, {"recipient": str(ident("NCC-TS")), "email": ""},
        (), (), ("recipient",), ("email",),
    ),
    "groups.show_verdict": Filled(
        f"{SORREL}/verdict", LRO, {"recipient": str(ident("NCC-TS")), "email": ""},
        (), (), ("recipient",), ("email",), takes=200,
    ),
    "groups.give_denial": Filled(
        f"{SORREL}/denials/new", LRO,
        {"recipient": str(ident("OPCC")), "email": "", "reason": "They asked to be kept out",
         "last_day": day(30)},
        ("reason",), ("last_day",), ("recipient",),
        ("recipient", "email", "last_day"), another=COORDINATOR,
    ),
    "groups.end_denial": Filled(
        f"/groups/denials/{ident('denial hawthorn')}/end", "other-lro@nottspol.example", {},
    ),
    "groups.ask_glass": Filled(
        "/groups/break-glass/new", "operator@portal.example",
        {"reference": "OCG-0000-TEST", "reason": "A record is said to be wrong", "hours": "2"},
        ("reference", "reason"), another="information@nottspol.example",
    ),
    "groups.answer_glass": Filled(
        f"/groups/break-glass/{ident('glass sorrel')}/answer", "information@nottspol.example",
        {"answer": "no"}, (), (), ("answer",),
    ),
    "groups.end_glass": Filled(
        f"/groups/break-glass/{ident('glass sorrel')}/end", "operator@portal.example", {},
    ),
    "groups.revoke_share": Filled(
        f"/groups/shares/{ident('share sorrel HMRC')}/revoke", LRO, {},
    ),
    "agencies.draft_agreement": Filled(
        "/agreements/new", INFORMATION, {"reference": "ISA-7", **TERMS},
        ("reference", "title", "documents"), ("starts_on", "ends_on", "review_on"),
        ("purposes", "gateways", "ceiling", "shows_parties"), ("documents",), another=SPOC,
    ),
    "agencies.edit_agreement": Filled(
        f"{DRAFT}/edit", INFORMATION, {"reference": "ISA-8", **TERMS},
        ("reference", "title", "documents"), ("starts_on", "ends_on", "review_on"),
        ("purposes", "gateways", "ceiling", "shows_parties"), ("documents",),
    ),
    "agencies.edit_parties": Filled(
        f"{DRAFT}/parties", INFORMATION,
        {"agency": str(ident("HMRC")), "regime_safeguarding": "uk_gdpr"},
        (), (), ("agency", "regime_safeguarding"),
    ),
    "agencies.add_item": Filled(
        f"{DRAFT}/schedule", INFORMATION,
        {"item": "The headline", "view": "00000000-0000-4000-8000-000000000001",
         "purpose": "safeguarding", "regime": "uk_gdpr", "retention": "Six months"},
        ("item", "retention"), (), ("view", "purpose", "regime"), another=SPOC,
    ),
    "agencies.remove_item": Filled(
        f"/agreement-items/{ident('item draft')}/remove", INFORMATION, {},
    ),
    "agencies.consult_agreement": Filled(f"{DRAFT}/consult", INFORMATION, {}),
    "agencies.take_back_agreement": Filled(
        f"/agreements/{ident('agreement consulted')}/back-to-draft", INFORMATION, {},
    ),
    "agencies.sign_agreement": Filled(
        f"/agreements/{ident('agreement consulted')}/sign", SPOC,
        {"office": "Chief Constable"}, ("office",),
    ),
    "agencies.make_agreement_live": Filled(
        f"/agreements/{ident('agreement signed')}/make-live", INFORMATION, {},
    ),
    "agencies.draft_version": Filled(
        f"/agreements/{ident('agreement')}/new-version", INFORMATION, {},
    ),
    "agencies.end_agreement": Filled(
        f"/agreements/{ident('agreement signed')}/end", INFORMATION,
        {"reason": "Another takes its place"}, ("reason",),
    ),
    "agencies.leave_agreement": Filled(
        f"/agreements/{ident('agreement theirs')}/leave", SPOC, {},
    ),
    "agencies.propose_gateway": Filled(
        "/gateways/new", INFORMATION, {"code": "NEW-1", **POWER}, ("code", *_POWER_TEXTS),
        ("expires_on",), ("from_kind", "to_kind", "purposes", "becomes"),
        ("purposes", "expires_on", *_POWER_LEFT_OUT),
    ),
    "agencies.change_gateway": Filled(
        f"/gateways/{ident('gateway')}/change", INFORMATION, {"code": "CDA115", **POWER},
        ("code", *_POWER_TEXTS), ("expires_on",),
        ("from_kind", "to_kind", "purposes", "becomes"),
        ("purposes", "expires_on", *_POWER_LEFT_OUT),
    ),
    "agencies.answer_gateway": Filled(
        f"/gateways/{ident('gateway proposed')}/answer", INFORMATION, {"answer": "approve"},
        (), (), ("answer",),
    ),
    "groups.ask_release": Filled(
        f"/groups/{ident('juniper')}/onward-release", OTHER_LRO,
        {"owner": str(ident("HMRC")), "recipient": str(ident("CITY-TS")),
         "purpose": "disruption", "need": "They hold the licences"},
        ("need",), (), ("owner", "recipient", "purpose"),
    ),
    "groups.answer_release": Filled(
        f"/groups/onward-release/{ident('consent asked')}/answer", HMRC,
        {"answer": "give", "reference": "HMRC-1", "until": day(50), "words": "Agreed"},
        ("words",), ("until",), ("answer",), ("words", "until", "reference"),
    ),
    "groups.withdraw_consent": Filled(
        f"/groups/onward-release/{ident('consent given')}/withdraw", HMRC, {},
    ),
    "groups.lend_person": Filled(
        f"/groups/shares/{ident('share sorrel NCC-TS')}/people", LRO,
        {"person": str(ident("nominal sorrel")), "step": "1", "reason": "To know them at the door"},
        ("reason",), (), ("person", "step"),
    ),
    "groups.take_back_person": Filled(f"/groups/lent-people/{LENT}/revoke", LRO, {}),
    "agencies.propose_version": Filled(
        f"/views/{PARTNER_SUMMARY}/propose", FIM, {"sections": ["GRADING"], "reason": "Less"},
        ("reason",), (), ("sections",), ("sections",),
    ),
    "agencies.answer_version": Filled(
        # Once it is answered, nobody is asked again: what would be taken is not tried twice.
        f"/view-versions/{ident('draft headline')}/answer", FIM, {"answer": "decline"},
    ),
    "agencies.make_circle": Filled(
        "/sharing-circles/new", COORDINATOR, {"name": "Vans", "purpose": "Stolen vans"},
        ("name", "purpose"), another=LRO,
    ),
    "agencies.add_member": Filled(
        f"/sharing-circles/{CIRCLE}/members/new", COORDINATOR,
        {"agency": str(ident("CITY-TS")), "starts_on": day(1), "last_day": day(9)},
        (), ("starts_on", "last_day"), ("agency",), ("last_day",),
    ),
    "agencies.end_member": Filled(f"/sharing-circle-members/{MEMBER_ROW}/end", COORDINATOR, {}),
    "agencies.end_circle": Filled(f"/sharing-circles/{CIRCLE}/end", COORDINATOR, {}),
    "groups.write_trigger": Filled(
        "/groups/triggers/new", OFFICER,
        {"name_of_record": "Larch", "avenue": "partnership", "source_code": "TS-77",
         "summary": "Goods without papers", "area": "county", "theme": "fraud",
         "other_themes": ["drugs"]},
        ("name_of_record", "source_code", "summary"), (), ("avenue", "area", "theme"), another=LRO,
    ),
    "groups.answer_question": Filled(
        f"{TRIGGERS}/{ident('trigger fresh')}/definition-test", COORDINATOR,
        {"question": "intent", "answer": "yes", "basis": "They said so",
         "evidence_on": ["1", "6", "2026"]},
        ("basis",), ("evidence_on",), ("question", "answer"), ("evidence_on",), another=OFFICER,
    ),
    "groups.move_trigger": Filled(
        f"{TRIGGERS}/{ident('trigger fresh')}/next-step", COORDINATOR,
        {"to": "returned", "reason": "Too thin"}, ("reason",), (), ("to",),
    ),
    "groups.map_group": Filled(
        f"{TRIGGERS}/{ident('trigger ripe')}/map", SCORER,
        {"lead": str(ident("NOTTSPOL")), "kind": "other", "operation_name": "Larch",
         "reason": "It is met"},
        ("operation_name", "reason"), (), ("lead", "kind"),
    ),
    "groups.file_report": Filled(
        "/groups/spotting-reports/new", OFFICER,
        {"signs": "A smell", "place": "Mill Lane", "seen_on": ["1", "6", "2026"],
         "theme": "drugs"},
        ("signs", "place"), ("seen_on",), ("theme",),
    ),
    "groups.answer_report": Filled(
        f"{REPORT}/answer", COORDINATOR, {"state": "triaged", "answer": "In hand"},
        ("answer",), (), ("state",),
    ),
    "groups.assign_officer": Filled(
        f"{SORREL}/officers/assign", COORDINATOR,
        {"person": f"deputy:{ident(f'membership {OTHER}')}"}, (), (), ("person",),
    ),
    "groups.offer_lead": Filled(
        f"/groups/{ident('bracken')}/hand-over", OFFICER,
        {"person": "", "agency": str(ident("NOTTSPOL")), "residual": "until",
         "residual_until": day(30), "note": "You know the area"},
        ("note",), ("residual_until",), ("agency", "residual"),
    ),
    "groups.answer_offer": Filled(
        OFFER, OTHER, {"answer": "decline", "words": "Too many"}, ("words",), (), ("answer",),
    ),
    "groups.record_training": Filled(
        "/groups/training/new", COORDINATOR,
        {"person": str(ident(f"membership {LRO}")), "course": "spotting",
         "passed_on": ["1", "6", "2026"], "expires_on": day(300)},
        (), ("passed_on", "expires_on"), ("person", "course"),
    ),
    "groups.make_team": Filled(
        "/groups/teams/new", COORDINATOR,
        {"name": "Gangs team", "purpose": "Street gangs",
         "members": [str(ident(f"membership {LRO}"))]},
        ("name", "purpose"), (), ("members",),
    ),
    "groups.change_status": Filled(
        f"{SORREL}/status/change", LRO, {"to": "dormant", "reason": "Quiet"},
        ("reason",), (), ("to",), another=COORDINATOR,
    ),
    "groups.describe_group": Filled(
        f"{SORREL}/type", LRO, {"kind": "urban_street_gang"}, (), (), ("kind",),
        another=COORDINATOR,
    ),
    "groups.propose_closure": Filled(
        f"/groups/{ident('bracken')}/archive", OFFICER,
        {"reason": "split", "evidence": "Two now", "residual_risk": "None known",
         "reopen_triggers": "A new shop"},
        ("evidence", "residual_risk", "reopen_triggers"), (), ("reason",),
    ),
    "groups.answer_closure": Filled(
        PROPOSAL, SCORER, {"answer": "no", "words": "Too early"}, ("words",), (), ("answer",),
        ("words",),
    ),
    "groups.add_intelligence": Filled(
        f"{SORREL}/intelligence/new", LRO,
        {"reference": "NP/IR/77", "received_on": ["1", "6", "2026"]},
        (), ("received_on",), (), another=COORDINATOR,
    ),
    "groups.review_intelligence": Filled(
        f"{ITEM}/review", LRO, {"outcome": "noted"}, (), (), ("outcome",),
    ),
    "search.search": Filled("/search", OFFICER, {"words": "Sorrel"}, ("words",), takes=200),
    "groups.approve_share": Filled(
        f"/groups/shares/{ident('share sorrel HMRC')}/approve", SRO, {}, takes=200,
        step={"step": "show"},
    ),
    "groups.renew_share": Filled(
        # Of a share that has ended: it stays so, whatever else was sent before.
        f"/groups/shares/{ident('share hawthorn NCC-TS')}/renew", COORDINATOR,
        {"last_day": day(250), "reason": "Their case goes on"}, ("reason",), ("last_day",),
        takes=422,
    ),
    "groups.accept_conditions": Filled("/groups/to-accept", HMRC, {"agree": "y"}),
    "groups.take_copy": Filled(
        f"{SORREL}/copies/new", OFFICER, {"kind": "print", "what": "The overview"}, ("what",),
        (), ("kind",), another=LRO,
    ),
    "groups.destroy_copy": Filled(
        f"/groups/copies/{ident('copy hawthorn')}", OFFICER,
        {"on": day(0), "how": "Shredded"}, ("how",), ("on",),
    ),
    "groups.send_correction": Filled(
        f"{SORREL}/correct", LRO, {"text": "One address was wrong", "least": "1"}, ("text",),
        (), ("least",), another=COORDINATOR,
    ),
    "groups.acknowledge_correction": Filled(
        f"/groups/corrections/{ident('correction hawthorn NCC-TS')}", OFFICER, {},
    ),
    "groups.ask_for_access": Filled(
        "/groups/requests/new", OFFICER,
        {"about": "The green van", "need": "Complaints", "purpose": "disruption"},
        ("about", "need"), (), ("purpose",), another=HMRC,
    ),
    "groups.answer_request": Filled(
        f"/groups/requests/{ident('request sorrel')}", LRO, {"reason": "Not necessary"},
        ("reason",),
    ),
    "groups.share_several": Filled(
        "/groups/share-several", COORDINATOR,
        {"groups": [str(ident("sorrel")), str(ident("juniper"))],
         "recipient": str(ident("CITY-TS")), "view": "2", "purpose": "disruption",
         "gateway": str(ident("gateway")), "agreement": str(ident("agreement")),
         "last_day": day(60)},
        (), ("last_day",),
        ("recipient", "view", "purpose", "gateway", "agreement"), takes=200,
        step={"step": "check"},
    ),
    "groups.revoke_several": Filled(
        "/groups/revoke-several", COORDINATOR, {"shares": [str(ident("share sorrel HMRC"))]},
        (), (), ("shares",), takes=200, step={"step": "check"},
    ),
    "groups.show_ledger": Filled("/groups/ledger", LRO, {}, takes=200, step={"step": "show"}),
    "profiles.publish_totals": Filled("/totals/publish", COORDINATOR, {}),
}  # fmt: skip
"""By endpoint; a page that takes posts and is not here turns a test red."""
FORMS |= {
    name: Filled(path, sender, fields, texts, days, choices, optional, another=another)
    for name, (path, sender, fields, texts, days, choices, optional, another) in FILLED.items()
    if name not in ELSEWHERE
}
