"""Who is shut out of a group finds nothing of it, whatever else would show it to them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access.models import Denial
from portal.access.sight import every_guarded
from portal.audit.models import Entry
from portal.core import clock
from portal.groups.models import Group, Share
from tests.asking import amend, asked_as, put
from tests.cast import ident
from tests.conftest import World
from tests.web.filled import FORMS

LRO = "lro@nottspol.example"
ANALYST = "analyst@nottspol.example"
OFFICER = "officer@county-ts.example"
SORREL = f"/groups/{ident('sorrel')}"
DENIALS = f"{SORREL}/denials/new"


def shut_out(world: World, **whom: str) -> None:
    world.as_(LRO).post(DENIALS, 303, reason="A conflict of interest", **whom)


def test_an_agency_that_is_shut_out_finds_nothing_from_its_next_page_on(world: World) -> None:
    visitor = world.as_(OFFICER)
    visitor.get(SORREL)
    shut_out(world, recipient=str(ident("NCC-TS")))
    visitor.get(SORREL, 404)
    assert ident("sorrel") not in asked_as(world, OFFICER, Group.id)
    assert ident("sorrel") not in asked_as(world, OFFICER, Share.group_id)
    for guard in every_guarded():
        if guard.group is not None:
            assert ident("sorrel") not in asked_as(world, OFFICER, guard.group), guard.model


def test_a_duty_does_not_beat_it(world: World) -> None:
    visitor = world.as_(ANALYST)
    visitor.get(f"{SORREL}/people")
    shut_out(world, email=ANALYST)
    visitor.get(f"{SORREL}/people", 404)
    visitor.get(f"{SORREL}/who-sees-it", 404)
    assert asked_as(world, ANALYST, Denial.reason) == set()


def test_it_ends_by_the_button_and_by_its_last_day(world: World) -> None:
    shut_out(world, email=OFFICER)
    visitor = world.as_(OFFICER)
    visitor.get(SORREL, 404)
    where = Denial.membership_id == ident(f"membership {OFFICER}")
    amend(world, Denial, where, until=clock.now())
    visitor.get(SORREL)
    amend(world, Denial, where, until=clock.now() + timedelta(days=1))
    visitor.get(SORREL, 404)
    page = world.as_(LRO).get(f"{SORREL}/who-sees-it")
    links = [str(a["href"]) for a in page.select("a[href]")]
    href = next(href for href in links if "/denials/" in href and href.endswith("/end"))
    world.as_(LRO).post(href)
    visitor.get(SORREL)


def test_it_is_on_the_record_of_the_group(world: World) -> None:
    shut_out(world, email=OFFICER)
    with Session(world.owner) as session:
        last = session.scalars(select(Entry).order_by(Entry.seq.desc()).limit(1)).one()
    assert last.event == "denial.given"
    assert last.facts["recipient_id"] == str(ident(f"membership {OFFICER}"))


@pytest.mark.parametrize(
    ("whom", "said"),
    [({"recipient": str(ident("NOTTSPOL"))}, "The lead agency cannot be shut out"),
     ({"email": LRO}, "You cannot shut yourself out"),
     ({"email": "nobody@nowhere.example"}, "You can see nobody"),
     ({}, "Choose an agency")],
)  # fmt: skip
def test_who_cannot_be_shut_out(world: World, whom: dict[str, str], said: str) -> None:
    page = world.as_(LRO).post(DENIALS, 422, reason="x", **whom)
    assert said in page.get_text()


def test_the_database_refuses_a_denial_of_a_group_that_one_does_not_run(world: World) -> None:
    answer = world.as_(OFFICER).browser.get(DENIALS)
    assert answer.status_code == 403


def test_a_group_shows_each_path_and_what_bars_it(world: World) -> None:
    shut_out(world, recipient=str(ident("HMRC")))
    said = " ".join(world.as_(LRO).get(f"{SORREL}/who-sees-it").get_text(" ").split())
    assert "Duty: lead responsible officer" in said
    assert "Share with the agency" in said
    assert "Share with the board" in said
    assert "Everyone with the role Force OCG coordinator" in said
    assert "Shut: explicitly denied" in said
    assert "No explicit denial" in said


def test_a_recipient_does_not_open_who_else_sees_it(still_world: World) -> None:
    still_world.as_(OFFICER).get(f"{SORREL}/who-sees-it", 403)


def test_the_lead_learns_the_smallest_change(world: World) -> None:
    visitor = world.as_(LRO)
    page = visitor.post(f"{SORREL}/verdict", 200, recipient=str(ident("CITY-TS")))
    assert "They do not see this group" in page.get_text()
    assert "Share it with them" in page.get_text()
    assert page.select_one(f'a[href="{SORREL}/share"]')
    shut_out(world, recipient=str(ident("NCC-TS")))
    said = visitor.post(f"{SORREL}/verdict", 200, recipient=str(ident("NCC-TS"))).get_text()
    assert "What decides is: no explicit denial" in said


def test_a_denial_beats_the_next_share_too(world: World) -> None:
    shut_out(world, recipient=str(ident("CITY-TS")))
    now = clock.now()
    put(
        world,
        Share(
            group_id=ident("sorrel"), agency_id=ident("CITY-TS"), view=2, purpose="disruption",
            gateway_id=ident("gateway"), agreement_id=ident("agreement"), given_at=now,
            until=now + timedelta(days=9), given_by_id=ident(f"membership {LRO}"), marking=2,
        ),
    )  # fmt: skip
    world.as_("officer@city-ts.example").get(SORREL, 404)


def test_a_share_with_somebody_shut_out_is_refused_with_what_would_cure_it(world: World) -> None:
    shut_out(world, recipient=str(ident("CITY-TS")))
    form = FORMS["groups.share_group"]
    said = world.as_(LRO).post(form.path, 422, **form.fields, **form.step).get_text()
    assert "is shut out of this group" in said
