"""Asking for access: the asker learns nothing, the lead decides."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from portal.access.entry import enter_as_holder
from portal.core.db import db
from portal.groups.models import AccessRequest, Group, RequestMatch
from tests.cast import canary, ident
from tests.client import Visitor, words
from tests.conftest import World
from tests.groups.lending import ANALYST, CITY_TS, COORDINATOR, COUNTY_TS, LRO, OTHER_LRO, share

ASK, LIST = "/groups/requests/new", "/groups/requests"


def reference(name: str) -> str:
    return f"OCG-{canary('reference ' + name)[2:6].upper()}-TEST"


def ask(world: World, about: str, visitor: Visitor | None = None) -> str:
    """Ask, and give the page on which it is answered."""
    asker = visitor or world.as_(CITY_TS)
    asker.post(ASK, about=about, need="Complaints about the shops.", purpose="disruption")
    with Session(world.owner) as session:
        found = session.scalars(select(AccessRequest.id).order_by(AccessRequest.asked_at)).all()
    return f"{LIST}/{found[-1]}"


def page_after(world: World, about: str) -> str:
    """All that the asker reads after asking, with what they typed and the tokens taken out."""
    visitor = world.as_(CITY_TS)
    ask(world, about, visitor)
    text = visitor.browser.get(LIST).get_data(as_text=True) + visitor.browser.get(
        "/groups"
    ).get_data(as_text=True)
    text = text.replace(about, "REFERENCE")
    return re.sub(r'(nonce="|value=")[^"]+|\d+:\d+[ap]m', "", text)


def test_a_hidden_and_an_unknown_reference_give_the_same_page(world: World) -> None:
    hidden = page_after(world, reference("juniper"))
    with Session(world.owner) as session:
        session.execute(delete(RequestMatch))
        session.execute(delete(AccessRequest))
        session.commit()
    assert page_after(world, "OCG-ZZZZ-ZZZZ") == hidden


def test_the_asker_reads_the_same_words_before_and_after_a_refusal(world: World) -> None:
    path = ask(world, reference("sorrel"))
    before = words(str(world.as_(CITY_TS).get(LIST)))
    world.as_(LRO).post(path, reason="Not necessary for their purpose.")
    assert words(str(world.as_(CITY_TS).get(LIST))) == before
    assert "We have passed it on. You hear if it is shared." in before


def test_the_asker_reads_no_match_in_the_database(world: World) -> None:
    ask(world, reference("sorrel"))
    with world.app.app_context():
        enter_as_holder(world.as_(CITY_TS).token, read_only=True)
        assert db.session.scalar(select(func.count()).select_from(AccessRequest)) == 1
        assert db.session.scalar(select(func.count()).select_from(RequestMatch)) == 0


def test_the_asker_may_not_open_the_page_that_answers(world: World) -> None:
    path = ask(world, reference("sorrel"))
    world.as_(CITY_TS).get(path, 403)
    world.as_(COUNTY_TS).get(path, 404)


def test_the_lead_of_the_group_is_asked_and_no_other_lead(world: World) -> None:
    path = ask(world, f"I was told {reference('sorrel').lower()} concerns our shops.")
    assert world.as_(LRO).get("/").select(f'a[href="{path}"]')
    said = words(str(world.as_(LRO).get(path)))
    assert canary("gateway name") in said
    assert "Complaints about the shops." in said
    world.as_(OTHER_LRO).get(path, 404)
    world.as_(ANALYST).get(path, 404)


def test_granting_leads_into_the_share_form_filled_in(world: World) -> None:
    lro = world.as_(LRO)
    button = lro.get(ask(world, reference("sorrel"))).select("a.govuk-button")[0]
    page = lro.get(str(button["href"]))
    assert page.select_one(f'option[value="{ident("CITY-TS")}"][selected]')
    assert page.select_one('input[name="purpose"][value="disruption"][checked]')


def test_once_it_is_shared_the_asker_finds_it(world: World) -> None:
    path = ask(world, reference("sorrel"))
    share(world.as_(LRO))
    page = world.as_(CITY_TS).get(LIST)
    assert page.select(f'a[href="/groups/{ident("sorrel")}"]')
    assert "has been shared with" in words(str(world.as_(LRO).get(path)))
    assert not world.as_(LRO).get("/").select(f'a[href="{path}"]')


def test_what_matches_nothing_waits_for_the_coordinators(world: World) -> None:
    path = ask(world, "Whoever sells tobacco from the green van.")
    assert world.as_(COORDINATOR).get("/").select(f'a[href="{path}"]')
    world.as_(LRO).get(path, 404)
    world.as_(COORDINATOR).post(path, reason="Rang them: no group is meant.")


def test_a_coordinator_who_asks_learns_nothing_either(world: World) -> None:
    path = ask(world, "OCG-ZZZZ-ZZZZ", world.as_(COORDINATOR))
    world.as_(COORDINATOR).get(path, 403)
    assert not world.as_(COORDINATOR).get("/").select(f'a[href="{path}"]')


@pytest.mark.parametrize("email", ["pcc@opcc.example", "operator@portal.example"])
def test_who_works_with_no_groups_does_not_ask(still_world: World, email: str) -> None:
    still_world.as_(email).get(ASK, 403)


def test_the_references_of_the_cast_are_found(still_world: World) -> None:
    with Session(still_world.owner) as session:
        assert session.scalars(
            select(Group.id).where(Group.reference == reference("juniper"))
        ).one() == ident("juniper")
