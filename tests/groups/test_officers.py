"""Who holds which duty, how the lead is handed over, and which lists a coordinator reads."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal.access.entry import enter_as_holder
from portal.access.models import Given
from portal.agencies.models import AgreementParty, Membership
from portal.core import clock
from portal.core.db import db
from portal.groups.models import Group, Handover, Limit, Officer, Share, Training
from tests.asking import amend, put
from tests.cast import SENSITIVE, canary, ident
from tests.conftest import World
from tests.web.filled import day

LRO, OTHER, SRO = "lro@nottspol.example", "other-lro@nottspol.example", "sro@nottspol.example"
COORDINATOR, ANALYST = "coordinator@nottspol.example", "analyst@nottspol.example"
PARTNER = "officer@county-ts.example"
SORREL, JUNIPER = f"/groups/{ident('sorrel')}", f"/groups/{ident('juniper')}"
LISTS = "/groups/officer-lists"


def me(email: str) -> str:
    """The membership of one of the cast."""
    return str(ident(f"membership {email}"))


def offered(world: World, group: str = SORREL, by: str = LRO, **what: Any) -> str:
    """The address of an offer of the lead that somebody has just made."""
    world.as_(by).post(
        f"{group}/hand-over", **{"residual": "none", "note": "You know the area", **what}
    )
    with Session(world.owner) as session:
        found = session.scalars(select(Handover.id).where(Handover.state == "offered")).one()
    return f"/groups/hand-overs/{found}"


def trained(email: str, days: int = 100) -> Training:
    """That somebody's training as a lead officer counts for so many days more."""
    today = clock.today()
    return Training(
        id=uuid4(), membership_id=ident(f"membership {email}"), agency_id=ident("NOTTSPOL"),
        course="lead_officer", passed_on=today - timedelta(days=500),
        expires_on=today + timedelta(days=days), recorded_at=clock.now(),
        recorded_by_id=ident(f"membership {COORDINATOR}"),
    )  # fmt: skip


def test_the_officers_of_a_group_show_with_the_contact(still_world: World) -> None:
    page = still_world.as_(ANALYST).get(f"{SORREL}/officers").get_text(" ")
    for email in (LRO, SRO, ANALYST):
        assert canary(f"name {email}") in page
    assert canary("contact NOTTSPOL") in page


@pytest.mark.parametrize("email", [PARTNER, OTHER, "chair.noceg@nottingham-city.example"])
def test_whoever_holds_no_lead_view_sees_no_officers(still_world: World, email: str) -> None:
    still_world.as_(email).get(f"{SORREL}/officers", 404 if email == OTHER else 403)


def test_an_offer_changes_nothing_until_it_is_accepted(world: World) -> None:
    offer = offered(world, person=me(OTHER))
    world.as_(OTHER).get(SORREL, 404)
    world.as_(LRO).get(f"{SORREL}/people")
    page = world.as_(OTHER).get(offer).get_text(" ")
    assert "You know the area" in page
    assert canary("name sorrel") not in page


def test_accepted_the_lead_moves_and_the_giver_keeps_nothing_when_nothing_was_chosen(
    world: World,
) -> None:
    offer = offered(world, person=me(OTHER))
    world.as_(OTHER).post(offer, answer="accept", words="Gladly")
    world.as_(OTHER).get(f"{SORREL}/people")
    world.as_(OTHER).get(f"{SORREL}/decisions/new")
    world.as_(LRO).get(SORREL, 404)
    assert canary(f"name {OTHER}") in world.as_(OTHER).get(SORREL).get_text()


def test_the_giver_reads_on_until_the_day_that_was_chosen_and_not_a_moment_longer(
    world: World,
) -> None:
    offer = offered(world, person=me(OTHER), residual="until", residual_until=day(30))
    world.as_(OTHER).post(offer, answer="accept", words="Gladly")
    giver = world.as_(LRO)
    giver.get(f"{SORREL}/people")
    for part in ("/decisions/new", "/share", "/hand-over", "/sharing", "/actions/new"):
        giver.get(f"{SORREL}{part}", 403)
    with Session(world.owner) as session:
        kept = session.scalars(select(Given).where(Given.via == "FORMER")).one()
        assert kept.valid_until == clock.end_of(clock.today() + timedelta(days=30))
    amend(world, Given, Given.via == "FORMER", valid_from=clock.now() - timedelta(days=2),
          valid_until=clock.now() - timedelta(days=1))  # fmt: skip
    giver.get(SORREL, 404)


def test_declined_the_lead_stays_and_the_reason_shows(world: World) -> None:
    offer = offered(world, person=me(OTHER))
    world.as_(OTHER).post(offer, answer="decline", words="Too many already")
    world.as_(OTHER).get(SORREL, 404)
    assert "Too many already" in world.as_(LRO).get(f"{SORREL}/officers").get_text()


@pytest.mark.parametrize("email", [LRO, COORDINATOR, SRO, PARTNER])
def test_nobody_accepts_an_offer_made_to_another(world: World, email: str) -> None:
    offer = offered(world, person=me(OTHER))
    assert world.as_(email).browser.get(offer).status_code in {403, 404}
    with world.app.app_context():
        enter_as_holder(world.as_(email).token, read_only=False)
        with pytest.raises(DBAPIError):
            db.session.execute(
                select(func.groups.answer_handover(UUID(offer.rpartition("/")[2]), True, "Mine"))  # noqa: FBT003 - SQL
            )


