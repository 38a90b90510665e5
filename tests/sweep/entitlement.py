"""Who may read which field, written from the policy by hand: slow, and plain to check."""

from __future__ import annotations

from uuid import UUID

from portal.access.policy import HELD, POLICE, POLICY, Right, Standing
from portal.access.viewer import Role, Section
from tests.access.oracle import Looker, Seen
from tests.matrix.standings import TOWARDS, my_agreements
from tests.sweep.marks import Field

VIEWED: dict[str, Section] = {
    "groups.grading": Section.GRADING, "groups.partner_summary": Section.SUMMARY,
    "groups.working_record": Section.NARRATIVE, "groups.review_date": Section.REVIEWS,
    "groups.member_band": Section.COUNT_BAND | Section.MEMBERS,
}  # fmt: skip
"""Pieces that are known by their group: the section, or either of two, that opens them."""
LISTED = (
    "groups.group", "groups.involvement", "groups.nominal", "groups.identity", "groups.log_entry",
    "groups.share", "plans.action", "plans.action_update", "scoring.assessment", "scoring.review",
    "groups.copy", "groups.correction", "groups.access_request",
    "boards.board", "boards.agenda_item", "boards.seat", "boards.meeting", "boards.work_stream",
)  # fmt: skip
"""What the oracle of sight lists by id."""
PATH = {
    "groups.trigger": Right.TRIGGER_SEE, "groups.spotting_report": Right.SPOTTING_SEE,
    "groups.handover": Right.HANDOVER_SEE, "groups.closure": Right.CLOSURE_SEE,
    "groups.intelligence_item": Right.INTELLIGENCE_SEE,
}  # fmt: skip
"""What a page is about on the path and in the life of a group, with the right to see it."""
STEWARDS = POLICE | {Role.SPC, Role.FIM, Role.AUD, Role.ADM}
POLICE_KINDS = ("police force", "regional organised crime unit")


