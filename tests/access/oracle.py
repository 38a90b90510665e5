"""Who sees what in a small partnership, by loops that a reader can check against the policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from portal.access.policy import CONTRIBUTORS, POLICE
from portal.access.viewer import STANDARD, Role, Section, View
from tests.access.partnerships import Partnership, Row, ids

Seen = dict[str, set[UUID]]


def receiver(share: Row) -> UUID:
    """The one to whom a share was made."""
    kinds = ("agency_id", "board_id", "circle_id", "membership_id")
    (found,) = {share[kind] for kind in kinds if share.get(kind) is not None}
    return UUID(str(found))


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
        circles = {
            row["circle_id"]
            for row in world.all("agencies.sharing_circle_member")
            if self._is_member(row)
        }
        self.recipients = {membership["id"], self.agency["id"]} | self.boards | duties | circles
        self.recipients |= self._families()
        self.denied = {
            row["group_id"]
            for row in world.all("access.denial")
            if {row["membership_id"], row["agency_id"]} & {membership["id"], self.agency["id"]}
            and row["ended_at"] is None
            and row["starts_at"] <= world.now
            and (row["until"] is None or row["until"] > world.now)
        }

    def _is_member(self, row: Row) -> bool:
        """Whether a row of a sharing circle makes them a member of it now."""
        circle = next(
            one
            for one in self.world.all("agencies.sharing_circle")
            if one["id"] == row["circle_id"]
        )
        theirs = row["membership_id"] == self.membership["id"] or (
            row["agency_id"] is not None and row["agency_id"] == self.agency["id"]
        )
        ends = row["ends_at"]
        return (
            theirs
            and circle["state"] == "active"
            and row["starts_at"] <= self.world.now
            and (ends is None or ends > self.world.now)
        )

    def _families(self) -> set[UUID]:
        """The families of agencies that they belong to: their own agency's, and all above it."""
        parents = {row["id"]: row.get("parent_id") for row in self.world.all("agencies.agency")}
        above, one = set(), self.agency["id"]
        while one is not None and one not in above:
            above.add(one)
            one = parents[one]
        return {
            row["id"]
            for row in self.world.all("access.duty_recipient")
            if row["agency_id"] in above and row["role"] == "FAMILY"
        }

    @property
    def is_admitted(self) -> bool:
        """Whether they come in at all."""
        return bool(self.agency["state"] == "active")

    @property
    def is_steward(self) -> bool:
        """Whether they deal with agencies and people of the whole partnership."""
        return bool(self.roles & {one.value for one in POLICE | {Role.FIM, Role.AUD, Role.ADM}})

    def fellows(self) -> set[UUID]:
        """Their own agency, and those with a seat on a board of theirs."""
        return {self.agency["id"]} | {
            seat["agency_id"]
            for seat in self.world.all("boards.seat")
            if seat["board_id"] in self.boards and seat["ended_at"] is None
        }

    def known(self) -> set[UUID]:
        """The agencies that theirs has something in common with, and their fellows."""
        me, rows = self.agency["id"], self.world.all
        groups = {row["id"]: row["lead_agency_id"] for row in rows("groups.group")}
        found = self.fellows() | {groups[row["id"]] for row in self.groups()}
        found |= {row["id"] for row in rows("agencies.agency") if row.get("parent_id") == me}
        found |= {self.agency["parent_id"]} if self.agency.get("parent_id") else set()
        ours = {
            seat["board_id"]
            for seat in rows("boards.seat")
            if seat["agency_id"] == me and seat["ended_at"] is None
        }
        found |= self._parties()
        for seat in rows("boards.seat"):
            if seat["board_id"] in ours and seat["ended_at"] is None:
                found.add(seat["agency_id"])
        for share in rows("groups.share"):
            holds = share["revoked_at"] is None and share["until"] > self.world.now
            if holds and share["agency_id"] == me:
                found.add(groups[share["group_id"]])
            if holds and groups[share["group_id"]] == me and share["agency_id"]:
                found.add(share["agency_id"])
        for action in rows("plans.action"):
            pair = {action["owner_agency_id"], groups[action["group_id"]]}
            if me in pair and action["state"] not in ("done", "cancelled"):
                found |= pair
        return found

    def _parties(self) -> set[UUID]:
        """The parties of the agreements that theirs keeps, or that show them to it."""
        me, parties = self.agency["id"], self.world.all("agencies.agreement_party")
        in_it = {
            row["agreement_id"]
            for row in parties
            if row["agency_id"] == me
            and (row.get("left_at") is None or row.get("signed_at") is not None)
        }
        shown = {
            row["id"]
            for row in self.world.all("agencies.agreement")
            if row["owner_agency_id"] == me
            or (row["id"] in in_it and row["state"] != "draft" and row["shows_parties"])
        }
        return {row["agency_id"] for row in parties if row["agreement_id"] in shown}

    def grants(self) -> list[Row]:
        """What is given to them now, whether by a share or not."""
        shares = [
            {
                "group_id": share["group_id"], "view": share["view"], "via": "SHARE",
                "recipient_id": recipient, "valid_from": share["given_at"],
                "valid_until": share["until"], "revoked_at": share["revoked_at"],
                "sections": self._shared_sections(share),
            }
            for share in self.world.all("groups.share")
            if share.get("state", "live") == "live" and self._accepted(share)
            for recipient in self._reached(share)
        ]  # fmt: skip
        return [one for one in (*self._duties(), *shares) if self._live(one)]

    def _reached(self, share: Row) -> set[UUID]:
        """To whom a share goes: one recipient, and where it cascades the family of that agency."""
        families = {
            row["id"]
            for row in self.world.all("access.duty_recipient")
            if row["agency_id"] == share["agency_id"] and row["role"] == "FAMILY"
        }
        return {receiver(share)} | (families if share.get("cascades") else set())

    def _shared_sections(self, share: Row) -> Section:
        """What a share opens: what its version and the live one of its view have in common."""
        versions = {row["id"]: row for row in self.world.all("access.view_version")}
        mine = versions.get(share.get("view_version_id"))
        if mine is None:
            return STANDARD[View(share["view"])]
        (live,) = [
            one
            for one in versions.values()
            if one["view_id"] == mine["view_id"] and one["state"] == "live"
        ]
        return Section(mine["sections"] & live["sections"])

    def _duties(self) -> list[Row]:
        return [row for row in self.world.all("access.given") if row["via"] != "SHARE"]

    def _accepted(self, share: Row) -> bool:
        accepted = {
            row["share_id"]
            for row in self.world.all("access.acceptance")
            if row["membership_id"] == self.membership["id"]
        }
        return not share.get("conditions") or share["id"] in accepted

    def _live(self, grant: Row) -> bool:
        until = grant["valid_until"]
        return (
            grant["recipient_id"] in self.recipients
            and grant["group_id"] not in self.denied
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

    def sections(self, group_id: UUID) -> Section:
        """What all that is given to them of the group opens, taken together."""
        found = Section(0)
        for one in self.grants():
            if one["group_id"] == group_id:
                found |= Section(one.get("sections", STANDARD[View(one["view"])]))
        return found

    def opens(self, group_id: UUID, wanted: Section) -> bool:
        """Whether they hold any of the sections of the group."""
        return bool(self.sections(group_id) & wanted)

    def is_for_me(self, share: Row) -> bool:
        """Whether a share was made with them, and holds."""
        ended = share["revoked_at"] is not None or share["until"] <= self.world.now
        return bool(self._reached(share) & self.recipients) and not ended

    def runs(self, group_id: UUID) -> bool:
        """Whether they hold the lead view by duty, and not only by a share."""
        return self.view(group_id, "LRO", "SRO", "ANA", "LEAD", "STANDING") == 3

    def _marked(self, row: Row) -> bool:
        return bool(row["marking"] <= self.ceiling)

    def _pieces(self, table: str, wanted: Section) -> list[Row]:
        return [
            row
            for row in self.world.all(table)
            if self._marked(row) and self.opens(row["group_id"], wanted)
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
            planned = self.opens(row["group_id"], Section.PLAN)
            ours = row["owner_agency_id"] == self.agency["id"]
            opened = self.runs(row["group_id"]) or (planned and (row["for_partners"] or ours))
            if self._marked(row) and opened:
                found.append(row)
        return found

    def shares(self) -> list[Row]:
        """The shares that they see: of groups that they run, and those made with them."""
        return [
            row
            for row in self.world.all("groups.share")
            if self._marked(row)
            and (
                self.runs(row["group_id"])
                or (self.is_for_me(row) and row["group_id"] not in self.denied)
            )
        ]

    def copies(self) -> list[Row]:
        """The copies that they hold, and those taken of groups that they run."""
        mine = self.membership["id"]
        return [
            row
            for row in self.world.all("groups.copy")
            if self._marked(row) and (row["membership_id"] == mine or self.runs(row["group_id"]))
        ]

    def corrections(self) -> list[Row]:
        """The corrections sent to them, and those sent of groups that they run."""
        return [
            row
            for row in self.world.all("groups.correction")
            if self._marked(row)
            and (row["recipient_id"] in self.recipients or self.runs(row["group_id"]))
        ]

    def matches(self) -> list[Row]:
        """Which request names which group, of those that they are to answer."""
        return [row for row in self.world.all("groups.request_match") if self._answers(row)]

    def _answers(self, row: Row) -> bool:
        group, is_coordinator = row["group_id"], Role.COO.value in self.roles
        if row["asked_by_id"] == self.membership["id"]:
            return False
        if group is None:
            return is_coordinator
        coordinates = is_coordinator and self.view(group, "LEAD", "STANDING") == 3
        return self.view(group, "LRO") == 3 or coordinates

    def requests(self) -> list[Row]:
        """The requests that they made, and those that they are to answer."""
        asked = ids(self.matches(), "request_id")
        return [
            row
            for row in self.world.all("groups.access_request")
            if row["asked_by_id"] == self.membership["id"] or row["id"] in asked
        ]

    def nominals(self) -> list[Row]:
        """The people that they see, through a part in a group."""
        through = ids(self._pieces("groups.involvement", Section.MEMBERS), "nominal_id")
        return [
            row
            for row in self.world.all("groups.nominal")
            if self._marked(row) and row["id"] in through
        ]

    def identities(self) -> list[Row]:
        """The identities that they see, through a part in a group that names its people."""
        parts = self._pieces("groups.involvement", Section.MEMBERS)
        named = {p["nominal_id"] for p in parts if self.opens(p["group_id"], Section.IDENTITY)}
        held = self.world.all("groups.identity")
        return [row for row in held if self._marked(row) and row["nominal_id"] in named]

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

    def _bands(self) -> set[UUID]:
        """The groups of which they may know at least how many people there are, as a band."""
        wanted = Section.COUNT_BAND | Section.MEMBERS
        return {
            row["id"]
            for row in self.world.all("groups.group")
            if self._marked(row) and self.opens(row["id"], wanted)
        }

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
            "groups.grading": ids(self._pieces("groups.grading", Section.GRADING), "group_id"),
            "groups.partner_summary": ids(
                self._pieces("groups.partner_summary", Section.SUMMARY), "group_id"
            ),
            "groups.working_record": ids(
                self._pieces("groups.working_record", Section.NARRATIVE), "group_id"
            ),
            "groups.member_band": self._bands(),
            "groups.involvement": ids(self._pieces("groups.involvement", Section.MEMBERS)),
            "groups.nominal": ids(self.nominals()),
            "groups.identity": ids(self.identities(), "nominal_id"),
            "groups.log_entry": ids(self._pieces("groups.log_entry", Section.LOG)),
            "groups.share": ids(self.shares()),
            "groups.copy": ids(self.copies()),
            "groups.correction": ids(self.corrections()),
            "groups.access_request": ids(self.requests()),
            "plans.action": actions,
            "plans.action_update": ids(updates),
            "scoring.assessment": ids(self._pieces("scoring.assessment", Section.SCORE)),
            "scoring.review": ids(self._pieces("scoring.review", Section.REVIEWS)),
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
            "lead-view.see": lambda group: self.opens(group, Section.NARRATIVE),
            "members.see": lambda group: self.opens(group, Section.MEMBERS),
            "scores.see": lambda group: self.opens(group, Section.SCORE),
            "decisions.see": lambda group: self.opens(group, Section.LOG),
            "summary.see": lambda group: self.opens(group, Section.SUMMARY),
            "group.share": lambda group: (
                leads(group, "LRO")
                or (is_coordinator and self.view(group, "LEAD", "STANDING") == 3)
            ),
            "decision.write": lambda group: leads(group, "LRO") or leads(group, "SRO"),
            "action.add": lambda group: contributes and self.opens(group, Section.PLAN),
            "plan.see": lambda group: self.opens(group, Section.PLAN),
        }
        seen = ids(self.groups())
        return {right: {group for group in seen if test(group)} for right, test in tests.items()}