def test_two_offers_of_one_group_do_not_wait_at_once(world: World) -> None:
    offered(world, person=me(OTHER))
    page = world.as_(COORDINATOR).post(
        f"{SORREL}/hand-over", 422, person=me(OTHER), residual="none", note="Again"
    )
    assert "waiting for its answer already" in page.get_text()


def test_an_agency_takes_the_lead_with_whoever_accepts_for_it(world: World) -> None:
    put(world, AgreementParty(agreement_id=ident("agreement"), agency_id=ident("EMSOU")))
    offer = offered(world, agency=str(ident("NCC-TS")), residual="until", residual_until=day(20))
    world.as_(PARTNER).post(offer, answer="accept", words="Ours now")
    with Session(world.owner) as session:
        group = session.get_one(Group, ident("sorrel"))
        assert group.lead_agency_id == ident("NCC-TS")
        shares = session.scalars(
            select(Share).where(Share.group_id == group.id, Share.revoked_at.is_(None))
        )
        assert {one.agency_id or one.board_id for one in shares} == {ident("HMRC"), ident("NOCEG")}
    partner = world.as_(PARTNER)
    partner.get(f"{SORREL}/people")
    partner.get(f"{SORREL}/decisions/new")
    world.as_(COORDINATOR).get(f"{SORREL}/people")
    world.as_(LRO).get(f"{SORREL}/people")
    for email in (SRO, ANALYST, OTHER):
        world.as_(email).get(SORREL, 404)
    world.as_("officer@hmrc.example").get(SORREL)


def test_a_share_ends_that_rests_on_an_agreement_which_the_new_lead_did_not_sign(
    world: World,
) -> None:
    with Session(world.owner) as session:
        signed = session.get_one(AgreementParty, (ident("agreement"), ident("NCC-TS")))
        session.delete(signed)
        session.commit()
    offer = offered(world, agency=str(ident("NCC-TS")))
    world.as_(PARTNER).post(offer, answer="accept", words="Ours now")
    world.as_("officer@hmrc.example").get(SORREL, 404)


def test_the_coordinator_assigns_a_deputy_who_acts_at_once_and_is_shown_as_one(
    world: World,
) -> None:
    world.as_(COORDINATOR).post(f"{SORREL}/officers/assign", person=f"deputy:{me(OTHER)}")
    deputy = world.as_(OTHER)
    deputy.post(f"{SORREL}/decisions/new", kind="decision", text="Wait for the warrant")
    log = " ".join(deputy.get(f"{SORREL}/decisions").get_text(" ").split())
    assert f"{canary(f'name {OTHER}')}, deputy" in log
    assert "Deputy lead responsible officer" in deputy.get(f"{SORREL}/officers").get_text()


def test_a_duty_that_ends_takes_its_sight_with_it(world: World) -> None:
    with Session(world.owner) as session:
        officer = session.scalars(select(Officer.id).where(Officer.duty == "analyst")).one()
    world.as_(COORDINATOR).post(f"{SORREL}/officers/assign", person=f"end:{officer}")
    world.as_(ANALYST).get(SORREL, 404)


@pytest.mark.parametrize("email", [LRO, SRO, ANALYST, OTHER, PARTNER])
def test_nobody_but_coordinator_and_chair_gives_a_duty(world: World, email: str) -> None:
    assert world.as_(email).browser.get(f"{SORREL}/officers/assign").status_code in {403, 404}
    with world.app.app_context():
        enter_as_holder(world.as_(email).token, read_only=False)
        with pytest.raises(DBAPIError):
            db.session.execute(
                select(func.groups.assign_officer(ident("sorrel"), "deputy", UUID(me(OTHER))))
            )


def test_candidates_show_their_caseload_and_training(world: World) -> None:
    put(world, trained(OTHER))
    page = world.as_(COORDINATOR).get(f"{SORREL}/hand-over").get_text(" ")
    assert "leads 2 groups, trained until" in page
    assert "leads 1 group, untrained" in page


def test_the_lists_name_each_group_and_officer_that_needs_attention(world: World) -> None:
    put(world, trained(LRO), trained(OTHER))
    amend(world, Membership, Membership.id == UUID(me(LRO)), ended_at=clock.now())
    amend(world, Limit, Limit.code == "caseload", value=1)
    amend(world, Given, Given.group_id == ident("juniper"), Given.via == "LRO",
          revoked_at=clock.now())  # fmt: skip
    page = " ".join(world.as_(COORDINATOR).get(LISTS).get_text(" ").split())
    assert "No lead officer: 1" in page
    assert "Lead officer untrained: 1" in page  # Bracken's
    assert "Lead officer left: 1" in page
    assert "with more than 1 group: 0" in page
    amend(world, Limit, Limit.code == "caseload", value=0)
    again = " ".join(world.as_(COORDINATOR).get(LISTS).get_text(" ").split())
    assert "with more than 0 groups: 3" in again


def test_how_long_nobody_has_led_shows(world: World) -> None:
    amend(world, Given, Given.group_id == ident("juniper"), Given.via == "LRO",
          revoked_at=clock.now() - timedelta(days=12))  # fmt: skip
    page = " ".join(world.as_(COORDINATOR).get(f"{JUNIPER}/officers").get_text(" ").split())
    assert "for 12 days" in page


def test_officers_are_hidden_above_a_ceiling(world: World) -> None:
    amend(world, Officer, Officer.group_id == ident("sorrel"), marking=SENSITIVE + 1)
    page = world.as_(COORDINATOR).get(f"{SORREL}/officers").get_text()
    assert canary(f"name {SRO}") not in page
