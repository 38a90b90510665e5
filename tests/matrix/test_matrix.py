"""Every page of the portal, asked for by everyone, about every row and about one that is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import make_url

from portal import factory
from portal.access.guard import Door
from portal.access.models import SignIn
from portal.access.sight import guarded
from portal.agencies.models import Membership
from portal.boards.models import Meeting
from portal.core import clock
from portal.core.server import Address
from portal.core.settings import Settings
from portal.groups.models import Combination, DeconflictionSearch, Involvement, Nominal
from tests.access.oracle import Looker
from tests.access.partnerships import Partnership
from tests.asking import amend, put
from tests.cast import PEOPLE, SEATS, ident
from tests.client import Visitor
from tests.conftest import World
from tests.lending import CIRCLE, DRAFT, HEADLINE, LENT, PARTNER_SUMMARY, add_lending
from tests.lending import MEMBER as LENDING_MEMBER
from tests.links import of
from tests.matrix.standings import TOWARDS, status, status_everywhere, whole
from tests.path import later, rows
from tests.statements import statements_while_rendering

LEAVER = "sro@nottspol.example"
ABSENT = uuid4()
CLASSES: dict[str, dict[str, UUID]] = {
    "groups.group": {
        "shared at partner summary": ident("sorrel"), "revoked, expired": ident("hawthorn"),
        "unshared": ident("juniper"), "another agency's": ident("bracken"),
    },
    "groups.partner_summary": {
        "shared at partner summary": ident("sorrel"), "revoked, expired": ident("hawthorn"),
        "unshared": ident("juniper"), "another agency's": ident("bracken"),
    },
    "groups.working_record": {
        "shared at partner summary": ident("sorrel"), "unshared": ident("juniper"),
    },
    "groups.nominal": {
        "of a shared group": ident("nominal sorrel"), "of a hidden one": ident("nominal juniper"),
        "of another agency's": ident("nominal bracken"),
    },
    "groups.involvement": {
        "in a shared group": ident("part sorrel"), "in a hidden one": ident("part juniper"),
        "another agency's": ident("part bracken"),
    },
    "groups.combination": {"of two in a shared group": ident("combination")},
    "groups.premises": {
        "kept": of(ident("sorrel"), "premises"), "hidden": of(ident("juniper"), "premises"),
    },
    "groups.named_operation": {
        "kept": of(ident("sorrel"), "operation"), "hidden": of(ident("juniper"), "operation"),
    },
    "groups.court_order": {
        "kept": of(ident("sorrel"), "order"), "hidden": of(ident("juniper"), "order"),
    },
    "groups.log_entry": {"circle's": ident("log sorrel"), "hidden": ident("log juniper")},
    "groups.deconfliction_search": {"a partner's": ident("search")},
    "groups.share": {
        "to an agency": ident("share sorrel NCC-TS"), "at headline": ident("share sorrel HMRC"),
        "to a board": ident("share sorrel NOCEG"), "expired": ident("share hawthorn CITY-TS"),
        "revoked": ident("share hawthorn NCC-TS"),
    },
    "groups.lent_person": {"by their part": LENT},
    "access.shared_view": {"headline": HEADLINE, "partner summary": PARTNER_SUMMARY},
    "access.view_version": {"proposed": DRAFT},
    "agencies.sharing_circle": {"of the police": CIRCLE},
    "agencies.sharing_circle_member": {"an agency": LENDING_MEMBER},
    "groups.trigger": {
        "submitted by a partner": ident("trigger fresh"), "a draft": ident("trigger kept"),
        "with the OCGM team": ident("trigger ripe"), "another's": ident("trigger theirs"),
    },
    "groups.spotting_report": {
        "a partner's": ident("report county"), "an officer's": ident("report force"),
    },
    "groups.handover": {
        "to a person": ident("offer juniper"), "to an agency": ident("offer hawthorn"),
    },
    "groups.closure": {"proposed": ident("proposal juniper")},
    "groups.intelligence_item": {
        "unread": ident("item sorrel"), "of another lead": ident("item juniper"),
        "of another agency": ident("item bracken"),
    },
    "access.denial": {"of an agency": ident("denial hawthorn")},
    "access.glass": {"waiting": ident("glass sorrel")},
    "groups.copy": {"recalled": ident("copy hawthorn")},
    "groups.correction": {
        "to an agency": ident("correction hawthorn NCC-TS"),
        "to another": ident("correction hawthorn CITY-TS"),
    },
    "groups.access_request": {
        "names a group": ident("request sorrel"), "names none": ident("request nothing"),
    },
    "plans.action": {
        "a partner's": ident("action own"), "for partners": ident("action common"),
        "kept": ident("action kept"), "of an unshared group": ident("action hidden"),
    },
    "agencies.agreement": {
        "live": ident("agreement"), "draft": ident("agreement draft"),
        "in consultation": ident("agreement consulted"),
        "kept by others": ident("agreement theirs"),
    },
    "agencies.agreement_item": {
        "of a live one": ident("item 1 disruption"), "of a draft": ident("item draft"),
        "of others": ident("item theirs"),
    },
    "agencies.gateway": {"in use": ident("gateway"), "proposed": ident("gateway proposed")},
    "agencies.origin_consent": {
        "asked": ident("consent asked"), "given": ident("consent given"),
    },
    "agencies.agency": {"police": ident("NOTTSPOL"), "partner": ident("NCC-TS"),
                        "operator": ident("PORTAL"), "board member": ident("NCITY")},
    "agencies.membership": {
        "police": ident("membership analyst@nottspol.example"),
        "partner": ident("membership officer@county-ts.example"),
        "board member": ident("membership chair.noceg@nottingham-city.example"),
    },
    "agencies.invitation": {"sponsored": ident("invitation")},
    "agencies.agency_change": {"of the police": ident("change")},
    "boards.board": {"City": ident("NOCEG"), "County": ident("SNBPG")},
    "boards.meeting": {"City": ident("meeting NOCEG"), "County": ident("meeting SNBPG")},
    "boards.work_stream": {"City": ident("stream NOCEG"), "County": ident("stream SNBPG")},
}  # fmt: skip
"""For each table that some page is about: its rows in the cast, one of each class."""
SEEN_BY_ALL = {"access.shared_view": {404}, "access.view_version": {404}}
"""Tables whose rows everybody may see, so that nobody is told that one is not there."""


@dataclass
class Matrix:
    """The world, everyone's standing in it, and what they browse with."""

    world: World
    rows: Partnership
    lookers: dict[str, Looker]
    visitors: dict[str, Visitor]
    rendering: list[str]
    """What was asked of the database while a template was rendered."""


