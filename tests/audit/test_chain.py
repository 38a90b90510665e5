"""Nobody rewrites the record: not the web role at all, and the owner not without being found."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

from portal.audit.chain import holds_head, verify
from portal.audit.events import Event
from portal.core.server import Role, engine
from tests.audit.acting import act
from tests.cast import ident
from tests.client import hidden_fields
from tests.conftest import World

LRO = "lro@nottspol.example"


@pytest.fixture
def told(world: World) -> World:
    """A world with a few entries on its record."""
    for group in ("sorrel", "hawthorn", "juniper", "bracken", "sorrel"):
        act(world, LRO, Event.GROUP_SEEN, group)
    return world


def altered(owner: Engine, *statements: str) -> int | None:
    """Run these as the owner; what the chain then says."""
    with owner.begin() as connection:
        before = verify(connection)
        assert before.first_altered is None
        assert before.entries == 5
        for statement in statements:
            connection.execute(text(statement))
        return verify(connection).first_altered


def test_an_untouched_chain_holds(told: World) -> None:
    with told.owner.connect() as connection:
        chain = verify(connection)
        assert (chain.first_altered, chain.entries) == (None, 5)
        assert holds_head(connection, chain.head)


@pytest.mark.parametrize(
    "change",
    [
        "at = at + interval '1 second'",
        "event = 'group.listed'",
        "verb = 'altered'",
        f"membership_id = '{ident('nobody at all')}'",
        "membership_id = null",
        f"agency_id = '{ident('nobody at all')}'",
        """facts = '{"more": 1}'""",
        "request_id = 'another'",
        "digest = sha256('x')",
    ],
)
def test_a_changed_entry_is_found(told: World, change: str) -> None:
    assert altered(told.owner, f"update audit.entry set {change} where seq = 3") == 3  # noqa: S608


@pytest.mark.parametrize(
    "change",
    [
        f"record_id = '{ident('nobody at all')}'",
        f"group_id = '{ident('nobody at all')}'",
        "group_id = null",
        f"owner_agency_id = '{ident('nobody at all')}'",
        "kind = 'board'",
    ],
)
def test_a_changed_subject_is_found(told: World, change: str) -> None:
    statement = f"update audit.subject set {change} where entry_seq = 3"  # noqa: S608
    assert altered(told.owner, statement) == 3


def test_a_subject_taken_away_is_found(told: World) -> None:
    assert altered(told.owner, "delete from audit.subject where entry_seq = 3") == 3


def test_an_added_subject_is_found(told: World) -> None:
    statement = (
        "insert into audit.subject (entry_seq, position, kind, record_id)"
        " values (2, 2, 'group', gen_random_uuid())"
    )
    assert altered(told.owner, statement) == 2


def test_a_deleted_entry_is_found(told: World) -> None:
    gone = (
        "delete from audit.subject where entry_seq = 3",
        "delete from audit.entry where seq = 3",
    )
    assert altered(told.owner, *gone) == 4


def test_two_entries_that_changed_places_are_found(told: World) -> None:
    swap = (
        "alter table audit.subject drop constraint fk_subject_entry_seq",
        "update audit.entry set seq = 99 where seq = 2",
        "update audit.entry set seq = 2 where seq = 4",
        "update audit.entry set seq = 4 where seq = 99",
    )
    assert altered(told.owner, *swap) == 2


def test_a_cut_off_end_is_found_by_the_head_kept_elsewhere(told: World) -> None:
    with told.owner.begin() as connection:
        head = verify(connection).head
        connection.execute(text("delete from audit.subject where entry_seq = 5"))
        connection.execute(text("delete from audit.entry where seq = 5"))
        assert verify(connection).first_altered is None
        assert not holds_head(connection, head)


def refused(web: Engine, statement: str) -> None:
    with web.connect() as connection, pytest.raises(ProgrammingError, match="permission denied"):
        connection.execute(text(statement))


def test_the_web_role_writes_nothing_there(told: World) -> None:
    web = engine(told.server.url(Role.WEB, told.name))
    try:
        for table in ("audit.entry", "audit.subject"):
            refused(web, f"delete from {table}")  # noqa: S608
            refused(web, f"truncate {table}")
        refused(web, "update audit.entry set verb = 'altered'")
        refused(web, "update audit.subject set kind = 'board'")
        refused(web, "insert into audit.entry (seq) values (77)")
        refused(web, "insert into audit.subject (entry_seq) values (1)")
        refused(web, "select audit.put('a', 'b', null, null, '{}', '[]', '')")
        refused(web, "select audit.first_altered()")
    finally:
        web.dispose()


def test_nobody_who_has_not_entered_appends(told: World) -> None:
    web = engine(told.server.url(Role.WEB, told.name))
    with web.connect() as connection, pytest.raises(Exception, match="nobody has entered"):
        connection.execute(text("select audit.append('[[\"a\", \"b\", {}, []]]', '')"))
    web.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        "revoke execute on function audit.append(jsonb, text) from portal_web",
        "alter function audit.append(jsonb, text) rename to appended",
        "alter table audit.entry add constraint full_up check (seq < 7) not valid",
    ],
)
def test_what_cannot_be_recorded_is_not_shown_and_not_saved(told: World, statement: str) -> None:
    visitor, coordinator = told.as_(LRO), told.as_("coordinator@nottspol.example")
    page = coordinator.get("/totals/publish")
    with told.owner.begin() as connection:
        connection.execute(text(statement))
    answer = visitor.browser.get("/statistics")
    assert (answer.status_code, answer.data) == (503, b"")
    answer = coordinator.browser.post("/totals/publish", data=hidden_fields(page))
    assert (answer.status_code, answer.data) == (503, b"")
    with told.owner.connect() as connection:
        saved = connection.scalar(text("select count(*) from profiles.published_total"))
        entries = connection.scalar(text("select count(*) from audit.entry"))
    assert (saved, entries) == (0, 6)