class Reader:
    """One of the cast, and what the policy lets them read."""

    def __init__(self, who: Looker) -> None:
        self.who = who
        self.world = who.world
        self.seen: Seen = who.sees()
        self.groups = {row["id"]: who.view(row["id"]) for row in self.world.all("groups.group")}
        mine = {
            seat["agency_id"]
            for seat in self.world.all("boards.seat")
            if seat["board_id"] in who.boards and seat["ended_at"] is None
        }
        self.fellows = mine | {who.agency["id"]}
        self.givers = {
            row["lead_agency_id"]
            for row in self.world.all("groups.group")
            if self.groups[row["id"]] >= 1
        }
        # Whoever is asked to accept conditions reads whose they are.
        lenders = {row["id"]: row["lead_agency_id"] for row in self.world.all("groups.group")}
        self.givers |= {
            lenders[row["group_id"]]
            for row in who.shares()
            if row["conditions"] and not who.runs(row["group_id"])
        }
        self.leads = any(
            self.who.view(row["id"], "LRO") == 3 for row in self.world.all("groups.group")
        )
        self.near = {
            row["person_id"]: row["agency_id"]
            for row in self.world.all("agencies.membership")
            if row["agency_id"] in self.fellows
        }

    def _is(self, *roles: Role) -> bool:
        return bool(self.who.roles & {role.value for role in roles})

    def may_read(self, field: Field) -> bool:
        """Whether the policy opens the field to them."""
        if field.column == "id" and self._is_named_on_the_record(field.key):
            return True
        if field.table in VIEWED:
            return self.who.opens(field.key, VIEWED[field.table])
        if field.table in LISTED:
            return field.key in self.seen[field.table]
        schema = field.table.partition(".")[0]
        return bool(getattr(self, f"_of_{schema}")(field))

    def _row(self, field: Field) -> dict[str, object]:
        return next(row for row in self.world.all(field.table) if row["id"] == field.key)

    def _of_agencies(self, field: Field) -> bool:
        kind = field.table.partition(".")[2]
        if kind == "agency":
            near = self.fellows | self.givers | self.who.known()
            return field.key in near or self._is(*STEWARDS)
        if kind == "receiver":
            near = self.fellows | self.who.boards | self.who.known()
            # Whoever leads a group chooses among the boards to which it is lent.
            is_board = self._row(field)["kind"] == "board"
            return field.key in near or (self.leads and is_board) or self._is(*POLICE, Role.FIM)
        if kind == "person":
            is_me = field.key == self.who.membership["person_id"]
            return field.column != "email" and (
                is_me or field.key in self.near or self._is(*STEWARDS)
            )
        if kind == "membership":
            person = self._row(field)["person_id"]
            is_me = person == self.who.membership["person_id"]
            return is_me or person in self.near or self._is(*STEWARDS)
        if kind in {"invitation", "agency_change"}:
            return self._keeps(self._row(field))
        return self._of_agreements(kind, field)

    def _of_agreements(self, kind: str, field: Field) -> bool:
        if kind in {"agreement", "agreement_party"}:
            return field.key in my_agreements(self.who)
        if kind == "agreement_item":
            return self._row(field)["agreement_id"] in my_agreements(self.who)
        if kind == "origin_consent":
            row = self._row(field)
            is_owner = row["owner_agency_id"] == self.who.agency["id"]
            runs = self.who.runs(UUID(str(row["group_id"])))
            return runs or (is_owner and self._is(*HELD[Standing.MATERIAL_ANSWERER]))
        sees = (*HELD[Standing.CASEWORKER], *HELD[Standing.DRAFTER])
        return kind == "gateway" and self._is(*sees)

    def _of_groups(self, field: Field) -> bool:
        row = self._row(field)
        table = field.table
        if table in ("groups.trigger_move", "groups.definition_answer"):
            table = "groups.trigger"
            row = next(one for one in self.world.all(table) if one["id"] == row["trigger_id"])
        if table in PATH:
            return bool(TOWARDS[table](self.who, row) & POLICY[PATH[table]])
        if table == "groups.training":
            is_mine = row["membership_id"] == self.who.membership["id"]
            return is_mine or self._is(*HELD[Standing.PEOPLE_KEEPER])
        if table == "groups.team":
            return bool(row["agency_id"] == self.who.agency["id"])
        return bool(self.groups.get(UUID(str(row["group_id"])), 0) == 3)

    def _keeps(self, row: dict[str, object]) -> bool:
        """Whether it is of people whom they keep, of a plan of their side, or their own asking."""
        sides = {row["agency_id"], row.get("other_id")}
        is_ours = self._is(Role.SPC) and self.who.agency["id"] in sides
        is_mine = row.get("sponsor_id") == self.who.membership["id"]
        return is_ours or is_mine or self._is(Role.ADM, Role.FIM)

    def _of_boards(self, field: Field) -> bool:
        return self._row(field)["board_id"] in self.who.boards

    def _of_plans(self, field: Field) -> bool:
        return self._counts(field)

    def _of_profiles(self, field: Field) -> bool:
        if field.table == "profiles.published_total":
            return self._is(*HELD[Standing.STATISTICIAN], *HELD[Standing.COMMISSIONER])
        return self._counts(field)

    def _counts(self, field: Field) -> bool:
        is_own = self._row(field)["owner_agency_id"] == self.who.agency["id"]
        is_police = self.who.agency["kind"] in POLICE_KINDS
        return self._is(*HELD[Standing.STATISTICIAN]) and (is_own or is_police)

    def _of_access(self, field: Field) -> bool:
        if field.table not in ("access.denial", "access.glass"):
            return False
        row = self._row(field)
        if self.who.runs(UUID(str(row["group_id"]))):
            return True
        if field.table == "access.denial":
            return False
        answers = self._is(*HELD[Standing.GLASS_SECOND])
        return row["asked_by_id"] == self.who.membership["id"] or (
            answers and row["owner_agency_id"] == self.who.agency["id"]
        )

    def _of_audit(self, _: Field) -> bool:
        return False

    def _of_search(self, _: Field) -> bool:
        # A word is shown as part of the text that it stands in, never by itself.
        return False

    def _is_named_on_the_record(self, record: UUID) -> bool:
        is_auditor = self._is(*HELD[Standing.AUDITOR])
        return any(
            subject["record_id"] == record
            and (
                (is_auditor and subject["owner_agency_id"] == self.who.agency["id"])
                or (is_auditor and self.who.runs(subject["group_id"]))
            )
            for subject in self.world.all("audit.subject")
        )
