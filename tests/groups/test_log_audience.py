"""Who reads an entry of the log, and that nothing in it is ever changed."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.groups.models import LogEntry
from tests.asking import asked_as
from tests.cast import canary, ident
from tests.conftest import World

LRO, SRO = "lro@nottspol.example", "sro@nottspol.example"
ANALYST, LENA = "analyst@nottspol.example", "officer@county-ts.example"
LOG = f"/groups/{ident('sorrel')}/decisions"


def write(world: World, audience: str, text: str) -> LogEntry:
    """An entry of the lead officer's."""
    world.as_(LRO).post(f"{LOG}/new", kind="decision", text=text, audience=audience)
    with Session(world.owner) as session:
        return session.scalars(select(LogEntry).where(LogEntry.text == text)).one()


@pytest.mark.parametrize(("audience", "readers"), [
    ("lead", {LRO, SRO}), ("circle", {LRO, SRO, ANALYST}), ("partners", {LRO, SRO, ANALYST, LENA}),
])  # fmt: skip
def test_an_entry_is_read_by_whom_it_is_kept_to(
    world: World, audience: str, readers: set[str]
) -> None:
    one = write(world, audience, "Wait for the warrant.")
    for email in (LRO, SRO, ANALYST, LENA):
        assert (one.id in asked_as(world, email, LogEntry.id)) is (email in readers), email
        page = world.as_(email).get(LOG).get_text()
        assert ("Wait for the warrant." in page) is (email in readers), email


def test_a_headline_reader_opens_no_log(still_world: World) -> None:
    still_world.as_("officer@hmrc.example").get(LOG, 403)


@pytest.mark.parametrize("change", [
    update(LogEntry).values(text="x"), delete(LogEntry),
], ids=["update", "delete"])  # fmt: skip
def test_the_database_changes_no_entry_even_for_its_owner(world: World, change: object) -> None:
    with world.owner.begin() as connection, pytest.raises(IntegrityError, match="never changed"):
        connection.execute(change)  # type: ignore[call-overload]  # either of the two


def test_a_correction_is_a_new_entry_that_points_to_the_old(world: World) -> None:
    one = write(world, "circle", "Visit on Monday.")
    world.as_(LRO).post(
        f"/groups/decisions/{one.id}/correct", text="Visit on Tuesday.", audience="partners"
    )
    page = world.as_(ANALYST).get(LOG).get_text(" ")
    assert "Visit on Monday." in page
    assert "Corrects: Visit on Monday." in page
    assert "Corrected by a later entry." in page
    partner = world.as_(LENA).get(LOG).get_text(" ")
    assert "Visit on Tuesday." in partner
    assert "Monday" not in partner
    assert "Corrects:" not in partner


def test_nobody_but_the_lead_and_the_senior_officer_corrects(still_world: World) -> None:
    path = f"/groups/decisions/{ident('log sorrel')}/correct"
    still_world.as_(ANALYST).get(path, 403)
    still_world.as_(LENA).get(path, 404)
    assert canary("decision sorrel") in still_world.as_(SRO).get(path).get_text()
