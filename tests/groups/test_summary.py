"""The partner summary: who writes it, and what happens when two do."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.audit.models import Entry
from portal.core import clock
from portal.groups.models import PartnerSummary, Share
from tests.cast import canary, ident
from tests.conftest import World

LRO = "lro@nottspol.example"
COORDINATOR = "coordinator@nottspol.example"
SORREL = f"/groups/{ident('sorrel')}"
EDIT = f"{SORREL}/partner-summary"


def stored(world: World) -> PartnerSummary:
    """Sorrel's partner summary as it stands."""
    with Session(world.owner) as session:
        found = session.get(PartnerSummary, ident("sorrel"))
        assert found is not None
        return found


@pytest.mark.parametrize("email", [LRO, COORDINATOR])
def test_the_lead_officer_and_the_coordinator_write_for_partners(world: World, email: str) -> None:
    visitor = world.as_(email)
    visitor.post(EDIT, text="Two shops sell it under the counter.")
    assert visitor.answer.headers["Location"] == SORREL
    assert "The partner summary is changed." in visitor.get(SORREL).get_text()
    partner = world.as_("officer@county-ts.example").get(SORREL).get_text()
    assert "Two shops sell it under the counter." in partner
    assert stored(world).version == 2


@pytest.mark.parametrize(
    ("email", "status"),
    [
        ("officer@county-ts.example", 403),
        ("sro@nottspol.example", 403),
        ("analyst@nottspol.example", 403),
        ("officer@hmrc.example", 404),
        ("officer@city-ts.example", 404),
    ],
)
def test_nobody_else_writes_for_partners(still_world: World, email: str, status: int) -> None:
    still_world.as_(email).get(EDIT, status)


def test_the_writer_has_the_narrative_beside_the_box(still_world: World) -> None:
    page = still_world.as_(LRO).get(EDIT)
    assert canary("summary sorrel") in str(page.select_one("textarea"))
    assert canary("narrative sorrel") in page.get_text()
    assert "Do not name people" in page.get_text()


def test_the_writer_is_told_how_many_read_it_now(still_world: World) -> None:
    page = " ".join(still_world.as_(LRO).get(EDIT).get_text(" ").split())
    assert "1 agency and 1 board read this summary at the moment" in page


def test_who_writes_second_gets_both_texts_and_nothing_is_lost(world: World) -> None:
    first, second = world.as_(LRO), world.as_(COORDINATOR)
    form = second.get(EDIT)
    first.post(EDIT, text="The first text.")
    page = second.send(EDIT, form, 409, text="The second text.")
    assert "Somebody else changed this first" in page.get_text()
    assert "The first text." in page.get_text()
    box = page.select_one("textarea[name=text]")
    assert box is not None
    assert box.get_text().strip() == "The second text."
    assert stored(world).text == "The first text."


def test_the_second_writer_can_send_theirs_from_the_page_of_both(world: World) -> None:
    first, second = world.as_(LRO), world.as_(COORDINATOR)
    form = second.get(EDIT)
    first.post(EDIT, text="The first text.")
    both = second.send(EDIT, form, 409, text="The second text.")
    second.send(EDIT, both, text="Both texts.")
    assert stored(world).text == "Both texts."
    assert stored(world).version == 3


def test_a_conflict_leaves_nothing_on_the_record_of_changes(world: World) -> None:
    first, second = world.as_(LRO), world.as_(COORDINATOR)
    form = second.get(EDIT)
    first.post(EDIT, text="The first text.")
    second.send(EDIT, form, 409, text="The second text.")
    with Session(world.owner) as session:
        session.scalars(select(Entry).where(Entry.event == "summary.edited")).one()


def test_a_hundred_thousand_characters_come_back_with_a_sentence(still_world: World) -> None:
    long = "a long word " * 8334
    page = still_world.as_(LRO).post(EDIT, 422, text=long)
    assert "Partner summary must be 4,000 characters or fewer" in page.get_text()
    box = page.select_one("textarea[name=text]")
    assert box is not None
    assert box.get_text().strip() == long.strip()


def test_a_nul_is_taken_out_and_said(still_world: World) -> None:
    page = still_world.as_(LRO).post(EDIT, 422, text="one\x00two")
    assert "characters that cannot be shown" in page.get_text()


@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 40, "\x00"])
def test_a_forged_version_is_out_of_date_and_keeps_the_text(
    still_world: World, version: str
) -> None:
    visitor = still_world.as_(LRO)
    page = visitor.send(EDIT, visitor.get(EDIT), 422, version=version, text="Mine.")
    assert "out of date" in page.get_text()
    assert "Mine." in str(page.select_one("textarea[name=text]"))


def test_a_partner_reads_until_when_and_what_for_a_group_is_shared(still_world: World) -> None:
    page = " ".join(still_world.as_("officer@county-ts.example").get(SORREL).get_text(" ").split())
    with Session(still_world.owner) as session:
        share = session.get(Share, ident("share sorrel NCC-TS"))
        assert share is not None
        day = share.until.astimezone(clock.LONDON).date()
    assert canary("agency NCC-TS") in page
    assert f"until {day.day} {day:%B} {day.year} for disruption by" in page


def test_a_board_member_reads_which_board_a_group_is_shared_with(still_world: World) -> None:
    page = still_world.as_("member.noceg@nottingham-city.example").get(SORREL).get_text(" ")
    assert f"Shared with Board {canary('board NOCEG')} until" in page


def test_a_partner_is_told_of_no_other_recipient(still_world: World) -> None:
    page = still_world.as_("officer@county-ts.example").get(SORREL).get_text(" ")
    assert page.count("Shared with") == 1
    assert canary("agency HMRC") not in page


def test_the_lead_officer_reads_the_day_of_the_review(still_world: World) -> None:
    page = still_world.as_(LRO).get(SORREL)
    assert page.select(f'a[href="{EDIT}"]')
    row = next(dt for dt in page.select("dt") if dt.get_text() == "Next review").parent
    assert row is not None
    assert any(ch.isdigit() for ch in row.select("dd")[0].get_text()[:2])


def test_a_partner_is_offered_neither_to_edit_nor_to_share(still_world: World) -> None:
    page = still_world.as_("officer@county-ts.example").get(SORREL)
    assert not page.select(f'a[href="{EDIT}"], a[href="{SORREL}/share"]')
