"""What the auditor reads: who consulted, altered and disclosed what, and to whom."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access.entry import enter_as_holder
from portal.agencies.queries import people as agencies
from portal.audit import queries
from portal.audit.events import Event, Verb
from portal.audit.models import Entry
from portal.audit.projections import LogPage, Wanted
from portal.audit.record import entry
from portal.core import clock
from portal.core.db import db
from tests.audit.acting import act
from tests.cast import canary, ident
from tests.conftest import World
from tests.statements import statements

AUDITOR = "auditor@nottspol.example"
LRO = "lro@nottspol.example"
PARTNER = "officer@hmrc.example"


def rows(page: BeautifulSoup) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]


@pytest.fixture
def story(world: World) -> World:
    """Sorrel is opened, altered and shared; one partner opens it, another a group of its own."""
    act(world, LRO, Event.GROUP_SEEN, "sorrel")
    act(world, LRO, Event.SUMMARY_EDITED, "sorrel")
    act(world, LRO, Event.GROUP_SHARED, "sorrel", recipient_id=str(ident("HMRC")),
        recipient="HMRC", view=1, purpose="disruption", until="2027-06-30")  # fmt: skip
    world.as_(PARTNER).get(f"/groups/{ident('sorrel')}")
    act(world, "officer@county-ts.example", Event.GROUP_SEEN, "bracken")
    return world


def test_the_auditor_reads_who_did_what_to_which_record(story: World) -> None:
    told = rows(story.as_(AUDITOR).get("/record"))
    lead, partner = canary(f"name {LRO}"), canary(f"name {PARTNER}")
    assert any(lead in row and "Opened the overview of a group" in row for row in told)
    assert any(lead in row and "Changed the partner summary (altered)" in row for row in told)
    assert any(partner in row and "Opened the overview" in row for row in told)
    assert all(f"group {ident('sorrel').hex[:8]}" in row for row in told)


def test_the_auditor_reads_to_whom_a_group_was_disclosed(story: World) -> None:
    (told,) = rows(story.as_(AUDITOR).get("/record?verb=disclosed"))
    assert "To: HMRC View: headline Purpose: disruption Until: 30 June 2027" in told


def test_another_agencys_use_of_its_own_records_is_absent(story: World) -> None:
    page = story.as_(AUDITOR).get("/record")
    assert ident("bracken").hex[:8] not in str(page)
    partner = canary(f"name {PARTNER}")
    assert len([row for row in rows(page) if partner in row]) == 1


def test_the_newest_entry_comes_first_and_reading_is_an_entry(story: World) -> None:
    visitor = story.as_(AUDITOR)
    first = rows(visitor.get("/record"))
    again = rows(visitor.get("/record"))
    assert len(again) == len(first) + 1
    assert "Read the record" in again[0]


def test_the_record_can_be_narrowed_by_day_act_and_record(story: World) -> None:
    visitor, today = story.as_(AUDITOR), clock.today()
    assert len(rows(visitor.get("/record?verb=altered"))) == 1
    day = today - timedelta(days=1)
    old = f"/record?last={day.day}&last={day.month}&last={day.year}"
    assert "No entries match" in visitor.get(old).get_text()
    now = f"/record?first={today.day}&first={today.month}&first={today.year}&verb=disclosed"
    assert len(rows(visitor.get(now))) == 1
    assert len(rows(visitor.get(f"/record?record={ident('sorrel')}"))) == 4
    assert rows(visitor.get(f"/record?record={ident('juniper')}")) == []


def test_what_cannot_be_read_as_a_filter_is_said(still_world: World) -> None:
    visitor = still_world.as_(AUDITOR)
    page = visitor.get("/record?first=31&first=2&first=2026", 422)
    assert "From must be a real date" in page.get_text()
    visitor.get("/record?verb=unheard", 422)
    visitor.get("/record?record=nonsense", 404)
    visitor.get("/record?page=99", 404)
    visitor.get("/record?page=1000000000000", 404)


def test_the_information_manager_reads_it_as_well(still_world: World) -> None:
    still_world.as_("information@nottspol.example").get("/record")


@pytest.mark.parametrize("email", [LRO, PARTNER, "coordinator@nottspol.example",
                                   "operator@portal.example", "pcc@opcc.example"])  # fmt: skip
def test_nobody_else_reads_it(still_world: World, email: str) -> None:
    still_world.as_(email).get("/record", 403)


def test_the_page_takes_as_many_statements_for_one_entry_as_for_fifty(story: World) -> None:
    visitor = story.as_(AUDITOR)

    def count(wanted: Wanted) -> tuple[int, LogPage]:
        with story.app.app_context():
            enter_as_holder(visitor.token, read_only=True)
            db.session.connection()
            with statements(story) as sent:
                page = queries.log_page(wanted, agencies.names_of)
            return len(sent), page

    few, one = count(Wanted(verb=Verb.DISCLOSED))
    for _ in range(50):
        visitor.get("/record")
    many, fifty = count(Wanted())
    assert (len(one.page.items), len(fifty.page.items)) == (1, 50)
    assert few == many <= 7


def test_no_fact_holds_a_name_or_text_of_a_record(story: World) -> None:
    secrets = [canary(f"{what} sorrel") for what in ("name", "summary", "narrative", "surname")]
    with Session(story.owner) as owner:
        told = " ".join(str(facts) for facts in owner.scalars(select(Entry.facts)))
    assert not any(secret in told for secret in secrets)


def test_every_fact_is_declared() -> None:
    with pytest.raises(ValueError, match="exactly these facts"):
        entry(Event.LOG_SEEN, [], {"page": 1, "name": "Sorrel"})


def test_another_agencys_entry_does_not_count_what_else_it_named(world: World) -> None:
    """Which page of a register somebody read says how many groups they see."""
    world.as_("officer@hmrc.example").get("/groups")
    world.as_("auditor@nottspol.example").get("/record")
    page = str(world.as_("auditor@nottspol.example").get("/record"))
    lines = [one for one in page.split("<tr") if "Listed groups" in one]
    assert lines
    assert not [one for one in lines if "Page:" in one]
