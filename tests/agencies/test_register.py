"""The register of agencies: who sees whom, and the moves between states."""

from __future__ import annotations

import re

import pytest

from portal.access.viewer import Role
from portal.agencies.models import Agency, Receiver
from portal.core.server import Address
from portal.core.settings import Settings
from tests.agencies.people import (
    ADM,
    CITY_SPOC,
    COUNTY,
    COUNTY_SPOC,
    FIM,
    add_agency,
    add_person,
    add_spocs,
    answer,
)
from tests.asking import asked_as
from tests.cast import ident
from tests.client import words
from tests.conftest import World

COUNTY_TS, CITY_TS = f"/agencies/{ident('NCC-TS')}", f"/agencies/{ident('CITY-TS')}"


def test_an_agency_with_nothing_in_common_is_hidden(world: World) -> None:
    add_agency(world, "STRANGER")
    assert ident("STRANGER") not in asked_as(world, COUNTY, Agency.id)
    assert ident("STRANGER") not in asked_as(world, COUNTY, Receiver.id)
    world.as_(COUNTY).get(f"/agencies/{ident('STRANGER')}", 404)


def test_an_agreement_in_common_brings_an_agency_into_sight(world: World) -> None:
    assert ident("CITY-TS") in asked_as(world, COUNTY, Agency.id)
    assert ident("PORTAL") not in asked_as(world, COUNTY, Agency.id)


def test_whoever_keeps_the_register_sees_every_agency(world: World) -> None:
    add_agency(world, "STRANGER")
    assert "Unrelated STRANGER" in world.as_(FIM).get("/agencies").get_text()


def test_a_new_agency_is_invited_and_its_people_wait_until_it_is_activated(world: World) -> None:
    visitor = world.as_(ADM)
    visitor.post("/agencies/new", name="Housing Trust", abbreviation="ht", kind="housing provider",
                 contact="post@ht.example")  # fmt: skip
    page = visitor.answer.headers["Location"]
    place = page.rpartition("/")[2]
    assert answer(world, "select state from agencies.agency where id = :a", a=place) == "invited"
    visitor.post(f"{page}/state", state="active")
    assert answer(world, "select state from agencies.agency where id = :a", a=place) == "active"


def test_a_code_that_is_taken_is_refused(world: World) -> None:
    page = world.as_(ADM).post("/agencies/new", 422, name="Another", abbreviation="ncc-ts",
                               kind="trading standards", contact="post@ht.example")  # fmt: skip
    assert "is in the register already" in words(str(page))


def test_suspending_an_agency_ends_what_its_people_have_open(world: World) -> None:
    officer = world.as_(COUNTY)
    officer.get("/")
    world.as_(FIM).post(f"{COUNTY_TS}/state", state="suspended")
    officer.get("/", 303)


def test_nobody_suspends_their_own_agency(world: World) -> None:
    page = world.as_(FIM).get(f"/agencies/{ident('NOTTSPOL')}/state")
    assert "Nobody changes the state of their own agency" in words(str(page))


def test_a_single_point_of_contact_moves_no_agency(world: World) -> None:
    add_spocs(world)
    world.as_(COUNTY_SPOC).get(f"{CITY_TS}/state", 403)


def test_an_agency_confirms_its_own_powers_and_no_other_does(world: World) -> None:
    add_spocs(world)
    visitor = world.as_(COUNTY_SPOC)
    page = visitor.get(f"{COUNTY_TS}/details")
    first = str(page.select("input[name=powers]")[0]["value"])
    visitor.post(f"{COUNTY_TS}/details", contact="new@ts.example", powers=first)
    assert "new@ts.example" in words(str(visitor.get(COUNTY_TS)))
    held = "select count(*) from agencies.confirmed_power where agency_id = :a"
    assert answer(world, held, a=ident("NCC-TS")) == 1
    world.as_(CITY_SPOC).get(f"{COUNTY_TS}/details", 403)


def _plain(text: str) -> str:
    text = re.sub(r'nonce="[^"]*"|name="csrf_token"[^>]*', "", text)
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "ID", text)
    text = re.sub(r"\d{1,2}:\d\d(am|pm)|midday|midnight", "TIME", text)
    return re.sub(r"\b[0-9a-f]{12}\b", "MARK", text)


PAGES = (
    "/", "/agencies", COUNTY_TS, f"{COUNTY_TS}/people", f"{COUNTY_TS}/details",
    f"{COUNTY_TS}/invite", f"{COUNTY_TS}/left-behind", f"{COUNTY_TS}/changes/new",
    "/recertification/roles", "/groups/shares/confirm",
    f"/memberships/{ident('membership ' + COUNTY)}",
    f"/groups/{ident('bracken')}/share", f"/groups/{ident('bracken')}/sharing",
)  # fmt: skip


@pytest.mark.parametrize("who", [COUNTY_SPOC, COUNTY])
def test_an_unrelated_agency_alters_no_byte_of_what_a_partner_reads(
    server: Address, settings: Settings, who: str
) -> None:
    texts = []
    for with_stranger in (False, True):
        world = World(server, settings)
        add_spocs(world)
        if with_stranger:
            add_agency(world, "STRANGER")
            add_person(world, "spoc@stranger.example", "STRANGER", Role.SPC)
            stranger = world.as_("spoc@stranger.example")
            stranger.post(
                f"/agencies/{ident('STRANGER')}/changes/new?kind=rename", kind="rename",
                new_name="Other", reason="A new charter",
            )  # fmt: skip
        visitor = world.as_(who)
        texts.append([_plain(visitor.browser.get(path).get_data(as_text=True)) for path in PAGES])
        world.close()
    for path, alone, beside in zip(PAGES, *texts, strict=True):
        assert alone == beside, path


def test_the_share_form_of_the_police_still_offers_every_agency(world: World) -> None:
    add_agency(world, "STRANGER")
    page = world.as_("lro@nottspol.example").get(f"/groups/{ident('sorrel')}/share")
    assert "Unrelated STRANGER" in page.get_text()
