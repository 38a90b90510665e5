"""An agreement from its draft to its end, as those who keep it and sign it meet it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal.access.viewer import Role
from portal.agencies.models import Agreement, AgreementParty, Duty
from portal.core import clock
from tests.cast import canary, ident
from tests.client import Visitor, words
from tests.conftest import World
from tests.web.filled import TERMS

INFORMATION = "information@nottspol.example"
SPOC = "spoc@nottspol.example"
LRO = "lro@nottspol.example"
COUNTY_TS = "officer@county-ts.example"
HMRC = "officer@hmrc.example"
CITY_TS = "officer@city-ts.example"
LIVE = f"/agreements/{ident('agreement')}"
DRAFT = f"/agreements/{ident('agreement draft')}"
CONSULTED = f"/agreements/{ident('agreement consulted')}"
RENEWALS = "/groups/agreements-to-renew"


def contact(world: World, email: str) -> None:
    """Let somebody be their agency's single point of contact."""
    with Session(world.owner) as session:
        session.add(Duty(membership_id=ident(f"membership {email}"), role=Role.SPC.value))
        session.commit()


def ends(world: World, days: int, name: str = "agreement") -> None:
    with Session(world.owner) as session:
        session.execute(
            update(Agreement)
            .where(Agreement.id == ident(name))
            .values(ends_on=clock.today() + timedelta(days=days))
        )
        session.commit()


def said(visitor: Visitor, path: str) -> str:
    return " ".join(visitor.get(path).get_text(" ").split())


def test_a_draft_is_consulted_on_signed_by_each_and_made_live(world: World) -> None:
    contact(world, COUNTY_TS)
    keeper, partner = world.as_(INFORMATION), world.as_(COUNTY_TS)
    partner.get(DRAFT, 404)
    keeper.post(f"{DRAFT}/consult")
    partner.post(f"{DRAFT}/sign", office="Head of Trading Standards")
    assert "Not signed yet by" in words(str(keeper.post(f"{DRAFT}/make-live", 422)))
    keeper.post(f"{DRAFT}/sign", office="Chief Constable")
    keeper.post(f"{DRAFT}/make-live")
    with Session(world.owner) as session:
        assert session.get_one(Agreement, ident("agreement draft")).state == "live"
    page = said(partner, DRAFT)
    assert "Chief Constable" in page
    assert "Head of Trading Standards" in page


def test_a_draft_that_lacks_something_is_not_put_to_anybody(world: World) -> None:
    keeper = world.as_(SPOC)
    fields: dict[str, Any] = {"reference": "ISA-9", **TERMS}
    keeper.post("/agreements/new", **fields)
    made = keeper.answer.headers["Location"]
    said = words(str(world.as_(INFORMATION).post(f"{made}/consult", 422)))
    assert "still lacks two parties at least, a line in the data schedule" in said


def test_terms_stay_as_they_are_once_in_consultation(world: World) -> None:
    keeper = world.as_(INFORMATION)
    refused = keeper.post(f"{CONSULTED}/edit", 422, reference="X", **TERMS)
    assert "change only while it is a draft" in words(str(refused))


def test_a_draft_taken_back_is_signed_anew(world: World) -> None:
    keeper = world.as_(INFORMATION)
    keeper.post(f"{CONSULTED}/sign", office="Chief Constable")
    keeper.post(f"{CONSULTED}/back-to-draft")
    with Session(world.owner) as session:
        rows = session.scalars(
            select(AgreementParty.signed_at).where(
                AgreementParty.agreement_id == ident("agreement consulted")
            )
        ).all()
    assert rows == [None, None]


def test_an_agency_is_put_on_a_draft_and_taken_off_again(world: World) -> None:
    keeper = world.as_(INFORMATION)
    path, name = f"{DRAFT}/parties", canary("agency HMRC")
    agency = str(ident("HMRC"))
    keeper.post(path, agency=agency, regime_safeguarding="part_3")
    assert f"{name}: Safeguarding (Data Protection Act 2018, Part 3)" in said(keeper, path)
    keeper.post(path, agency=agency, regime_safeguarding="none")
    assert f"{name}: Safeguarding" not in said(keeper, path)


def test_a_new_version_starts_from_the_old_one_unsigned(world: World) -> None:
    keeper = world.as_(INFORMATION)
    keeper.post(f"{LIVE}/new-version")
    made = keeper.answer.headers["Location"]
    page = said(keeper, made)
    assert f"{canary('agreement reference')}, version 2" in page
    assert canary("item 2 disruption") in page
    assert page.count("Not yet") == 6
    assert "is being drafted already" in words(str(keeper.post(f"{LIVE}/new-version", 422)))


def test_ending_it_early_stops_what_it_bore(world: World) -> None:
    officer = world.as_(COUNTY_TS)
    officer.get(f"/groups/{ident('sorrel')}")
    world.as_(INFORMATION).post(f"{LIVE}/end", reason="The partnership is reviewed")
    officer.get(f"/groups/{ident('sorrel')}", 404)


def test_an_agency_that_leaves_loses_what_it_was_given(world: World) -> None:
    contact(world, COUNTY_TS)
    officer = world.as_(COUNTY_TS)
    officer.get(f"/groups/{ident('sorrel')}")
    officer.post(f"{LIVE}/leave")
    officer.get(f"/groups/{ident('sorrel')}", 404)


# ---- Who sees it ----


def test_parties_that_are_not_to_know_of_one_another_do_not(still_world: World) -> None:
    path = f"/agreements/{ident('agreement theirs')}"
    page = said(still_world.as_(SPOC), path)
    assert canary("agency NCC-TS") in page  # its keeper
    assert canary("agency NCITY") not in page
    assert canary("agency NCITY") in said(still_world.as_(COUNTY_TS), path)


def test_a_strangers_agreement_is_not_found(still_world: World) -> None:
    still_world.as_(HMRC).get(f"/agreements/{ident('agreement theirs')}", 404)
    still_world.as_("scorer@emsou.example").get(LIVE, 404)


def test_a_contact_proposes_and_does_not_keep(still_world: World) -> None:
    contact = still_world.as_(SPOC)
    contact.get(f"{DRAFT}/edit")
    contact.get(f"{DRAFT}/consult", 403)
    contact.get(f"{LIVE}/end", 403)


# ---- Renewal ----


@pytest.mark.parametrize(
    ("days", "listed", "urgent"), [(61, 0, 0), (60, 1, 0), (31, 1, 0), (30, 1, 1), (-1, 1, 1)]
)
def test_an_agreement_is_on_my_work_from_60_days_and_urgent_from_30(
    world: World, days: int, listed: int, urgent: int
) -> None:
    ends(world, days)
    for email in (INFORMATION, LRO):
        page = world.as_(email).get("/")
        lines = [one for one in page.select("li") if canary("agreement reference") in one.text]
        assert len(lines) == listed, email
        assert len([one for one in lines if one.select(".portal-urgent")]) == urgent


def test_the_list_names_the_shares_that_stop_in_the_viewers_sight_alone(world: World) -> None:
    ends(world, 20)
    lead = said(world.as_(LRO), RENEWALS)
    assert canary("name sorrel") in lead
    assert canary("agency HMRC") in lead
    keeper = said(world.as_(INFORMATION), RENEWALS)
    assert canary("name sorrel") not in keeper
    assert "No share under it is in your view" in keeper


def test_who_neither_keeps_it_nor_lends_by_it_is_not_bothered(world: World) -> None:
    ends(world, 20)
    assert canary("agreement reference") not in said(world.as_(CITY_TS), RENEWALS)
