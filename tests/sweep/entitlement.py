"""Who may read which field, written from the policy by hand: slow, and plain to check."""

from __future__ import annotations

from uuid import UUID

from portal.access.policy import HELD, POLICE, Standing
from portal.access.viewer import Role
from tests.access.oracle import Looker, Seen
from tests.sweep.marks import Field

VIEWED: dict[str, int] = {
    "groups.grading": 2, "groups.partner_summary": 2, "groups.working_record": 3,
    "groups.review_date": 3,
}  # fmt: skip
"""Pieces that are known by their group: the view that opens them."""
LISTED = (
    "groups.group", "groups.involvement", "groups.nominal", "groups.log_entry", "groups.share",
    "plans.action", "plans.action_update", "scoring.assessment", "scoring.review",
    "boards.board", "boards.agenda_item", "boards.seat", "boards.meeting", "boards.work_stream",
)  # fmt: skip
"""What the oracle of sight lists by id."""
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
            return self.groups.get(field.key, 0) >= VIEWED[field.table]
        if field.table in LISTED:
            return field.key in self.seen[field.table]
        schema = field.table.partition(".")[0]
        return bool(getattr(self, f"_of_{schema}")(field))

    def _row(self, field: Field) -> dict[str, object]:
        return next(row for row in self.world.all(field.table) if row["id"] == field.key)

    def _of_agencies(self, field: Field) -> bool:
        kind = field.table.partition(".")[2]
        if kind == "agency":
            near = self.fellows | self.givers
            return field.key in near or self._is(*STEWARDS)
        if kind == "receiver":
            near = self.fellows | self.who.boards
            # Whoever leads a group chooses to whom it is lent.
            return field.key in near or self.leads or self._is(*POLICE, Role.FIM)
        if kind == "person":
            is_me = field.key == self.who.membership["person_id"]
            return field.column != "email" and (
                is_me or field.key in self.near or self._is(*STEWARDS)
            )
        if kind == "membership":
            person = self._row(field)["person_id"]
            is_me = person == self.who.membership["person_id"]
            return is_me or person in self.near or self._is(*STEWARDS)
        if kind == "agreement":
            signed = {
                row["agency_id"]
                for row in self.world.all("agencies.agreement_party")
                if row["agreement_id"] == field.key
            }
            return self.who.agency["id"] in signed or self._is(*STEWARDS)
        return kind == "gateway" and self._is(*HELD[Standing.CASEWORKER])

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

    def _of_access(self, _: Field) -> bool:
        return False

    def _of_audit(self, _: Field) -> bool:
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
