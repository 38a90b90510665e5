"""Small invented partnerships, and a slow, obvious reading of who sees what in one."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from hypothesis import strategies as st

from portal.access.models import FAMILY
from portal.access.viewer import Role
from portal.core import clock
from tests.access.rows import NAMING, Partnership, Row, circle, ids, join, version, when
from tests.cast import ident as cast_id

ROLES = (Role.LRO, Role.SRO, Role.COO, Role.PRA, Role.BME, Role.AUD)
__all__ = ["Partnership", "Row", "ids", "partnerships"]
TIMES = ("open", "live", "live", "live", "revoked", "expired", "future")
"""How a grant stands now; the live ones thrice, so that most people see something."""
_index = st.integers(0, 5)
_marking = st.sampled_from([1, 1, 1, 2])
_ceiling = st.sampled_from([2, 2, 2, 1])
_view = st.integers(1, 3)
_sections = st.one_of(
    st.sampled_from([1, 15, 2047]), st.integers(0, 2047).map(lambda bits: bits | 1)
)
TAKERS = {
    "agency_id": "agencies.agency", "board_id": "boards.board",
    "circle_id": "agencies.sharing_circle", "membership_id": "agencies.membership",
}  # fmt: skip
"""What a share can be made to: its column, and the table of those who can stand there."""


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
    circles = [circle(made, agencies[0], *draw(_circles)) for _ in range(draw(st.integers(0, 1)))]
    for member, hidden, time in draw(st.lists(_members, max_size=3)) if circles else ():
        join(made, circles[0], [*agencies, *people], member, hidden=hidden, time=time)
    if draw(st.booleans()):
        agencies[1]["parent_id"] = agencies[0]["id"]
    groups = [
        _group(made, agencies[index % len(agencies)], people[0], markings)
        for index, markings in draw(st.lists(_groups, min_size=1, max_size=3))
    ]
    _given_and_shared(draw, made, groups, [*agencies, *boards, *people, *circles])
    for index, who, time in draw(st.lists(_denials, max_size=2)):
        _denial(made, groups[index % len(groups)], [*agencies, *people], who, time)
    _actions(draw, made, groups, people)
    for where, about, action in draw(st.lists(st.tuples(_index, _index, _index), max_size=3)):
        _item(made, boards[where % len(boards)], groups, about, action)
    return made


_agency_parts = st.tuples(st.sampled_from(["active"] * 6 + ["suspended"]), _ceiling)
_people = st.tuples(_index, st.sets(st.sampled_from(ROLES), max_size=3), _ceiling)
_groups = st.tuples(_index, st.lists(_marking, min_size=9, max_size=9))
_grants = st.tuples(
    _index, st.integers(0, 20), _view, st.sampled_from(TIMES),
    st.sampled_from(["LRO", "SRO", "STANDING"]), _sections,
)  # fmt: skip
_shares = st.tuples(
    _index, st.integers(0, 20), st.tuples(_sections, _sections), st.sampled_from(TIMES[1:]),
    _marking, st.booleans(),
)  # fmt: skip
_circles = st.tuples(st.sampled_from(["active", "active", "active", "ended"]))
_members = st.tuples(st.integers(0, 20), st.booleans(), st.sampled_from(TIMES))


_denials = st.tuples(_index, st.integers(0, 20), st.sampled_from(TIMES))


def overseer(made: Partnership) -> Row:
    """A membership that may share every group: the one who asks what the others would need."""
    agency = _agency(made, "active", 2)
    member = _person(made, agency, {Role.LRO}, 2)
    for group in made.all("groups.group"):
        made.add(
            "access.given", id=uuid4(), group_id=group["id"], view=3, via="LRO", share_id=None,
            from_agency_id=group["lead_agency_id"], recipient_id=member["id"],
            valid_from=made.now - timedelta(days=1), valid_until=None, revoked_at=None,
        )  # fmt: skip
    return member


def _denial(made: Partnership, group: Row, others: list[Row], who: int, time: str) -> None:
    start, until, ended = when(made, time)
    whom = others[who % len(others)]
    author = made.all("agencies.membership")[0]["id"]
    is_person = "person_id" in whom
    made.add(
        "access.denial", id=uuid4(), group_id=group["id"], reason="",
        agency_id=None if is_person else whom["id"],
        membership_id=whom["id"] if is_person else None,
        starts_at=start, until=until, given_by_id=author,
        ended_at=ended, ended_by_id=author if ended else None,
    )  # fmt: skip


def _agency(made: Partnership, state: str, ceiling: int) -> Row:
    ident = uuid4()
    agency = made.add(
        "agencies.agency", id=ident, code=ident.hex, name="", kind="", contact="", state=state,
        ceiling=ceiling, parent_id=None,
    )  # fmt: skip
    for role in (Role.COO.value, Role.PRA.value, FAMILY):
        made.add("access.duty_recipient", id=uuid4(), agency_id=ident, role=role)
    made.add(
        "agencies.agreement_party", agreement_id=cast_id("agreement"), agency_id=ident,
        part_3_purposes=[], uk_gdpr_purposes=[], signed_at=made.now, signed_office="Chief",
        signed_by_id=None, left_at=None,
    )  # fmt: skip
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
        home_area="city", status="active", marking=next(marks),
    )  # fmt: skip
    made.add(
        "groups.identity", nominal_id=nominal, surname="", forename="", born=today,
        home_district="", address="", marking=next(marks),
    )  # fmt: skip
    known = made.all("groups.nominal")
    for one in {nominal, known[0]["id"]}:
        made.add(
            "groups.involvement", id=uuid4(), group_id=ident, nominal_id=one,
            role="principal",
            marking=markings[-1],
        )  # fmt: skip
    return group


def _given_and_shared(
    draw: st.DrawFn, made: Partnership, groups: list[Row], others: list[Row]
) -> None:
    everyone = [row["id"] for row in (*others, *made.all("access.duty_recipient"))]
    for index, to, view, time, via, sections in draw(st.lists(_grants, min_size=4, max_size=9)):
        start, until, revoked = when(made, time)
        group = groups[index % len(groups)]
        made.add(
            "access.given", id=uuid4(), group_id=group["id"], view=view, via=via, share_id=None,
            from_agency_id=group["lead_agency_id"], recipient_id=everyone[to % len(everyone)],
            valid_from=start, valid_until=until, revoked_at=revoked, sections=sections,
        )  # fmt: skip
    kinds = {row["id"]: kind for kind, table in TAKERS.items() for row in made.all(table)}
    takers = list(kinds)
    for index, to, opened, time, marking, family in draw(st.lists(_shares, min_size=1, max_size=4)):
        start, until, revoked = when(made, time)
        taker = takers[to % len(takers)]
        group = groups[index % len(groups)]["id"]
        if any(
            one["group_id"] == group and taker in {one[kind] for kind in TAKERS}
            for one in made.all("groups.share")
        ):
            continue  # a group is shared with a recipient once at a time
        bar = NAMING if kinds[taker] == "board_id" else 0
        named = version(made, *(sections & ~bar for sections in opened))
        made.add(
            "groups.share", id=uuid4(), group_id=group, view=named["view"],
            view_version_id=named["id"], purpose="disruption", given_at=start, until=until,
            revoked_at=revoked, marking=marking,
            cascades=family and kinds[taker] == "agency_id",
            **{kind: taker if kinds[taker] == kind else None for kind in TAKERS},
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
