"""People join, move and leave; and nobody who keeps them widens what others shared."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text

from portal.access.viewer import Role
from portal.agencies.models import Membership
from portal.agencies.projections.people import vetting_warning
from portal.core import clock
from tests.agencies.people import (
    ADM,
    CITY_SPOC,
    COUNTY,
    COUNTY_SPOC,
    FIM,
    add_person,
    add_spocs,
    answer,
)
from tests.asking import amend
from tests.cast import ident
from tests.client import Visitor, words
from tests.conftest import World
from tests.web.filled import day

COUNTY_TS = f"/agencies/{ident('NCC-TS')}"
PASSWORD = "copper lantern meadow"
NEW = "newcomer@county-ts.example"


@pytest.fixture
def staffed(world: World) -> World:
    """The cast, with a single point of contact in each of the two trading standards."""
    add_spocs(world)
    return world


def _member(email: str) -> str:
    return f"/memberships/{ident('membership ' + email)}"


def _invite(visitor: Visitor, agency: str = COUNTY_TS, status: int = 303, **other: object) -> str:
    told: dict[str, object] = {
        "name": "R. Newcomer", "email": NEW, "roles": "PRA", "vetting_level": "NPPV3",
        "vetting_reference": "Kent 1", "vetting_until": day(300),
    }  # fmt: skip
    page = visitor.post(f"{agency}/invite", status, **{**told, **other})
    return visitor.answer.headers.get("Location", "") or words(str(page))


def _link(world: World, **other: object) -> str:
    """An invitation that a sponsor, an approver and a registrar stood for."""
    path = _invite(world.as_(COUNTY), **other)
    world.as_(COUNTY_SPOC).post(path, step="approve")
    page = world.as_(ADM).post(path, 200, step="issue")
    found = page.find("code")
    assert found is not None
    return found.get_text().partition("8000")[2]


def test_somebody_invited_by_three_people_joins_once(staffed: World) -> None:
    link = _link(staffed)
    visitor = staffed.nobody()
    visitor.post(link, password=PASSWORD, again=PASSWORD)
    staffed.nobody().get(link, 404)
    visitor.post("/sign-in", email=NEW, password=PASSWORD)
    assert visitor.answer.headers["Location"].endswith("/")


def test_the_database_keeps_no_link(staffed: World) -> None:
    secret = _link(staffed).rpartition("=")[2]
    kept = answer(staffed, "select string_agg(i::text, '') from agencies.invitation i")
    assert secret not in kept


def test_a_link_ends_after_seven_days(staffed: World) -> None:
    link = _link(staffed)
    with staffed.owner.begin() as owner:
        owner.execute(text("update agencies.invitation set expires_at = now()"))
    staffed.nobody().get(link, 404)


def test_a_link_that_was_withdrawn_opens_nothing(staffed: World) -> None:
    link = _link(staffed)
    path = answer(staffed, "select id from agencies.invitation where email = :e", e=NEW)
    staffed.as_(COUNTY).post(f"/invitations/{path}", step="withdraw")
    staffed.nobody().get(link, 404)


def test_a_weak_password_is_refused_and_the_link_still_works(staffed: World) -> None:
    link = _link(staffed)
    staffed.nobody().post(link, 422, password="password", again="password")
    staffed.nobody().post(link, password=PASSWORD, again=PASSWORD)


def test_the_sponsor_neither_approves_nor_registers(staffed: World) -> None:
    path = _invite(staffed.as_(COUNTY_SPOC))
    page = staffed.as_(COUNTY_SPOC).post(path, 422, step="approve")
    assert "three people" in words(str(page))


def test_the_approver_does_not_register(staffed: World) -> None:
    path = _invite(staffed.as_(COUNTY))
    staffed.as_(FIM).post(path, step="approve")
    page = staffed.as_(FIM).post(path, 422, step="issue")
    assert "three people" in words(str(page))


def test_another_agencys_point_of_contact_does_not_learn_of_an_invitation(staffed: World) -> None:
    path = _invite(staffed.as_(COUNTY))
    staffed.as_(CITY_SPOC).get(path, 404)


def test_a_partner_invites_nobody_to_a_role_of_the_police(staffed: World) -> None:
    assert "may have changed" in _invite(staffed.as_(COUNTY), COUNTY_TS, 422, roles="COO")


def test_nobody_invites_to_another_agency(staffed: World) -> None:
    staffed.as_(CITY_SPOC).get(f"{COUNTY_TS}/invite", 403)


def test_one_who_moves_leaves_the_old_agency_and_their_actions_wait_for_its_spoc(
    staffed: World,
) -> None:
    with staffed.owner.begin() as owner:
        owner.execute(
            text("insert into agencies.credential values (:p, :h, now())"),
            {"p": ident(f"person {COUNTY}"), "h": _hash()},
        )
    city = f"/agencies/{ident('CITY-TS')}"
    add_person(staffed, "second@city-ts.example", "CITY-TS", Role.PRA)
    path = _invite(staffed.as_("second@city-ts.example"), city, email=COUNTY, is_move="y")
    staffed.as_(CITY_SPOC).post(path, step="approve")
    link = staffed.as_(ADM).post(path, 200, step="issue").find("code")
    assert link is not None
    old = staffed.as_(COUNTY)
    staffed.nobody().post(link.get_text().partition("8000")[2], password=PASSWORD)
    old.get("/", 303)
    assert "Left by people who left" in staffed.as_(COUNTY_SPOC).get("/").get_text()


def _hash() -> str:
    from portal.agencies.sign_in import hash_password  # noqa: PLC0415 - slow, and for one test

    return hash_password(PASSWORD)


def test_somebody_known_accepts_with_their_own_password_alone(staffed: World) -> None:
    with staffed.owner.begin() as owner:
        owner.execute(
            text("insert into agencies.credential values (:p, :h, now())"),
            {"p": ident(f"person {COUNTY}"), "h": _hash()},
        )
    link = _link(staffed, email=COUNTY)
    staffed.nobody().post(link, 422, password="another lantern meadow")


def test_whoever_left_is_out_at_once_and_their_action_is_handed_over(staffed: World) -> None:
    officer = staffed.as_(COUNTY)
    spoc = staffed.as_(COUNTY_SPOC)
    spoc.post(_member(COUNTY), step="leave")
    officer.get("/", 303)
    spoc.post(
        f"{COUNTY_TS}/left-behind", action=str(ident("action own")),
        to=str(ident(f"membership {COUNTY_SPOC}")),
    )  # fmt: skip
    owner = answer(staffed, "select owner_id from plans.action where id = :a",
                   a=ident("action own"))  # fmt: skip
    assert owner == ident(f"membership {COUNTY_SPOC}")


def test_whoever_is_suspended_is_out_at_once_and_comes_back(staffed: World) -> None:
    officer = staffed.as_(COUNTY)
    staffed.as_(COUNTY_SPOC).post(_member(COUNTY), step="suspend")
    officer.get("/", 303)
    staffed.as_(COUNTY).get("/", 303)
    staffed.as_(COUNTY_SPOC).post(_member(COUNTY), step="resume")
    staffed.as_(COUNTY).get("/")


@pytest.mark.parametrize(
    ("ahead", "said"),
    [(91, ""), (90, "ends within 90 days"), (30, "ends within 30 days"),
     (7, "ends within 7 days"), (-1, "ended")],
)  # fmt: skip
def test_a_vetting_warns_at_90_30_and_7_days(ahead: int, said: str) -> None:
    today = clock.today()
    assert vetting_warning(today + timedelta(days=ahead), today) == said


def test_my_work_warns_of_a_vetting_that_ends(staffed: World) -> None:
    amend(staffed, Membership, Membership.id == ident(f"membership {COUNTY}"),
          vetting_until=clock.today() + timedelta(days=20))  # fmt: skip
    assert "Your vetting ends within 30 days" in staffed.as_(COUNTY).get("/").get_text()


@pytest.mark.parametrize(("idle", "opens"), [(29, True), (31, False)])
def test_an_account_that_nobody_used_for_30_days_is_locked(
    staffed: World, *, idle: int, opens: bool
) -> None:
    _link_and_join(staffed)
    with staffed.owner.begin() as owner:
        owner.execute(
            text(
                "update agencies.membership set started_at = now() - make_interval(days => :d) "
                "where person_id = (select id from agencies.person where email = :e)"
            ),
            {"d": idle, "e": NEW},
        )
        owner.execute(text("update agencies.credential set set_at = now() - interval '99 days'"))
    visitor = staffed.nobody()
    visitor.post("/sign-in", 303 if opens else 422, email=NEW, password=PASSWORD)


def _link_and_join(world: World) -> None:
    world.nobody().post(_link(world), password=PASSWORD, again=PASSWORD)


def test_the_point_of_contact_lifts_the_lock(staffed: World) -> None:
    _link_and_join(staffed)
    with staffed.owner.begin() as owner:
        owner.execute(text("update agencies.credential set set_at = now() - interval '99 days'"))
        owner.execute(
            text(
                "update agencies.membership set started_at = now() - interval '99 days' "
                "where person_id = (select id from agencies.person where email = :e)"
            ),
            {"e": NEW},
        )
    member = answer(
        staffed,
        "select x.id from agencies.membership x join agencies.person p on p.id = x.person_id "
        "where p.email = :e",
        e=NEW,
    )
    staffed.as_(COUNTY_SPOC).post(f"/memberships/{member}", step="resume")
    staffed.nobody().post("/sign-in", email=NEW, password=PASSWORD)
