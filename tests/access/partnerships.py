"""Small invented partnerships, and a slow, obvious reading of who sees what in one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st

from portal.access.viewer import Role
from portal.core import clock

ROLES = (Role.LRO, Role.SRO, Role.COO, Role.PRA, Role.BME, Role.AUD)
TIMES = ("open", "live", "live", "live", "revoked", "expired", "future")
"""How a grant stands now; the live ones thrice, so that most people see something."""
_index = st.integers(0, 5)
_marking = st.sampled_from([1, 1, 1, 2])
_ceiling = st.sampled_from([2, 2, 2, 1])
_view = st.integers(1, 3)
_hour, _day = timedelta(hours=1), timedelta(days=1)

Row = dict[str, Any]


@dataclass
class Partnership:
    """What a partnership holds, as rows of its tables by the names of the tables."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    now: datetime = field(default_factory=clock.now)

    def add(self, table: str, **values: Any) -> Row:
        """Add a row; gives it back."""
        self.rows.setdefault(table, []).append(values)
        return values

    def all(self, table: str) -> list[Row]:
        """The rows of a table."""
        return self.rows.get(table, [])


@st.composite
def partnerships(draw: st.DrawFn) -> Partnership:
    """A partnership of two or three agencies with a group or two too many."""
    made = Partnership()
    agencies = [_agency(made, *draw(_agency_parts)) for _ in range(draw(st.integers(2, 3)))]
    people = [
        _person(made, agencies[index % len(agencies)], roles, ceiling)
        for index, roles, ceiling in draw(st.lists(_people, min_size=2, max_size=4))
    ]
    boards = [_board(made) for _ in range(draw(st.integers(1, 2)))]
    seats = draw(st.lists(st.tuples(_index, _index, st.booleans(), _index), max_size=4))
    for who, where, ended, odd in {seat[:2]: seat for seat in seats}.values():
        _seat(
            made,
            people[who % len(people)],
            boards[where % len(boards)],
            agencies,
            ended=ended,
            odd=odd,
        )
    groups = [
        _group(made, agencies[index % len(agencies)], people[0], markings)
        for index, markings in draw(st.lists(_groups, min_size=1, max_size=3))
    ]
    _given_and_shared(draw, made, groups, [*agencies, *boards, *people])
    _actions(draw, made, groups, people)
    for where, about, action in draw(st.lists(st.tuples(_index, _index, _index), max_size=3)):
        _item(made, boards[where % len(boards)], groups, about, action)
    return made


_agency_parts = st.tuples(st.sampled_from(["active"] * 6 + ["suspended"]), _ceiling)
_people = st.tuples(_index, st.sets(st.sampled_from(ROLES), max_size=3), _ceiling)
_groups = st.tuples(_index, st.lists(_marking, min_size=9, max_size=9))
_grants = st.tuples(
    _index, st.integers(0, 20), _view, st.sampled_from(TIMES),
    st.sampled_from(["LRO", "SRO", "STANDING"]),
)  # fmt: skip
_shares = st.tuples(_index, st.integers(0, 20), _view, st.sampled_from(TIMES[1:]), _marking)


def _agency(made: Partnership, state: str, ceiling: int) -> Row:
    ident = uuid4()
    agency = made.add(
        "agencies.agency", id=ident, code=ident.hex, name="", kind="", contact="", state=state,
        ceiling=ceiling,
    )  # fmt: skip
    for role in (Role.COO, Role.PRA):
        made.add("access.duty_recipient", id=uuid4(), agency_id=ident, role=role.value)
    return agency


def _person(made: Partnership, agency: Row, roles: set[Role], ceiling: int) -> Row:
    person, membership = uuid4(), uuid4()
    made.add("agencies.person", id=person, name="", email=person.hex, disabled_at=None)
    row = made.add(
        "agencies.membership", id=membership, person_id=person, agency_id=agency["id"],
        ceiling=ceiling, started_at=made.now, vetting_until=None, ended_at=None,
    )  # fmt: skip
    for role in roles:
        made.add("agencies.duty", membership_id=membership, role=role.value)
    return row


def _board(made: Partnership) -> Row:
    ident = uuid4()
    board = made.add(
        "boards.board", id=ident, code=ident.hex, name="", area="city", purpose="", ceiling=2
    )
    made.add(
        "boards.work_stream", id=uuid4(), board_id=ident, title="", objective="", theme="drugs",
        year=2026, lead_agency_id=made.all("agencies.agency")[0]["id"], progress="not_reported",
        version=1,
    )  # fmt: skip
    return board


def _seat(
    made: Partnership, who: Row, board: Row, agencies: list[Row], *, ended: bool, odd: int
) -> None:
    taken = {(row["membership_id"], row["board_id"]) for row in made.all("boards.seat")}
    if (who["id"], board["id"]) in taken:
        return
    agency = agencies[odd % len(agencies)]["id"] if odd > 3 else who["agency_id"]
    made.add(
        "boards.seat", id=uuid4(), board_id=board["id"], agency_id=agency, role="member",
        membership_id=who["id"], started_at=made.now, ended_at=made.now if ended else None,
    )  # fmt: skip


