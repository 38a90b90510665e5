"""To whom a group can be lent: one person, an agency with its parts, a sharing circle."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import DBAPIError

from portal.access.entry import enter_as_holder
from portal.agencies.models import (
    Agency,
    AgreementParty,
    Duty,
    Membership,
    Person,
    Receiver,
    SharingCircle,
    SharingCircleMember,
)
from portal.core import clock
from portal.core.db import db
from portal.groups.models import Group, Share
from tests.asking import amend, asked, asked_as, put
from tests.cast import SENSITIVE, canary, ident
from tests.conftest import World
from tests.groups.lending import approve, newest, share_by_two
from tests.groups.test_sharing import check, refusal, share

LRO, COORDINATOR = "lro@nottspol.example", "coordinator@nottspol.example"
CITY_TS, HMRC = "officer@city-ts.example", "officer@hmrc.example"
LENA = "officer@county-ts.example"
SORREL, JUNIPER = ident("sorrel"), ident("juniper")
CIRCLE = ident("circle")
DAY = timedelta(days=1)


def circle(world: World, **changed: object) -> None:
    """A sharing circle that Nottinghamshire Police keeps."""
    values = {
        "id": CIRCLE, "name": f"Circle {canary('circle')}", "purpose": "Vans", "state": "active",
        "owner_agency_id": ident("NOTTSPOL"), "ceiling": SENSITIVE, "made_at": clock.now(),
    }  # fmt: skip
    put(world, SharingCircle(**(values | changed)))


def member(world: World, *, agency: str = "", email: str = "", **changed: object) -> UUID:
    """Somebody in the circle since yesterday."""
    made = uuid4()
    values = {
        "id": made, "circle_id": CIRCLE, "is_hidden": False, "starts_at": clock.now() - DAY,
        "agency_id": ident(agency) if agency else None,
        "membership_id": ident(f"membership {email}") if email else None,
    }  # fmt: skip
    put(world, SharingCircleMember(**(values | changed)))
    return made


def lent(world: World, **to: object) -> None:
    """Sorrel lent as the owner of the database would."""
    values = {
        "id": uuid4(), "group_id": SORREL, "view": 2, "purpose": "disruption",
        "gateway_id": ident("gateway"), "agreement_id": ident("agreement"),
        "given_at": clock.now() - DAY, "until": clock.now() + 9 * DAY, "marking": SENSITIVE,
        "given_by_id": ident(f"membership {LRO}"),
    }  # fmt: skip
    put(world, Share(**(values | to)))


# ---- One named person ----


def test_a_share_with_one_person_opens_for_them_and_for_no_colleague(world: World) -> None:
    person, colleague = ident("person colleague"), ident("membership colleague")
    put(world, Person(id=person, name="Sam", email="sam@city-ts.example"))
    put(
        world,
        Membership(
            id=colleague, person_id=person, agency_id=ident("CITY-TS"), ceiling=SENSITIVE,
            started_at=clock.now(),
        ),
    )  # fmt: skip
    page = check(world.as_(LRO), person=CITY_TS)
    assert "One person at" in page.get_text()
    share(world.as_(LRO), person=CITY_TS)
    assert SORREL not in asked_as(world, CITY_TS, Group.id), "a second person has yet to answer"
    approve(world, f"/groups/shares/{newest(world).id}/approve")
    assert SORREL in asked_as(world, CITY_TS, Group.id)
    with world.owner.connect() as connection:
        given = connection.exec_driver_sql(
            "select recipient_id from access.given g join groups.share s on s.id = g.share_id "
            "where s.membership_id is not null"
        ).scalars()
        assert set(given) == {ident(f"membership {CITY_TS}")}


@pytest.mark.parametrize("email", ["nobody@city-ts.example", HMRC, "no.such.person@x.example"])
def test_unknown_and_elsewhere_are_one_answer(still_world: World, email: str) -> None:
    assert "in your view has this work email" in refusal(still_world.as_(LRO), person=email)


def test_a_hidden_person_is_answered_like_nobody(world: World) -> None:
    lead = world.as_(LENA)
    put(world, AgreementParty(agreement_id=ident("agreement"), agency_id=ident("EMSOU")))
    path = f"/groups/{ident('bracken')}/share"
    told = []
    for email in ("scorer@emsou.example", "nobody@emsou.example"):
        fields = {
            "recipient": str(ident("EMSOU")), "person": email, "view": "2", "step": "check",
            "purpose": "disruption", "gateway": str(ident("gateway")),
            "agreement": str(ident("agreement")),
            "last_day": (clock.today() + 9 * DAY).isoformat(),
        }  # fmt: skip
        page = lead.post(path, 422, **fields)
        told.append(page.select_one(".govuk-error-summary").get_text())  # type: ignore[union-attr]
    assert told[0] == told[1]
    assert "in your view has this work email" in told[0]


def test_a_share_names_no_person_out_of_its_givers_sight(world: World) -> None:
    fields = {
        "id": uuid4(), "group_id": ident("bracken"), "view": 2, "purpose": "disruption",
        "membership_id": ident("membership scorer@emsou.example"), "gateway_id": ident("gateway"),
        "agreement_id": ident("agreement"), "given_at": clock.now(), "marking": SENSITIVE,
        "until": clock.now() + DAY, "given_by_id": ident(f"membership {LENA}"),
    }  # fmt: skip
    with world.app.app_context():
        enter_as_holder(world.as_(LENA).token, read_only=False)
        db.session.add(Share(**fields))
        with pytest.raises(DBAPIError, match="row-level security"):
            db.session.flush()


def test_a_persons_own_ceiling_counts(world: World) -> None:
    amend(world, Membership, Membership.id == ident(f"membership {CITY_TS}"), ceiling=1)
    assert "may hold nothing marked above" in refusal(world.as_(LRO), person=CITY_TS)


# ---- An agency with its parts ----


def test_a_cascade_names_whom_it_adds_before_saving_and_reaches_them(world: World) -> None:
    amend(world, Agency, Agency.id == ident("HMRC"), parent_id=ident("CITY-TS"))
    amend(world, Share, Share.id == ident("share sorrel HMRC"), revoked_at=clock.now(),
          revoked_by_id=ident(f"membership {LRO}"))  # fmt: skip
    assert asked_as(world, HMRC, Group.id) == set()
    page = check(world.as_(LRO), cascade="y")
    assert canary("agency HMRC") in page.get_text()
    share(world.as_(LRO), cascade="y")
    assert asked_as(world, HMRC, Group.id) == {SORREL}
    assert world.as_(HMRC).get(f"/groups/{SORREL}").get_text()


def test_without_the_tick_the_parts_read_nothing(world: World) -> None:
    amend(world, Agency, Agency.id == ident("NCITY"), parent_id=ident("CITY-TS"))
    share(world.as_(LRO))
    assert SORREL not in asked_as(world, "pcc@opcc.example", Group.id)
    with world.owner.connect() as connection:
        found = connection.exec_driver_sql(
            "select 1 from access.duty_recipient where role='FAMILY'"
        )
        assert found.all() == []


def test_a_board_and_a_person_do_not_cascade(still_world: World) -> None:
    assert "Only a share with a whole agency" in refusal(
        still_world.as_(LRO), recipient=str(ident("SNBPG")), cascade="y"
    )
    assert "Only a share with a whole agency" in refusal(
        still_world.as_(LRO), person=CITY_TS, cascade="y"
    )


# ---- A sharing circle ----


def test_an_empty_circle_reaches_nobody(world: World) -> None:
    circle(world)
    before = {email: asked_as(world, email, Group.id) for email in world.cast}
    share_by_two(world, recipient=str(CIRCLE))
    assert {email: asked_as(world, email, Group.id) for email in world.cast} == before


@pytest.mark.parametrize(
    ("starts", "ends", "sees"),
    [(-DAY, None, True), (-DAY, DAY, True), (DAY, None, False), (-2 * DAY, -DAY, False)],
)
def test_a_members_sight_starts_and_ends_on_its_dates(
    world: World, starts: timedelta, ends: timedelta | None, *, sees: bool
) -> None:
    circle(world)
    now = clock.now()
    member(world, email=CITY_TS, starts_at=now + starts, ends_at=now + ends if ends else None)
    lent(world, circle_id=CIRCLE)
    assert (SORREL in asked_as(world, CITY_TS, Group.id)) is sees


def test_an_ended_circle_closes_for_a_member_who_is_signed_in(world: World) -> None:
    circle(world)
    member(world, agency="CITY-TS")
    lent(world, circle_id=CIRCLE)
    token = world.as_(CITY_TS).token
    assert asked(world, token, Group.id) == {SORREL}
    amend(world, SharingCircle, SharingCircle.id == CIRCLE, state="ended")
    assert asked(world, token, Group.id) == set()


def test_a_hidden_member_is_invisible_to_the_other_members(world: World) -> None:
    circle(world)
    seen, hidden = member(world, agency="HMRC"), member(world, email=CITY_TS, is_hidden=True)
    assert asked_as(world, HMRC, SharingCircleMember.id) == {seen}
    assert asked_as(world, CITY_TS, SharingCircleMember.id) == {seen, hidden}
    assert asked_as(world, COORDINATOR, SharingCircleMember.id) == {seen, hidden}
    page = world.as_(HMRC).get(f"/sharing-circles/{CIRCLE}").get_text()
    assert canary(f"name {CITY_TS}") not in page
    assert "hidden" not in page


def test_who_is_neither_member_nor_keeper_learns_of_no_circle(world: World) -> None:
    circle(world)
    member(world, agency="HMRC")
    assert CIRCLE not in asked_as(world, LENA, Receiver.id)
    assert CIRCLE not in asked_as(world, "scorer@emsou.example", Receiver.id)
    world.as_(LENA).get(f"/sharing-circles/{CIRCLE}", 404)


def test_every_agency_in_a_circle_must_have_signed(world: World) -> None:
    circle(world)
    member(world, agency="OPCC", is_hidden=True)
    assert "Not every agency with a member" in refusal(world.as_(LRO), recipient=str(CIRCLE))


def test_an_agency_that_has_not_signed_cannot_join_where_something_is_lent(world: World) -> None:
    circle(world)
    lent(world, circle_id=CIRCLE)
    page = world.as_(COORDINATOR).post(
        f"/sharing-circles/{CIRCLE}/members/new", 422, agency=str(ident("OPCC")),
        starts_on=clock.today().isoformat(),
    )  # fmt: skip
    assert "has not signed" in page.get_text()


def test_a_circle_is_given_nothing_above_its_ceiling(world: World) -> None:
    circle(world, ceiling=1)
    assert "may hold nothing marked above" in refusal(world.as_(LRO), recipient=str(CIRCLE))
    with pytest.raises(DBAPIError, match="above its ceiling"):
        lent(world, circle_id=CIRCLE)


def test_a_coordinator_makes_a_circle_fills_it_and_ends_a_membership(world: World) -> None:
    keeper = world.as_(COORDINATOR)
    keeper.post("/sharing-circles/new", name="Vans", purpose="Stolen vans")
    here = keeper.answer.headers["Location"]
    assert "no member today" in keeper.get(here).get_text()
    keeper.post(
        f"{here}/members/new", agency=str(ident("CITY-TS")), email=CITY_TS, is_hidden="y",
        starts_on=clock.today().isoformat(),
    )  # fmt: skip
    page = keeper.get(here)
    assert "(hidden)" in page.get_text()
    lent(world, circle_id=UUID(here.rpartition("/")[2]))
    assert asked_as(world, CITY_TS, Group.id) == {SORREL}
    end = page.select_one("a[href*='/end'][href*='member']")
    assert end is not None
    keeper.post(str(end["href"]))
    assert asked_as(world, CITY_TS, Group.id) == set()
    keeper.post(f"{here}/end")
    assert "has ended" in keeper.get(here).get_text()


def test_the_keeper_is_an_agencys_keeper_and_no_other_agencys(world: World) -> None:
    circle(world)
    member(world, agency="NCC-TS")
    put(world, Duty(membership_id=ident(f"membership {LENA}"), role="SPC"))
    world.as_(LENA).get(f"/sharing-circles/{CIRCLE}")
    world.as_(LENA).get(f"/sharing-circles/{CIRCLE}/members/new", 403)
    world.as_(LENA).get(f"/sharing-circles/{CIRCLE}/end", 403)


# ---- Who else holds it ----


def test_a_recipient_learns_who_else_holds_it_only_where_the_lead_says_so(world: World) -> None:
    before = world.as_(LENA).get(f"/groups/{SORREL}").get_text()
    assert canary("agency HMRC") not in before
    amend(world, Share, Share.id == ident("share sorrel NCC-TS"), shows_holders=True)
    after = world.as_(LENA).get(f"/groups/{SORREL}").get_text()
    assert canary("agency HMRC") in after
    assert canary("board NOCEG") in after
    member_page = world.as_("member.noceg@nottingham-city.example").get(f"/groups/{SORREL}")
    assert canary("agency HMRC") not in member_page.get_text()
