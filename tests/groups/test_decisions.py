"""The lead officer's log: who writes in it, once, and for ever."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from portal.audit.models import Entry
from portal.core.server import Role, engine
from portal.groups.models import LogEntry
from tests.cast import canary, ident
from tests.conftest import World
from tests.groups.test_register import statements

LRO = "lro@nottspol.example"
LOG = f"/groups/{ident('sorrel')}/decisions"
NEW = f"{LOG}/new"


def entries(world: World, text: str) -> int:
    """How many entries of the log hold this text."""
    with Session(world.owner) as session:
        return session.scalar(select(func.count()).where(LogEntry.text == text)) or 0


def test_the_log_shows_what_was_decided_and_by_whom(still_world: World) -> None:
    page = still_world.as_("analyst@nottspol.example").get(LOG).get_text(" ")
    assert canary("decision sorrel") in page
    assert canary(f"name {LRO}") in page


@pytest.mark.parametrize("email", [LRO, "sro@nottspol.example"])
def test_the_lead_and_the_senior_officer_write_in_the_log(world: World, email: str) -> None:
    visitor = world.as_(email)
    visitor.post(NEW, kind="concern", text="A van was seen twice.")
    assert visitor.answer.headers["Location"] == LOG
    page = " ".join(visitor.get(LOG).get_text(" ").split())
    assert "The concern is in the lead officer's log." in page
    assert "A van was seen twice." in page
    assert canary(f"name {email}") in page


@pytest.mark.parametrize("email", ["analyst@nottspol.example", "coordinator@nottspol.example",
                                   "officer@county-ts.example"])  # fmt: skip
def test_nobody_else_writes_in_the_log(still_world: World, email: str) -> None:
    still_world.as_(email).get(NEW, 403)


def test_an_analyst_is_not_offered_to_write(still_world: World) -> None:
    assert not still_world.as_("analyst@nottspol.example").get(LOG).select(f'a[href="{NEW}"]')
    assert still_world.as_(LRO).get(LOG).select(f'a[href="{NEW}"]')


def test_a_decision_sent_twice_is_written_once(world: World) -> None:
    visitor = world.as_(LRO)
    form = visitor.get(NEW)
    for _ in range(2):
        visitor.send(NEW, form, kind="decision", text="Visit the shop.")
        assert visitor.answer.headers["Location"] == LOG
    assert entries(world, "Visit the shop.") == 1


def test_a_form_sent_again_with_another_text_is_refused(world: World) -> None:
    visitor = world.as_(LRO)
    form = visitor.get(NEW)
    visitor.send(NEW, form, kind="decision", text="Visit the shop.")
    page = visitor.send(NEW, form, 409, kind="decision", text="Visit the depot.")
    assert "Visit the depot." in str(page)
    assert entries(world, "Visit the depot.") == 0


def test_an_entry_without_words_is_asked_for_and_keeps_its_kind(still_world: World) -> None:
    page = still_world.as_(LRO).post(NEW, 422, kind="concern", text="  ")
    assert "Enter the decision or the concern" in page.get_text()
    assert page.select_one('input[value="concern"][checked]')


def test_a_hundred_thousand_characters_come_back_with_a_sentence(still_world: World) -> None:
    long = "a long word " * 8334
    page = still_world.as_(LRO).post(NEW, 422, kind="decision", text=long)
    assert "Entry must be 4,000 characters or fewer" in page.get_text()
    box = page.select_one("textarea[name=text]")
    assert box is not None
    assert box.get_text().strip() == long.strip()


def test_a_nul_is_taken_out_and_said_and_nothing_is_written(world: World) -> None:
    page = world.as_(LRO).post(NEW, 422, kind="decision", text="one\x00two")
    assert "characters that cannot be shown" in page.get_text()
    assert "onetwo" in str(page.select_one("textarea[name=text]"))
    assert entries(world, "onetwo") == 0


def test_markup_in_an_entry_is_shown_as_it_was_typed(world: World) -> None:
    visitor = world.as_(LRO)
    visitor.post(NEW, kind="decision", text="<script>alert(1)</script>")
    assert not visitor.get(LOG).main.select("script")  # type: ignore[union-attr]


def test_writing_is_on_the_record_with_its_kind(world: World) -> None:
    world.as_(LRO).post(NEW, kind="concern", text="A van was seen twice.")
    with Session(world.owner) as session:
        entry = session.scalars(select(Entry).where(Entry.event == "decision.written")).one()
        assert entry.facts == {"kind": "concern"}
        assert entry.membership_id == ident(f"membership {LRO}")


def test_the_pages_role_can_alter_no_entry(world: World) -> None:
    web = engine(world.server.url(Role.WEB, world.name))
    with web.begin() as connection, pytest.raises(ProgrammingError):
        connection.execute(LogEntry.__table__.update().values(text="x"))  # type: ignore[attr-defined]
    web.dispose()


def test_a_log_of_sixty_entries_asks_no_more_than_one_of_one(world: World) -> None:
    visitor = world.as_(LRO)
    visitor.get(LOG)
    few = statements(lambda: visitor.get(LOG))
    for number in range(60):
        with Session(world.owner) as session:
            first = session.scalars(select(LogEntry)).first()
            assert first is not None
            session.add(
                LogEntry(
                    group_id=ident("sorrel"), kind="decision", text=f"n{number}", marking=2,
                    written_at=first.written_at, written_by_id=first.written_by_id,
                )
            )  # fmt: skip
            session.commit()
    assert statements(lambda: visitor.get(LOG)) == few
    assert few <= 10
    assert len(visitor.get(f"{LOG}?page=2").select(".moj-timeline__item")) == 11