@pytest.fixture(scope="module")
def matrix(server: Address, settings: Settings) -> Iterator[Matrix]:
    """Everyone signed in; one of them has left since."""
    world = World(server, settings)
    world.app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # a refusal must not lean on the token
    for email, (board, role) in SEATS.items():
        if role == "member":
            put(
                world,
                Meeting(
                    id=ident(f"meeting {board}"), board_id=ident(board), place="Loxley House",
                    held_on=clock.today(), made_at=clock.now(),
                    made_by_id=ident(f"membership {email}"),
                ),
            )  # fmt: skip
    add_lending(world)
    put(world, *rows())
    put(world, *later())
    _people(world)
    visitors = {email: world.as_(email) for email in PEOPLE} | {"nobody": world.nobody()}
    amend(world, Membership, Membership.id == ident(f"membership {LEAVER}"), ended_at=clock.now())
    held = whole(world.owner)
    members = {row["id"]: row for row in held.all("agencies.membership")}
    lookers = {
        email: Looker(held, members[ident(f"membership {email}")])
        for email in PEOPLE
        if email != LEAVER
    }
    with statements_while_rendering(world) as rendering:
        yield Matrix(world, held, lookers, visitors, rendering)
    world.close()


def _people(world: World) -> None:
    """Two nominals held to be one, and a question about a person."""
    other, officer = ident("other nominal"), ident("membership officer@county-ts.example")
    put(
        world,
        Nominal(
            id=other, owner_agency_id=ident("NOTTSPOL"), reference="N-OTHER", home_area="city",
            status="candidate", marking=2,
        ),
        DeconflictionSearch(
            id=ident("search"), asked_by_id=officer, agency_id=ident("NCC-TS"), is_hit=False,
            purpose="disruption", asked_at=clock.now(),
        ),
    )  # fmt: skip
    put(
        world,
        Involvement(group_id=ident("sorrel"), nominal_id=other, role="enabler", marking=2),
        Combination(
            id=ident("combination"), kept_id=ident("nominal sorrel"), merged_id=other,
            agency_id=ident("NOTTSPOL"), reason="r", made_at=clock.now(), marking=2,
            made_by_id=ident("membership lro@nottspol.example"),
        ),
    )  # fmt: skip


def _app() -> Flask:
    class Nowhere(Address):
        def __init__(self) -> None:
            pass

        def url(self, role: Any, database: str = "portal") -> Any:
            return make_url(f"postgresql+psycopg://{role}@/{database}")

    told = Settings(secret="0123456789" * 4, demonstration=True, origin="http://127.0.0.1:8000")
    return factory.create_app(told, Nowhere())


PAGES: dict[str, tuple[str, Door]] = {
    rule.endpoint: (rule.rule, door)
    for app in [_app()]
    for rule in app.url_map.iter_rules()
    for door in [getattr(app.view_functions[rule.endpoint], "door", None)]
    if door is not None and door.needs is not None
}
ABOUT_A_ROW = sorted(name for name, (_, door) in PAGES.items() if door.on is not None)
ABOUT_NONE = sorted(name for name, (_, door) in PAGES.items() if door.on is None)


