"""How somebody stands towards a row, read from the rows themselves in the slow, obvious way."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import Engine, select

from portal.access.policy import CONTRIBUTORS, HELD, POLICY, Right, Standing
from portal.access.viewer import Role, Section
from portal.core.db import Base
from tests.access.oracle import Looker
from tests.access.partnerships import Partnership, Row

Reading = Callable[[Looker, Row], set[Standing]]


def whole(owner: Engine) -> Partnership:
    """Everything that a database holds, as its owner reads it."""
    found = Partnership()
    with owner.connect() as connection:
        for table in Base.metadata.sorted_tables:
            name = f"{table.schema}.{table.name}"
            found.rows[name] = [dict(row._mapping) for row in connection.execute(select(table))]
    return found


def _held(who: Looker, standing: Standing) -> bool:
    return bool(who.roles & {role.value for role in HELD[standing]})


def _towards_group(who: Looker, group_id: UUID) -> set[Standing]:
    view = who.view(group_id)
    tests = {
        Standing.HEADLINE: view >= 1,
        Standing.GRADED: who.opens(group_id, Section.GRADING),
        Standing.COUNTED: who.opens(group_id, Section.COUNT_BAND | Section.MEMBERS),
        Standing.SUMMARY: who.opens(group_id, Section.SUMMARY),
        Standing.PLANNED: who.opens(group_id, Section.PLAN),
        Standing.MEMBERS: who.opens(group_id, Section.MEMBERS),
        Standing.FULL: who.opens(group_id, Section.NARRATIVE),
        Standing.SCORED: who.opens(group_id, Section.SCORE),
        Standing.REVIEWED: who.opens(group_id, Section.REVIEWS),
        Standing.LOGGED: who.opens(group_id, Section.LOG),
        Standing.CIRCLE: who.runs(group_id),
        Standing.LEAD_OFFICER: who.view(group_id, "LRO") >= 3,
        Standing.SENIOR_OFFICER: who.view(group_id, "SRO") >= 3,
        Standing.ANALYST: who.view(group_id, "ANA") >= 3,
        Standing.COORDINATOR: Role.COO.value in who.roles
        and who.view(group_id, "LEAD", "STANDING") >= 3,
        Standing.CONTRIBUTOR: who.opens(group_id, Section.PLAN)
        and bool(who.roles & {role.value for role in CONTRIBUTORS}),
        Standing.CHAIR: "SCR" in who.roles and who.view(group_id, "STANDING") >= 3,
        Standing.SCORER: "SCO" in who.roles and who.view(group_id, "STANDING") >= 3,
        Standing.ANALYST: who.view(group_id, "ANA") >= 3,
        Standing.CONTRIBUTOR: view >= 2 and bool(who.roles & {role.value for role in CONTRIBUTORS}),
    }
    return {standing for standing, holds in tests.items() if holds}


def _group(who: Looker, row: Row) -> set[Standing]:
    return _towards_group(who, row["id"])


def _piece(who: Looker, row: Row) -> set[Standing]:
    return _towards_group(who, row["group_id"])


def _share(who: Looker, row: Row) -> set[Standing]:
    found = _towards_group(who, row["group_id"])
    found &= {Standing.CIRCLE, Standing.LEAD_OFFICER, Standing.COORDINATOR}
    if who.is_for_me(row):
        found.add(Standing.RECIPIENT)
    answers = who.view(row["group_id"], "SRO") >= 3 or Standing.COORDINATOR in found
    is_contact = Role.SPC.value in who.roles and who.view(row["group_id"], "LEAD") >= 3
    if row["given_by_id"] != who.membership["id"] and (answers or is_contact):
        found.add(Standing.APPROVER)
    return found


def _copy(who: Looker, row: Row) -> set[Standing]:
    found = _towards_group(who, row["group_id"])
    found &= {Standing.CIRCLE, Standing.LEAD_OFFICER, Standing.COORDINATOR}
    return found | ({Standing.SELF} if row["membership_id"] == who.membership["id"] else set())


def _correction(who: Looker, row: Row) -> set[Standing]:
    found = _towards_group(who, row["group_id"]) & {Standing.CIRCLE}
    return found | ({Standing.RECIPIENT} if row["recipient_id"] in who.recipients else set())


def _request(who: Looker, row: Row) -> set[Standing]:
    asked = {one["request_id"] for one in who.matches()}
    is_mine = row["asked_by_id"] == who.membership["id"]
    found = {Standing.SELF} if is_mine else set()
    return found | ({Standing.ASKED} if row["id"] in asked else set())


def _action(who: Looker, row: Row) -> set[Standing]:
    towards = _towards_group(who, row["group_id"])
    found = towards & {Standing.CIRCLE}
    if Standing.PLANNED not in towards:
        return found
    if row["for_partners"]:
        found.add(Standing.RECIPIENT)
    if row["owner_agency_id"] == who.agency["id"]:
        found.add(Standing.OWNER)
        if row["owner_id"] == who.membership["id"] or _held(who, Standing.CASEWORKER):
            found.add(Standing.DOER)
    return found


def _lent(who: Looker, row: Row) -> set[Standing]:
    wanted = {Standing.CIRCLE, Standing.LEAD_OFFICER, Standing.COORDINATOR}
    return _towards_group(who, row["group_id"]) & wanted


def _view(who: Looker, row: Row) -> set[Standing]:
    found = {Standing.ENTERED}
    if _held(who, Standing.VIEW_KEEPER):
        found.add(Standing.VIEW_KEEPER)
    proposer = row.get("proposed_by_id")
    if Role.FIM.value in who.roles and proposer not in (None, who.membership["id"]):
        found.add(Standing.VIEW_SECOND)
    return found


def _sharing_circle(who: Looker, row: Row) -> set[Standing]:
    owns = row["owner_agency_id"] == who.agency["id"]
    found = {Standing.ACQUAINTED} if owns or row["id"] in who.recipients else set()
    if owns and _held(who, Standing.CIRCLE_MAKER):
        found.add(Standing.CIRCLE_KEEPER)
    return found


def _circle_member(who: Looker, row: Row) -> set[Standing]:
    circle = next(
        one for one in who.world.all("agencies.sharing_circle") if one["id"] == row["circle_id"]
    )
    found = _sharing_circle(who, circle)
    is_me = bool({row["agency_id"], row["membership_id"]} & who.recipients)
    owns = circle["owner_agency_id"] == who.agency["id"]
    if row["is_hidden"] and not is_me and not owns:
        return set()
    return found | ({Standing.ACQUAINTED} if is_me else set())


def _board(who: Looker, row: Row) -> set[Standing]:
    board = row.get("board_id", row["id"])
    if board not in who.boards:
        return set()
    runs = any(
        seat["role"] in {"chair", "secretary"}
        for seat in who.world.all("boards.seat")
        if seat["board_id"] == board
        and seat["membership_id"] == who.membership["id"]
        and seat["ended_at"] is None
    )
    return {Standing.SEATED, Standing.SECRETARY} if runs else {Standing.SEATED}


def my_agreements(who: Looker) -> set[UUID]:
    """The agreements that their agency keeps or is a party of."""
    mine = who.agency["id"]
    shown = {row["id"] for row in who.world.all("agencies.agreement") if row["state"] != "draft"}
    kept = {
        row["id"] for row in who.world.all("agencies.agreement") if row["owner_agency_id"] == mine
    }
    signed = {
        row["agreement_id"]
        for row in who.world.all("agencies.agreement_party")
        if row["agency_id"] == mine
    }
    return kept | (signed & shown)


def _agreement(who: Looker, row: Row) -> set[Standing]:
    found = set()
    drafts = _held(who, Standing.DRAFTER)
    if row["id"] in my_agreements(who):
        found.add(Standing.ACQUAINTED)
        if drafts and row["state"] in {"in_consultation", "live"}:
            found.add(Standing.SIGNATORY)
    if row["owner_agency_id"] == who.agency["id"] and drafts:
        found.add(Standing.AGREEMENT_PROPOSER)
        if _held(who, Standing.REGISTRAR):
            found.add(Standing.AGREEMENT_KEEPER)
    return found


def _agreement_item(who: Looker, row: Row) -> set[Standing]:
    (whole,) = [
        one for one in who.world.all("agencies.agreement") if one["id"] == row["agreement_id"]
    ]
    return _agreement(who, whole) & {Standing.ACQUAINTED, Standing.AGREEMENT_PROPOSER}


def _gateway(who: Looker, row: Row) -> set[Standing]:
    kinds = (Standing.CASEWORKER, Standing.DRAFTER, Standing.REGISTRAR)
    found = {one for one in kinds if _held(who, one)}
    if Standing.REGISTRAR in found and row["proposed_by_id"] != who.membership["id"]:
        found.add(Standing.GATEWAY_SECOND)
    return found


def _consent(who: Looker, row: Row) -> set[Standing]:
    found = _towards_group(who, row["group_id"]) & {Standing.CIRCLE}
    if row["owner_agency_id"] == who.agency["id"] and _held(who, Standing.MATERIAL_ANSWERER):
        found.add(Standing.ORIGINATOR)
    return found


def _trigger(who: Looker, row: Row) -> set[Standing]:
    is_police = who.agency["kind"] in {"police force", "regional organised crime unit"}
    parts = {
        Standing.DEVELOPER: {"COO", "ANA"},
        Standing.CHAIR: {"SCR"},
        Standing.SCORER: {"SCO"},
    }
    found = {
        standing
        for standing, roles in parts.items()
        if is_police and row["state"] != "draft" and who.roles & roles
    }
    if row["agency_id"] == who.agency["id"] and _held(who, Standing.REPORTER):
        found.add(Standing.PROPOSER)
    if row["group_id"] is not None and who.runs(row["group_id"]):
        found.add(Standing.CIRCLE)
    return found


def _report(who: Looker, row: Row) -> set[Standing]:
    found = {Standing.SELF} if row["observer_id"] == who.membership["id"] else set()
    if who.agency["kind"] in {"police force", "regional organised crime unit"} and who.roles & {
        "COO",
        "ANA",
    }:
        found.add(Standing.DEVELOPER)
    return found


def _offer(who: Looker, row: Row) -> set[Standing]:
    found = _towards_group(who, row["group_id"]) & {Standing.CIRCLE}
    is_asked = row["to_agency_id"] == who.agency["id"] and who.roles & {"LRO", "PRA"}
    if row["to_membership_id"] == who.membership["id"] or is_asked:
        found.add(Standing.RECIPIENT)
    return found


def _nominal(who: Looker, row: Row) -> set[Standing]:
    wanted = {Standing.MEMBERS, Standing.LEAD_OFFICER, Standing.ANALYST, Standing.COORDINATOR}
    parts = [
        part
        for part in who.world.all("groups.involvement")
        if part["nominal_id"] == row["id"] and part["marking"] <= who.ceiling
    ]
    return wanted & {one for part in parts for one in _towards_group(who, part["group_id"])}


def _statement(who: Looker, row: Row) -> set[Standing]:
    found = _towards_group(who, row["group_id"])
    is_ours = row["agency_id"] == who.agency["id"]
    if is_ours and Standing.MEMBERS in found and _held(who, Standing.CASEWORKER):
        found.add(Standing.DOER)
    return found


def _combination(who: Looker, row: Row) -> set[Standing]:
    ends = {row["kept_id"], row["merged_id"]}
    both = [one for one in who.world.all("groups.nominal") if one["id"] in ends]
    if not all(Standing.MEMBERS in _nominal(who, one) for one in both):
        return set()
    at_desk = bool(who.roles & {"LRO", "ANA", "COO"}) or any(
        who.view(group["id"], "LRO") >= 3 for group in who.world.all("groups.group")
    )
    is_ours = row["agency_id"] == who.agency["id"]
    return {Standing.MEMBERS, Standing.DOER} if is_ours and at_desk else {Standing.MEMBERS}


def _link(who: Looker, row: Row) -> set[Standing]:
    towards = _towards_group(who, row["group_id"])
    found = towards & {Standing.FULL}
    if row["agency_id"] == who.agency["id"] and Standing.SUMMARY in towards:
        found.add(Standing.OWNER)
        if _held(who, Standing.CASEWORKER):
            found.add(Standing.DOER)
    if row["for_partners"] and Standing.SUMMARY in towards:
        found.add(Standing.RECIPIENT)
    return found


def _denial(who: Looker, row: Row) -> set[Standing]:
    by_duty = {Standing.CIRCLE, Standing.LEAD_OFFICER, Standing.COORDINATOR}
    return _towards_group(who, row["group_id"]) & by_duty


def _glass(who: Looker, row: Row) -> set[Standing]:
    found = _towards_group(who, row["group_id"]) & {Standing.CIRCLE, Standing.LEAD_OFFICER}
    if row["asked_by_id"] == who.membership["id"]:
        found.add(Standing.SELF)
    elif row["owner_agency_id"] == who.agency["id"] and _held(who, Standing.GLASS_SECOND):
        found.add(Standing.GLASS_ANSWERER)
    return found


def _entry(who: Looker, row: Row) -> set[Standing]:
    found = _towards_group(who, row["group_id"])
    found &= {Standing.LEAD_OFFICER, Standing.SENIOR_OFFICER, Standing.LOGGED}
    return found - {Standing.LOGGED} if row["audience"] == "lead" else found


def _search(who: Looker, row: Row) -> set[Standing]:
    return {Standing.SELF} if row["asked_by_id"] == who.membership["id"] else set()


def _people_of(who: Looker, agency_id: object) -> set[Standing]:
    found = {one for one in (Standing.AGENCY_KEEPER, Standing.OPERATOR) if _held(who, one)}
    if agency_id == who.agency["id"]:
        found.add(Standing.OWNER)
        if Role.SPC.value in who.roles:
            found.add(Standing.ADMINISTRATOR)
    return found


def _agency(who: Looker, row: Row) -> set[Standing]:
    found = _people_of(who, row["id"])
    if row["id"] in who.known() or who.is_steward:
        found.add(Standing.ACQUAINTED)
    return found


def _membership(who: Looker, row: Row) -> set[Standing]:
    found = _people_of(who, row["agency_id"]) - {Standing.OWNER, Standing.AGENCY_KEEPER}
    if row["person_id"] == who.membership["person_id"]:
        found.add(Standing.SELF)
    if row["agency_id"] in who.fellows() or who.is_steward:
        found.add(Standing.ACQUAINTED)
    return found


def _invitation(who: Looker, row: Row) -> set[Standing]:
    found = _people_of(who, row["agency_id"]) - {Standing.OWNER}
    if row["sponsor_id"] == who.membership["id"]:
        found.add(Standing.SELF)
    return found


def _change(who: Looker, row: Row) -> set[Standing]:
    return (_people_of(who, row["agency_id"]) | _people_of(who, row["other_id"])) - {Standing.OWNER}


TOWARDS: dict[str, Reading] = {
    "agencies.agreement": _agreement,
    "agencies.agreement_item": _agreement_item,
    "agencies.gateway": _gateway,
    "agencies.origin_consent": _consent,
    "groups.trigger": _trigger,
    "groups.spotting_report": _report,
    "groups.handover": _offer,
    "groups.closure": _piece,
    "groups.intelligence_item": _piece,
    "groups.working_record": _piece,
    "groups.nominal": _nominal,
    "groups.involvement": _statement,
    "groups.combination": _combination,
    "groups.premises": _link,
    "groups.named_operation": _link,
    "groups.court_order": _statement,
    "groups.log_entry": _entry,
    "groups.deconfliction_search": _search,
    "agencies.agency": _agency,
    "agencies.membership": _membership,
    "agencies.invitation": _invitation,
    "agencies.agency_change": _change,
    "groups.group": _group,
    "groups.partner_summary": _piece,
    "groups.share": _share,
    "groups.lent_person": _lent,
    "access.shared_view": _view,
    "access.view_version": _view,
    "agencies.sharing_circle": _sharing_circle,
    "agencies.sharing_circle_member": _circle_member,
    "access.denial": _denial,
    "access.glass": _glass,
    "groups.copy": _copy,
    "groups.correction": _correction,
    "groups.access_request": _request,
    "plans.action": _action,
    "boards.board": _board,
    "boards.meeting": _board,
    "boards.work_stream": _board,
}
"""Each table that some page is about, and how one stands towards its rows."""


def status(who: Looker, table: str, row: Row | None, sees: Right, needs: Right) -> int:
    """What the page must answer: absent and hidden alike, then seen but not allowed, then open."""
    if row is None or row.get("marking", 0) > who.ceiling:
        return 404
    standings = TOWARDS[table](who, row)
    if not standings & POLICY[sees]:
        return 404
    return 200 if standings & POLICY[needs] else 403


def status_everywhere(who: Looker, needs: Right) -> int:
    """What a page about no one row must answer."""
    opened = any(_held(who, one) for one in POLICY[needs] if one in HELD)
    return 200 if opened or Standing.ENTERED in POLICY[needs] else 403