def _group(made: Partnership, agency: Row, author: Row, markings: list[int]) -> Row:
    ident, today, marks = uuid4(), clock.today(), iter(markings)
    group = made.add(
        "groups.group", id=ident, reference=ident.hex, lead_agency_id=agency["id"], area="city",
        status="active", theme="drugs", other_themes=[], marking=next(marks),
    )  # fmt: skip
    pieces: dict[str, Row] = {
        "groups.grading": {
            "band": "3B", "tier": 2, "review_month": today, "previous_band": None,
            "band_moved_on": None,
        },
        "groups.partner_summary": {
            "operation_name": "", "district": "", "text": "", "version": 1, "edited_at": made.now,
        },
        "groups.working_record": {
            "narrative": "", "external_reference": "", "lead_officer_name": "", "mapped_on": today,
        },
        "groups.log_entry": {
            "id": uuid4(), "kind": "decision", "text": "", "written_at": made.now,
            "written_by_id": author["id"],
        },
        "scoring.assessment": {
            "id": uuid4(), "score": 1, "band": "3B", "tier": 2, "scored_on": today, "origin": "",
        },
        "scoring.review": {"id": uuid4(), "due_on": today, "done_on": None},
    }  # fmt: skip
    for table, values in pieces.items():
        made.add(table, group_id=ident, marking=next(marks), **values)
    nominal = uuid4()
    made.add(
        "groups.nominal", id=nominal, owner_agency_id=agency["id"], reference=nominal.hex,
        surname="", forename="", born=today, home_area="city", home_district="", status="active",
        marking=next(marks),
    )  # fmt: skip
    known = made.all("groups.nominal")
    for one in {nominal, known[0]["id"]}:
        made.add(
            "groups.involvement", group_id=ident, nominal_id=one, role="principal",
            marking=markings[-1],
        )  # fmt: skip
    return group


def _when(made: Partnership, time: str) -> tuple[datetime, datetime | None, datetime | None]:
    """From, until, revoked at."""
    now = made.now
    return {
        "open": (now - _day, None, None),
        "live": (now - _day, now + _day, None),
        "revoked": (now - _day, now + _day, now - _hour),
        "expired": (now - 2 * _day, now - _hour, None),
        "future": (now + _hour, now + _day, None),
    }[time]


def _given_and_shared(
    draw: st.DrawFn, made: Partnership, groups: list[Row], others: list[Row]
) -> None:
    everyone = [row["id"] for row in (*others, *made.all("access.duty_recipient"))]
    for index, to, view, time, via in draw(st.lists(_grants, min_size=4, max_size=9)):
        start, until, revoked = _when(made, time)
        group = groups[index % len(groups)]
        made.add(
            "access.given", id=uuid4(), group_id=group["id"], view=view, via=via, share_id=None,
            from_agency_id=group["lead_agency_id"], recipient_id=everyone[to % len(everyone)],
            valid_from=start, valid_until=until, revoked_at=revoked,
        )  # fmt: skip
    agencies = {row["id"] for row in made.all("agencies.agency")}
    takers = [row["id"] for row in (*made.all("agencies.agency"), *made.all("boards.board"))]
    for index, to, view, time, marking in draw(st.lists(_shares, min_size=1, max_size=4)):
        start, until, revoked = _when(made, time)
        taker = takers[to % len(takers)]
        group = groups[index % len(groups)]["id"]
        if any(
            one["group_id"] == group and taker in {one["agency_id"], one["board_id"]}
            for one in made.all("groups.share")
        ):
            continue  # a group is shared with a recipient once at a time
        made.add(
            "groups.share", id=uuid4(), group_id=group, view=view,
            agency_id=taker if taker in agencies else None,
            board_id=None if taker in agencies else taker, purpose="disruption", given_at=start,
            until=until, revoked_at=revoked, marking=marking,
            given_by_id=made.all("agencies.membership")[0]["id"],
        )  # fmt: skip


def _actions(draw: st.DrawFn, made: Partnership, groups: list[Row], people: list[Row]) -> None:
    parts = st.tuples(_index, _index, st.booleans(), _marking, _marking)
    for index, who, common, marking, of_update in draw(st.lists(parts, max_size=4)):
        owner, ident = people[who % len(people)], uuid4()
        group = groups[index % len(groups)]["id"]
        made.add(
            "plans.action", id=ident, group_id=group, owner_agency_id=owner["agency_id"],
            owner_id=owner["id"], strand="prevent", step="", success="", due_on=clock.today(),
            state="in_progress", for_partners=common, logged_at=made.now,
            logged_by_id=owner["id"], version=1, marking=marking,
        )  # fmt: skip
        made.add(
            "plans.action_update", id=uuid4(), action_id=ident, group_id=group, text="",
            state="in_progress", written_at=made.now, written_by_id=owner["id"],
            marking=of_update,
        )  # fmt: skip


def _item(made: Partnership, board: Row, groups: list[Row], about: int, action: int) -> None:
    held = [row for row in made.all("boards.meeting") if row["board_id"] == board["id"]]
    meeting = held[0] if held else made.add(
        "boards.meeting", id=uuid4(), board_id=board["id"], held_on=clock.today(), place="",
        made_at=made.now, made_by_id=made.all("agencies.membership")[0]["id"],
    )  # fmt: skip
    actions = made.all("plans.action")
    made.add(
        "boards.agenda_item", id=uuid4(), meeting_id=meeting["id"], board_id=board["id"],
        position=len(made.all("boards.agenda_item")), reason="standing", words="",
        group_id=groups[about % len(groups)]["id"] if about > 1 else None,
        action_id=actions[action % len(actions)]["id"] if action > 1 and actions else None,
        stream_id=None,
    )  # fmt: skip


def ids(rows: Iterator[Row] | list[Row], column: str = "id") -> set[UUID]:
    """The ids of rows."""
    return {row[column] for row in rows}
