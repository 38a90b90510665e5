"""Sharing a group, as its lead officer does it and as the recipient meets it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portal.access.models import Given
from portal.agencies.models import (
    Agency,
    Agreement,
    AgreementItem,
    AgreementParty,
    Gateway,
)
from portal.audit.models import Entry
from portal.boards.models import Board
from portal.core import clock
from portal.core.db import Base
from portal.groups.models import Share
from portal.groups.operations import sharing
from portal.groups.rules import latest_share_end
from tests.cast import canary, ident
from tests.client import Visitor, words
from tests.conftest import World
from tests.groups.lending import approve, live_share, newest

LRO = "lro@nottspol.example"
OTHER_LRO = "other-lro@nottspol.example"
COORDINATOR = "coordinator@nottspol.example"
CITY_TS = "officer@city-ts.example"
COUNTY_TS = "officer@county-ts.example"
COUNTY_MEMBER = "member.county@nottinghamshire.example"
SORREL = f"/groups/{ident('sorrel')}"
SHARE = f"{SORREL}/share"
SHARING = f"{SORREL}/sharing"
REVOKE = f"/groups/shares/{ident('share sorrel NCC-TS')}/revoke"
LAST_DAY = clock.today() + timedelta(days=60)


def terms(**other: str) -> dict[str, str]:
    answers = {
        "recipient": str(ident("CITY-TS")),
        "view": "2",
        "purpose": "disruption",
        "gateway": str(ident("gateway")),
        "agreement": str(ident("agreement")),
        "last_day": LAST_DAY.isoformat(),
    }
    return answers | other


def check(visitor: Visitor, status: int = 200, /, **other: str) -> BeautifulSoup:
    return visitor.post(SHARE, status, **terms(**other), step="check")


def share(visitor: Visitor, **other: str) -> BeautifulSoup:
    return visitor.send(SHARE, check(visitor, **other), 303, step="share")


def refusal(visitor: Visitor, **other: str) -> str:
    return words(str(check(visitor, 422, **other)))


def count(world: World, model: type[Base], *wanted: object) -> int:
    with Session(world.owner) as session:
        statement = select(func.count()).select_from(model).where(*wanted)  # type: ignore[arg-type]
        return session.scalar(statement) or 0


def change(world: World, model: type[Base], name: str, **values: object) -> None:
    with Session(world.owner) as session:
        session.execute(update(model).where(model.id == ident(name)).values(**values))  # type: ignore[attr-defined]
        session.commit()


# ---- The journey ----


def test_a_shared_group_can_be_opened_by_its_recipient(world: World) -> None:
    officer = world.as_(CITY_TS)
    officer.get(SORREL, 404)
    share(world.as_(LRO))
    assert canary("summary sorrel") in words(str(officer.get(SORREL)))


def test_the_check_page_shares_nothing(world: World) -> None:
    before = count(world, Share), count(world, Given)
    check(world.as_(LRO))
    assert (count(world, Share), count(world, Given)) == before
    world.as_(CITY_TS).get(SORREL, 404)


def test_the_check_page_says_in_one_sentence_what_they_will_see(still_world: World) -> None:
    said = words(str(check(still_world.as_(LRO))))
    day = f"{LAST_DAY.day} {LAST_DAY:%B %Y}"
    assert f"will see 12 of 23 fields until {day}: the partner summary and the plan; no" in said


@pytest.mark.parametrize(
    ("view", "seen", "unseen"),
    [
        ("1", ("reference",), ("name", "summary", "district", "narrative", "officer")),
        ("2", ("name", "summary", "district"), ("narrative", "external", "officer")),
        ("3", ("name", "summary", "district", "narrative", "external"), ()),
    ],
)
def test_the_preview_shows_what_the_view_holds(
    still_world: World, view: str, seen: tuple[str, ...], unseen: tuple[str, ...]
) -> None:
    page = check(still_world.as_(LRO), view=view).select_one(".portal-preview")
    shown = str(page)
    assert all(canary(f"{word} sorrel") in shown for word in seen if word != "reference")
    assert not [word for word in unseen if canary(f"{word} sorrel") in shown]


@pytest.mark.parametrize(("view", "common", "kept"), [("1", 0, 0), ("2", 1, 0), ("3", 1, 0)])
def test_the_preview_draws_the_plan_that_the_view_holds(
    still_world: World, view: str, common: int, kept: int
) -> None:
    shown = str(check(still_world.as_(LRO), view=view).select_one(".portal-preview__rest"))
    assert shown.count(canary("step common")) == common
    assert shown.count(canary("step kept")) == kept


@pytest.mark.parametrize("view", ["1", "2", "3"])
def test_the_preview_is_byte_for_byte_what_the_recipient_reads(world: World, view: str) -> None:
    lro = world.as_(LRO)
    page = check(lro, view=view)
    text = lro.answer.get_data(as_text=True)
    after = text.split('<div class="portal-preview__overview">\n')[1]
    drawn = after.split('</div>\n<div class="portal-preview__rest">')[0]
    assert len(drawn) > 500
    lro.send(SHARE, page, 303, step="share")
    if view == "3":
        path = f"/groups/shares/{newest(world).id}/approve"
        approve(world, path)
    assert drawn in world.as_(CITY_TS).browser.get(SORREL).get_data(as_text=True)


def test_the_check_page_names_the_pages_that_they_will_have(still_world: World) -> None:
    lro = still_world.as_(LRO)
    assert "this page of the group: Overview." in words(str(check(lro, view="1")))
    assert "these pages of the group: Overview, Plan." in words(str(check(lro, view="2")))


def test_change_goes_back_with_everything_typed(still_world: World) -> None:
    lro = still_world.as_(LRO)
    page = lro.send(SHARE, check(lro, view="1", purpose="disruption"), 200, step="change")
    assert page.select_one(f'option[value="{ident("CITY-TS")}"][selected]')
    assert page.select_one('input[name="view"][value="1"][checked]')
    assert page.select_one('input[name="purpose"][value="disruption"][checked]')
    assert page.select_one(f'input[value="{ident("gateway")}"][checked]')
    assert page.select_one(f'option[value="{ident("agreement")}"][selected]')
    assert [box["value"] for box in page.select('input[name="last_day"]')] == [
        str(LAST_DAY.day), str(LAST_DAY.month), str(LAST_DAY.year),
    ]  # fmt: skip


def test_the_last_step_alone_leads_to_the_check_page(world: World) -> None:
    lro = world.as_(LRO)
    page = lro.post(SHARE, 200, **terms(), step="share")
    assert page.select_one(".portal-preview")
    assert not count(
        world, Share, Share.agency_id == ident("CITY-TS"), Share.group_id == ident("sorrel")
    )


def test_answers_that_were_not_checked_are_not_shared(world: World) -> None:
    lro = world.as_(LRO)
    page = lro.send(SHARE, check(lro, view="1"), 200, view="3", step="share")
    assert "including names" in words(str(page))
    world.as_(CITY_TS).get(SORREL, 404)


def test_a_share_sent_twice_is_one_share_one_grant_and_one_disclosure(world: World) -> None:
    lro = world.as_(LRO)
    page = check(lro)
    before = [count(world, Share), count(world, Given), disclosures(world)]
    lro.send(SHARE, page, 303, step="share")
    lro.send(SHARE, page, 303, step="share")
    after = [count(world, Share), count(world, Given), disclosures(world)]
    assert after == [number + 1 for number in before]


def disclosures(world: World) -> int:
    return count(world, Entry, Entry.event == "group.shared", Entry.verb == "disclosed")


def test_a_share_is_on_the_record_with_its_facts(world: World) -> None:
    share(world.as_(LRO))
    with Session(world.owner) as session:
        facts = session.scalars(select(Entry.facts).where(Entry.event == "group.shared")).one()
        previews = session.scalars(select(Entry).where(Entry.event == "share.previewed")).all()
    assert facts["recipient_id"] == str(ident("CITY-TS"))
    assert facts["view"] == "partner summary"
    assert facts["until"] == LAST_DAY.isoformat()
    assert len(previews) == 1


def test_a_board_share_is_seen_by_every_seat_and_no_other(world: World) -> None:
    member = world.as_(COUNTY_MEMBER)
    member.get(SORREL, 404)
    share(world.as_(LRO), recipient=str(ident("SNBPG")))
    member.get(SORREL)
    world.as_("secretary.noceg@nottingham-city.example").get(SORREL)  # shared with their own board
    world.as_(CITY_TS).get(SORREL, 404)


def test_a_coordinator_may_share_a_group_of_their_force(world: World) -> None:
    share(world.as_(COORDINATOR))
    world.as_(CITY_TS).get(SORREL)


# ---- Who may not ----


def test_an_officer_who_leads_another_group_finds_no_page(still_world: World) -> None:
    other = still_world.as_(OTHER_LRO)
    other.get(SHARE, 404)
    other.get(SHARING, 404)
    other.get(REVOKE, 404)


@pytest.mark.parametrize("path", [SHARE, SHARING, REVOKE])
def test_a_partner_sees_the_group_and_may_not_share_it(still_world: World, path: str) -> None:
    still_world.as_(COUNTY_TS).get(path, 403)


def test_an_analyst_reads_the_sharing_and_may_not_share(still_world: World) -> None:
    analyst = still_world.as_("analyst@nottspol.example")
    page = analyst.get(SHARING)
    assert not page.select('a[href$="/share"], a[href$="/revoke"]')
    analyst.get(SHARE, 403)
    analyst.get(REVOKE, 403)


def test_the_lead_view_by_a_share_makes_nobody_a_coordinator(world: World) -> None:
    with Session(world.owner) as session:
        session.add(
            Given(
                id=uuid4(), group_id=ident("bracken"), from_agency_id=ident("NCC-TS"),
                recipient_id=ident("NOTTSPOL"), view=3, via="LEAD", valid_from=clock.now(),
            )
        )  # fmt: skip
        session.execute(
            update(Given)
            .where(Given.group_id == ident("bracken"), Given.via == "STANDING")
            .values(revoked_at=clock.now())
        )
        session.commit()
    bracken = f"/groups/{ident('bracken')}"
    world.as_(COORDINATOR).get(f"{bracken}/share")
    with Session(world.owner) as session:
        session.execute(
            update(Given).where(Given.group_id == ident("bracken"), Given.via == "LEAD")
            .values(revoked_at=clock.now())
        )  # fmt: skip
        session.commit()
    live_share(world, "bracken", "NOTTSPOL", view=3, given_by_id=ident(f"membership {COUNTY_TS}"))
    path = f"{bracken}/share"
    world.as_(COORDINATOR).get(bracken)
    world.as_(COORDINATOR).get(path, 403)


# ---- What a share must be ----


def test_an_unknown_recipient_is_refused(still_world: World) -> None:
    assert "choose from the list" in refusal(still_world.as_(LRO), recipient=str(uuid4()))


@pytest.mark.parametrize("forged", ["NOTTSPOL", "sorrel", "membership lro@nottspol.example"])
def test_an_id_that_is_no_recipient_is_refused(still_world: World, forged: str) -> None:
    assert "choose from the list" in refusal(still_world.as_(LRO), recipient=str(ident(forged)))


def test_a_suspended_agency_is_not_offered(world: World) -> None:
    change(world, Agency, "CITY-TS", state="suspended")
    page = world.as_(LRO).get(SHARE)
    assert not page.select(f'option[value="{ident("CITY-TS")}"]')


def test_a_board_is_given_no_names(still_world: World) -> None:
    said = refusal(still_world.as_(LRO), recipient=str(ident("SNBPG")), view="3")
    assert "A board can be given the headline or the partner summary" in said


def test_a_share_must_end_in_the_future(still_world: World) -> None:
    said = refusal(still_world.as_(LRO), last_day=clock.today().isoformat())
    assert "Last day must be in the future" in said


def test_a_share_lasts_twelve_months_at_most(still_world: World) -> None:
    lro = still_world.as_(LRO)
    latest = latest_share_end(clock.today())
    assert "12 months at most" in refusal(lro, last_day=(latest + timedelta(days=1)).isoformat())
    check(lro, last_day=latest.isoformat())


def test_a_share_ends_no_later_than_its_agreement(world: World) -> None:
    change(world, Agreement, "agreement", ends_on=LAST_DAY - timedelta(days=1))
    lro = world.as_(LRO)
    assert f"{canary('agreement reference')} ends on" in refusal(lro)
    check(lro, last_day=(LAST_DAY - timedelta(days=1)).isoformat())


def test_an_agreement_that_is_over_is_not_offered(world: World) -> None:
    change(world, Agreement, "agreement", ends_on=clock.today() - timedelta(days=1))
    assert "choose from the list" in refusal(world.as_(LRO))


def test_an_agency_that_did_not_sign_is_refused(world: World) -> None:
    with Session(world.owner) as session:
        party = session.get(AgreementParty, (ident("agreement"), ident("CITY-TS")))
        session.delete(party)
        session.commit()
    assert "has not signed" in refusal(world.as_(LRO))


def test_a_board_needs_every_agency_on_it_to_have_signed(world: World) -> None:
    check(world.as_(LRO), recipient=str(ident("SNBPG")))
    with Session(world.owner) as session:
        session.delete(session.get(AgreementParty, (ident("agreement"), ident("NCOUNTY"))))
        session.commit()
    said = refusal(world.as_(LRO), recipient=str(ident("SNBPG")))
    assert "Not every agency on" in said
    assert "ask its keeper" in said


def test_a_view_that_the_schedule_does_not_hold_is_refused(world: World) -> None:
    change(world, AgreementItem, "item 2 disruption", removed_at=clock.now())
    said = refusal(world.as_(LRO), purpose="disruption")
    assert "has no line for the partner summary" in said
    check(world.as_(LRO), view="1", purpose="disruption")


def test_the_form_offers_the_gateways_to_the_recipient_and_their_conditions(
    world: World,
) -> None:
    with Session(world.owner) as session:
        for name, kind in (("to revenue", "revenue"), ("to standards", "trading standards")):
            session.add(
                Gateway(
                    id=ident(name), code=name, name=name, from_kind="police force", to_kind=kind,
                    note="", conditions=f"Only {name}", offence_warning="An offence",
                )
            )  # fmt: skip
        session.commit()
    lro = world.as_(LRO)
    page = lro.send(SHARE, lro.get(SHARE), 200, recipient=str(ident("CITY-TS")), step="gateways")
    offered = {str(box["value"]) for box in page.select('input[name="gateway"]')}
    assert offered == {str(ident("gateway")), str(ident("to standards"))}
    assert "Only to standards Warning: An offence" in " ".join(page.get_text(" ").split())


def test_a_purpose_that_the_agreement_does_not_cover_is_refused(still_world: World) -> None:
    said = refusal(still_world.as_(LRO), purpose="safeguarding")
    assert "does not cover this purpose. It covers: prevention" in said


def test_a_gateway_for_other_kinds_of_agency_is_refused(world: World) -> None:
    change(world, Gateway, "gateway", to_kind="revenue")
    lro = world.as_(LRO)
    assert "share with a trading standards" in refusal(lro)
    assert "share with a board" in refusal(lro, recipient=str(ident("SNBPG")))


def test_a_recipient_below_the_marking_is_refused(world: World) -> None:
    change(world, Board, "SNBPG", ceiling=1)
    said = refusal(world.as_(LRO), recipient=str(ident("SNBPG")))
    assert "may hold nothing marked above OFFICIAL, and" in said


def test_a_second_live_share_with_the_same_recipient_is_refused(still_world: World) -> None:
    said = refusal(still_world.as_(LRO), recipient=str(ident("NCC-TS")))
    assert "already sees this group until" in said
    assert "Revoke that share first" in said


def test_a_share_that_somebody_else_gave_first_is_refused(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database sees the other's share even when the question before it did not."""
    monkeypatch.setattr(sharing, "check_view", lambda *_: None)
    assert "already sees this group" in refusal(world.as_(LRO), recipient=str(ident("NCC-TS")))
    assert count(world, Share, Share.group_id == ident("sorrel")) == 3


