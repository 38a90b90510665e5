"""The trail: nobody alters it unseen, and nobody writes on it in another's name."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from portal.access.entry import enter_as_holder
from portal.audit.chain import verify
from portal.audit.events import Event
from portal.audit.kinds import KINDS
from portal.audit.models import Entry, Subject
from portal.audit.record import about_group, entry, shown, write
from portal.core.db import session
from portal.core.server import Role
from tests.asking import amend, asked_as, connected
from tests.cast import ident
from tests.conftest import World

LENA, HMRC = "officer@county-ts.example", "officer@hmrc.example"
SORREL = f"/groups/{ident('sorrel')}"


@pytest.fixture
def trodden(world: World) -> World:
    """A world with five entries on its trail."""
    for email in (LENA, HMRC, LENA, HMRC, LENA):
        world.as_(email).get(SORREL)
    return world


def first_altered(world: World) -> int | None:
    with world.owner.connect() as owner:
        return verify(owner).first_altered


def test_a_page_that_showed_a_group_is_on_the_record_with_who_and_what(trodden: World) -> None:
    with Session(trodden.owner) as reading:
        entries = reading.scalars(select(Entry).order_by(Entry.seq)).all()
        subjects = reading.scalars(select(Subject)).all()
    assert [one.seq for one in entries] == [1, 2, 3, 4, 5]
    assert {one.event for one in entries} == {"group.seen"}
    assert entries[0].membership_id == ident(f"membership {LENA}")
    assert entries[1].agency_id == ident("HMRC")
    assert {one.record_id for one in subjects} == {ident("sorrel")}
    assert first_altered(trodden) is None


@pytest.mark.parametrize(
    "change",
    [
        {"event": "group.listed"}, {"verb": "altered"}, {"facts": {"page": 2}},
        {"membership_id": ident(f"membership {HMRC}")}, {"agency_id": None},
        {"request_id": "x"}, {"digest": b"x"},
    ],
)  # fmt: skip
def test_the_first_altered_entry_is_named(trodden: World, change: dict[str, object]) -> None:
    amend(trodden, Entry, Entry.seq == 3, **change)
    assert first_altered(trodden) == 3


def test_a_record_that_an_entry_named_cannot_be_taken_off_or_moved(trodden: World) -> None:
    amend(trodden, Subject, Subject.entry_seq == 2, record_id=ident("juniper"))
    assert first_altered(trodden) == 2
    with trodden.owner.begin() as owner:
        owner.execute(delete(Subject).where(Subject.entry_seq == 1))
    assert first_altered(trodden) == 1


def test_an_entry_that_was_removed_is_missed(trodden: World) -> None:
    with trodden.owner.begin() as owner:
        owner.execute(delete(Subject).where(Subject.entry_seq == 1))
        owner.execute(delete(Entry).where(Entry.seq == 1))
    assert first_altered(trodden) == 2


def test_two_entries_that_changed_places_are_noticed(trodden: World) -> None:
    with trodden.owner.begin() as owner:
        owner.execute(delete(Subject))
        for now, then in ((2, 99), (3, 2), (99, 3)):
            owner.execute(update(Entry).where(Entry.seq == now).values(seq=then))
    assert first_altered(trodden) in {1, 2}


def test_nobody_writes_on_the_trail_without_entering(still_world: World) -> None:
    with connected(still_world, Role.WEB) as web, pytest.raises(Exception, match="nobody has"):
        web.execute(text("""select audit.append('[["group.seen","consulted",{},[]]]', '')"""))


def test_an_entry_takes_exactly_its_facts() -> None:
    about = [about_group(ident("sorrel"), ident("NOTTSPOL"))]
    assert entry(Event.GROUP_SEEN, about, {})[0] == "group.seen"
    with pytest.raises(ValueError, match="exactly these facts"):
        entry(Event.GROUP_SEEN, about, {"page": 1})
    with pytest.raises(ValueError, match="exactly these facts"):
        entry(Event.GROUPS_LISTED, about, {})


def test_every_event_has_its_kind() -> None:
    assert set(KINDS) == set(Event)


def test_who_acted_is_whoever_entered(world: World) -> None:
    token = world.as_(LENA).token
    with world.app.test_request_context():
        enter_as_holder(token, read_only=False)
        session().info["idle"] = 30
        shown(Event.GROUP_SEEN, [about_group(ident("sorrel"), ident("NOTTSPOL"))])
        write(session())
        session().commit()
    with Session(world.owner) as reading:
        assert reading.scalars(select(Entry.membership_id)).all() == [ident(f"membership {LENA}")]


def test_the_record_is_read_by_its_auditors_and_the_circle_alone(trodden: World) -> None:
    assert asked_as(trodden, "auditor@nottspol.example", Entry.seq) == {1, 2, 3, 4, 5}
    assert asked_as(trodden, "lro@nottspol.example", Entry.seq) == {1, 2, 3, 4, 5}
    for email in (LENA, HMRC, "other-lro@nottspol.example", "operator@portal.example",
                  "pcc@opcc.example", "member.noceg@nottingham-city.example"):  # fmt: skip
        assert asked_as(trodden, email, Entry.seq) == set(), email
