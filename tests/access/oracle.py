"""Who sees what in a small partnership, by loops that a reader can check against the policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from portal.access.policy import CONTRIBUTORS
from portal.access.viewer import Role
from tests.access.partnerships import Partnership, Row, ids

Seen = dict[str, set[UUID]]


class Looker:
    """One membership looking at a partnership."""

    def __init__(self, world: Partnership, membership: Row) -> None:
        self.world, self.membership = world, membership
        self.agency = next(
            row for row in world.all("agencies.agency") if row["id"] == membership["agency_id"]
        )
        self.roles = {
            row["role"]
            for row in world.all("agencies.duty")
            if row["membership_id"] == membership["id"]
        }
        self.boards = {
            seat["board_id"]
            for seat in world.all("boards.seat")
            if seat["membership_id"] == membership["id"]
            and seat["ended_at"] is None
            and seat["agency_id"] == membership["agency_id"]
        }
        self.ceiling = min(membership["ceiling"], self.agency["ceiling"])
        duties = {
            row["id"]
            for row in world.all("access.duty_recipient")
            if row["agency_id"] == membership["agency_id"] and row["role"] in self.roles
        }
        self.recipients = {membership["id"], self.agency["id"]} | self.boards | duties

    @property
    def is_admitted(self) -> bool:
        """Whether they come in at all."""
        return bool(self.agency["state"] == "active")

    def grants(self) -> list[Row]:
        """What is given to them now, whether by a share or not."""
        shares = [
            {
                "group_id": share["group_id"], "view": share["view"], "via": "SHARE",
                "recipient_id": share["agency_id"] or share["board_id"],
                "valid_from": share["given_at"], "valid_until": share["until"],
                "revoked_at": share["revoked_at"],
            }
            for share in self.world.all("groups.share")
        ]  # fmt: skip
        return [one for one in (*self.world.all("access.given"), *shares) if self._live(one)]

    def _live(self, grant: Row) -> bool:
        until = grant["valid_until"]
        return (
            grant["recipient_id"] in self.recipients
            and grant["revoked_at"] is None
            and grant["valid_from"] <= self.world.now
            and (until is None or until > self.world.now)
        )

    def view(self, group_id: UUID, *via: str) -> int:
        """The highest view at which they hold the group."""
        return max(
            (
                one["view"]
                for one in self.grants()
                if one["group_id"] == group_id and (not via or one["via"] in via)
            ),
            default=0,
        )

    def runs(self, group_id: UUID) -> bool:
        """Whether they hold the lead view by duty, and not only by a share."""
        return self.view(group_id, "LRO", "SRO", "ANA", "LEAD", "STANDING") == 3

    def _marked(self, row: Row) -> bool:
        return bool(row["marking"] <= self.ceiling)

    def _pieces(self, table: str, view: int) -> list[Row]:
        return [
            row
            for row in self.world.all(table)
            if self._marked(row) and self.view(row["group_id"]) >= view
        ]

    def groups(self) -> list[Row]:
        """The groups that they see."""
        return [
            row
            for row in self.world.all("groups.group")
            if self._marked(row) and self.view(row["id"]) >= 1
        ]

    def actions(self) -> list[Row]:
        """The actions that they see."""
        found = []
        for row in self.world.all("plans.action"):
            view = self.view(row["group_id"])
            ours = row["owner_agency_id"] == self.agency["id"]
            opened = self.runs(row["group_id"]) or (view >= 2 and (row["for_partners"] or ours))
            if self._marked(row) and opened:
                found.append(row)
        return found

    def shares(self) -> list[Row]:
        """The shares that they see: of groups that they run, and those made with them."""
        found = []
        for row in self.world.all("groups.share"):
            with_me = (row["agency_id"] or row["board_id"]) in self.recipients
            holds = row["revoked_at"] is None and row["until"] > self.world.now
            if self._marked(row) and (self.runs(row["group_id"]) or (with_me and holds)):
                found.append(row)
        return found

    def nominals(self) -> list[Row]:
        """The people that they see, through a part in a group."""
        through = ids(self._pieces("groups.involvement", 3), "nominal_id")
        return [
            row
            for row in self.world.all("groups.nominal")
            if self._marked(row) and row["id"] in through
        ]

    def items(self) -> list[Row]:
        """The agenda items that they see."""
        actions, groups = ids(self.actions()), ids(self.groups())
        return [
            row
            for row in self.world.all("boards.agenda_item")
            if row["board_id"] in self.boards
            and (row["group_id"] is None or row["group_id"] in groups)
            and (row["action_id"] is None or row["action_id"] in actions)
        ]

    def _of_boards(self, table: str) -> list[Row]:
        return [row for row in self.world.all(table) if row["board_id"] in self.boards]

    def sees(self) -> Seen:
        """The ids of everything that they see, by table."""
        actions = ids(self.actions())
        updates = [
            row
            for row in self.world.all("plans.action_update")
            if self._marked(row) and row["action_id"] in actions
        ]
        found: dict[str, set[UUID]] = {
            "groups.group": ids(self.groups()),
            "groups.grading": ids(self._pieces("groups.grading", 2), "group_id"),
            "groups.partner_summary": ids(self._pieces("groups.partner_summary", 2), "group_id"),
            "groups.working_record": ids(self._pieces("groups.working_record", 3), "group_id"),
            "groups.involvement": ids(self._pieces("groups.involvement", 3), "nominal_id"),
            "groups.nominal": ids(self.nominals()),
            "groups.log_entry": ids(self._pieces("groups.log_entry", 3)),
            "groups.share": ids(self.shares()),
            "plans.action": actions,
            "plans.action_update": ids(updates),
            "scoring.assessment": ids(self._pieces("scoring.assessment", 3)),
            "scoring.review": ids(self._pieces("scoring.review", 3)),
            "boards.board": self.boards,
            "boards.agenda_item": ids(self.items()),
        }
        for table in ("boards.seat", "boards.meeting", "boards.work_stream"):
            found[table] = ids(self._of_boards(table))
        return found

    def may(self) -> Seen:
        """The groups, among those in sight, on which they hold each of these rights."""
        full = {"LRO": "LRO", "SRO": "SRO"}
        is_coordinator = Role.COO.value in self.roles
        contributes = bool(self.roles & {role.value for role in CONTRIBUTORS})

        def leads(group_id: UUID, via: str) -> bool:
            return self.view(group_id, full[via]) == 3

        tests: dict[str, Callable[[Any], bool]] = {
            "group.see": lambda _: True,
            "lead-view.see": lambda group: self.view(group) == 3,
            "group.share": lambda group: (
                leads(group, "LRO")
                or (is_coordinator and self.view(group, "LEAD", "STANDING") == 3)
            ),
            "decision.write": lambda group: leads(group, "LRO") or leads(group, "SRO"),
            "action.add": lambda group: contributes and self.view(group) >= 2,
            "plan.see": lambda group: self.view(group) >= 2,
        }
        seen = ids(self.groups())
        return {right: {group for group in seen if test(group)} for right, test in tests.items()}