def test_a_share_that_has_ended_may_be_given_again(world: World) -> None:
    other, path = world.as_(OTHER_LRO), f"/groups/{ident('hawthorn')}/share"
    page = other.post(path, 200, **terms(), step="check")
    other.send(path, page, 303, step="share")
    world.as_(CITY_TS).get(f"/groups/{ident('hawthorn')}")


# ---- Its end ----


def test_revoking_takes_effect_on_the_next_request_of_an_open_sign_in(world: World) -> None:
    officer = world.as_(COUNTY_TS)
    officer.get(SORREL)
    world.as_(LRO).post(REVOKE)
    officer.get(SORREL, 404)


def test_the_page_asks_before_it_revokes(still_world: World) -> None:
    said = words(str(still_world.as_(LRO).get(REVOKE)))
    assert "they cannot open this group from their next click on" in said


def test_revoking_twice_is_revoking_once(world: World) -> None:
    lro = world.as_(LRO)
    page = lro.get(REVOKE)
    lro.send(REVOKE, page, 303)
    lro.send(REVOKE, page, 303)
    assert count(world, Entry, Entry.event == "share.revoked") == 1
    assert "There is nothing more to do" in words(str(lro.get(REVOKE)))


def test_a_share_ends_with_its_last_day_without_any_job(world: World) -> None:
    share(world.as_(LRO))
    officer = world.as_(CITY_TS)
    officer.get(SORREL)
    with Session(world.owner) as session:
        given = Given.recipient_id == ident("CITY-TS"), Given.group_id == ident("sorrel")
        assert session.scalar(select(Given.valid_until).where(*given)) == clock.end_of(LAST_DAY)
        past = clock.now() - timedelta(seconds=1)
        session.execute(
            update(Given).where(*given)
            .values(valid_from=past - timedelta(days=1), valid_until=past)
        )  # fmt: skip
        session.commit()
    officer.get(SORREL, 404)


def test_an_expired_share_gives_nothing(still_world: World) -> None:
    still_world.as_(CITY_TS).get(f"/groups/{ident('hawthorn')}", 404)


# ---- Who sees it ----


def test_the_sharing_page_lists_shares_and_circle(still_world: World) -> None:
    page = still_world.as_(LRO).get(SHARING)
    cards = [words(str(card)) for card in page.select(".govuk-summary-card")]
    assert len(cards) == 3
    county = next(card for card in cards if canary("agency NCC-TS") in card)
    for said in ("Partner summary", "Disruption", canary("gateway name"), "Live"):
        assert said in county
    assert canary("agreement title") in county
    assert canary(f"name {LRO}") in county
    circle = words(str(page.select("table")[-1]))
    assert canary("name sro@nottspol.example") in circle
    assert "Force OCG coordinator" in circle


def test_past_shares_stay_on_the_sharing_page(still_world: World) -> None:
    page = still_world.as_(OTHER_LRO).get(f"/groups/{ident('hawthorn')}/sharing")
    past = words(str(page.find("table")))
    assert "Revoked" in past
    assert "Ended after" in past
    assert not page.select('a[href$="/revoke"]')
