"""Onward release: asked of the owner, given under their reference, withdrawn by them."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.agencies.models import OriginConsent
from portal.core import clock
from tests.cast import canary, ident
from tests.client import Visitor, words
from tests.conftest import World

OTHER_LRO = "other-lro@nottspol.example"
HMRC = "officer@hmrc.example"
CITY_TS = "officer@city-ts.example"
JUNIPER = f"/groups/{ident('juniper')}"
ASK = f"{JUNIPER}/onward-release"
GIVEN = f"/groups/onward-release/{ident('consent given')}"


def ask(visitor: Visitor, recipient: str = "CITY-TS", status: int = 303) -> str:
    page = visitor.post(
        ASK, status, owner=str(ident("HMRC")), recipient=str(ident(recipient)),
        purpose="disruption", need="They hold the licences",
    )  # fmt: skip
    return visitor.answer.headers["Location"] if status == 303 else words(str(page))


def terms() -> dict[str, str]:
    return {
        "recipient": str(ident("CITY-TS")), "view": "3", "purpose": "disruption",
        "gateway": str(ident("gateway")), "agreement": str(ident("agreement")),
        "last_day": (clock.today() + timedelta(days=30)).isoformat(),
    }  # fmt: skip


def give(world: World, path: str) -> None:
    until = (clock.today() + timedelta(days=40)).isoformat()
    world.as_(HMRC).post(f"{path}/answer", answer="give", reference="HMRC-7", until=until)


def share(visitor: Visitor, status: int = 200) -> None:
    """Share Juniper's lead view, which holds HMRC's own entry; it needs HMRC's consent."""
    visitor.post(f"{JUNIPER}/share", status, **terms(), step="check")


def test_the_lead_view_is_shared_once_the_owner_has_consented(world: World) -> None:
    lead = world.as_(OTHER_LRO)
    share(lead, 422)
    give(world, ask(lead))
    share(lead)


def test_a_declined_request_lets_nothing_through(world: World) -> None:
    lead = world.as_(OTHER_LRO)
    path = ask(lead)
    world.as_(HMRC).post(f"{path}/answer", answer="decline", words="Not yet")
    share(lead, 422)
    assert "Not yet" in words(str(lead.get(path)))


def test_consent_needs_a_reference_and_a_day(world: World) -> None:
    path = ask(world.as_(OTHER_LRO))
    said = words(str(world.as_(HMRC).post(f"{path}/answer", 422, answer="give")))
    assert "enter your reference and the last day" in said


def test_the_request_waits_on_the_owners_work(still_world: World) -> None:
    page = still_world.as_(HMRC).get("/")
    assert "Requests to pass our material on" in page.get_text(" ")
    assert canary("consent recipient asked") in page.get_text(" ")


def test_the_owner_learns_the_reference_and_no_more_of_the_group(still_world: World) -> None:
    hmrc = still_world.as_(HMRC)
    page = hmrc.get(f"/groups/onward-release/{ident('consent asked')}")
    assert canary("consent need asked") in page.get_text(" ")
    assert not page.select(f'a[href="{JUNIPER}"]')
    hmrc.get(JUNIPER, 404)


def test_the_lead_does_not_answer_for_the_owner(still_world: World) -> None:
    still_world.as_(OTHER_LRO).get(f"/groups/onward-release/{ident('consent asked')}/answer", 403)


def test_a_stranger_finds_no_request(still_world: World) -> None:
    still_world.as_(CITY_TS).get(GIVEN, 404)


def test_a_second_request_for_the_same_is_refused(world: World) -> None:
    assert "asked already" in ask(world.as_(OTHER_LRO), "NCC-TS", 422)


def test_withdrawing_is_recorded_with_who_and_when(world: World) -> None:
    world.as_(HMRC).post(f"{GIVEN}/withdraw")
    with Session(world.owner) as session:
        row = session.scalars(
            select(OriginConsent).where(OriginConsent.id == ident("consent given"))
        ).one()
    assert row.state == "withdrawn"
    assert row.withdrawn_by_id == ident(f"membership {HMRC}")