def _table(door: Door) -> str:
    assert door.on is not None
    table = door.on.__table__
    return f"{table.schema}.{table.name}"  # type: ignore[attr-defined]  # a Table


def _path(rule: str, ident_: UUID) -> str:
    return re.sub(r"<uuid:[^>]+>", str(ident_), rule)


def _row(matrix: Matrix, table: str, ident_: UUID) -> dict[str, Any] | None:
    key = "id" if any("id" in row for row in matrix.rows.all(table)) else "group_id"
    return next((row for row in matrix.rows.all(table) if row[key] == ident_), None)


def _same(text: str, ident_: UUID) -> str:
    text = text.replace(str(ident_), "ID")
    text = re.sub(r'nonce="[^"]*"|name="csrf_token"[^>]*', "", text)
    text = re.sub(r"\d{1,2}:\d\d(am|pm)|midday|midnight", "TIME", text)
    return re.sub(r"\b[0-9a-f]{12}\b", "MARK", text)


def test_every_row_that_a_page_is_about_has_its_classes_and_its_standing() -> None:
    needed = {_table(PAGES[name][1]) for name in ABOUT_A_ROW}
    assert needed <= set(CLASSES), "add the table's rows to CLASSES in tests/matrix/test_matrix.py"
    assert needed <= set(TOWARDS), "say in tests/matrix/standings.py how one stands towards it"


def test_every_row_of_the_classes_is_there(matrix: Matrix) -> None:
    for table, classes in CLASSES.items():
        for name, ident_ in classes.items():
            assert _row(matrix, table, ident_), f"{table}: no row {name}"


@pytest.mark.parametrize("endpoint", ABOUT_A_ROW)
def test_a_page_about_a_row_opens_for_those_whom_the_policy_names(
    matrix: Matrix, endpoint: str
) -> None:
    rule, door = PAGES[endpoint]
    table, found, wanted = _table(door), {}, {}
    assert door.on is not None
    assert door.needs is not None
    sees = guarded(door.on).see
    for email, looker in matrix.lookers.items():
        absent = _answer(matrix, email, _path(rule, ABSENT))
        assert absent[0] == 404
        for name, ident_ in CLASSES[table].items():
            row = _row(matrix, table, ident_)
            cell = f"{email}: {name}"
            wanted[cell] = status(looker, table, row, sees, door.needs)
            found[cell], text = _answer(matrix, email, _path(rule, ident_))
            if wanted[cell] == 404:
                assert _same(text, ident_) == _same(absent[1], ABSENT), cell
            if wanted[cell] != 200 and door.twice is not None:
                posted = matrix.visitors[email].browser.post(_path(rule, ident_))
                assert posted.status_code == wanted[cell], f"post, {cell}"
    assert found == wanted
    assert {200} | ({404} - SEEN_BY_ALL.get(table, set())) <= set(found.values()), (
        "the cast must hold somebody who may, and one not"
    )


@pytest.mark.parametrize("endpoint", ABOUT_NONE)
def test_a_page_about_no_row_opens_for_the_roles_that_the_policy_names(
    matrix: Matrix, endpoint: str
) -> None:
    rule, door = PAGES[endpoint]
    assert door.needs is not None
    wanted = {
        email: status_everywhere(looker, door.needs) for email, looker in matrix.lookers.items()
    }
    assert {email: _answer(matrix, email, rule)[0] for email in wanted} == wanted
    if door.twice is not None:
        for email in (one for one, code in wanted.items() if code != 200):
            assert matrix.visitors[email].browser.post(rule).status_code == wanted[email], email


@pytest.mark.parametrize("endpoint", sorted(PAGES))
@pytest.mark.parametrize("who", ["nobody", LEAVER])
def test_nobody_and_whoever_left_are_sent_to_sign_in_whatever_they_ask_for(
    matrix: Matrix, endpoint: str, who: str
) -> None:
    rule, door = PAGES[endpoint]
    rows = CLASSES[_table(door)].values() if door.on is not None else [ABSENT]
    for ident_ in (*rows, ABSENT):
        code, text = _answer(matrix, who, _path(rule, ident_))
        assert code == 303
        assert "/sign-in" in text
        if door.twice is not None:
            posted = matrix.visitors[who].browser.post(_path(rule, ident_))
            assert posted.status_code == 401


def _answer(matrix: Matrix, who: str, path: str) -> tuple[int, str]:
    answer = matrix.visitors[who].browser.get(path)
    assert matrix.rendering == [], "gather it in the query, into the page's projection"
    return answer.status_code, answer.get_data(as_text=True)


def test_asking_everything_left_everyone_signed_in(matrix: Matrix) -> None:
    ended = [row for row in whole(matrix.world.owner).all("access.sign_in") if row["ended_at"]]
    assert ended == [], SignIn
