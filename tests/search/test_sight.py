"""Whoever searches finds what they may read, and not one record more, by any word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlalchemy import text

from portal.access.entry import enter_as_holder
from portal.access.viewer import Section
from portal.core.db import db
from portal.core.server import Address
from portal.core.settings import Settings
from portal.search.queries import find
from tests import links
from tests.access.oracle import Looker
from tests.access.partnerships import Row
from tests.cast import GROUPS, PEOPLE, canary, ident
from tests.conftest import World
from tests.matrix.standings import whole

WORDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "groups.partner_summary": ("group", ("name", "district", "summary")),
    "groups.working_record": ("group", ("narrative", "external")),
    "groups.nominal": ("nominal", ("nominal",)),
    "groups.identity": ("nominal", ("surname", "forename", "home", "address")),
    "groups.premises": ("premises", ("premises", "street", "use")),
    "groups.court_order": ("order", ("court", "conditions")),
    "groups.named_operation": ("operation", ("named", "aim")),
    "groups.log_entry": ("log", ("decision",)),
}
"""The words of each group's records, by table; and how the cast names their rows."""
LINKED = {"groups.premises", "groups.court_order", "groups.named_operation"}
ACTIONS = {"plans.action": ("step", "success"), "plans.action_update": ("update",)}
SEARCHERS = sorted(
    email for email, (_, roles) in PEOPLE.items()
    if {role.value for role in roles} & {
        "LRO", "SRO", "ANA", "COO", "SCR", "SPC", "SCO", "PRA", "BSE", "BCH", "BME"
    }
)  # fmt: skip


@dataclass
class Sight:
    """The world, and what everybody may see by the slow reading."""

    world: World
    seen: dict[str, dict[str, set[UUID]]]


@pytest.fixture(scope="module")
def sight(server: Address, settings: Settings) -> Iterator[Sight]:
    """One world for them all."""
    world = World(server, settings)
    yield read_sight(world)
    world.close()


def read_sight(world: World) -> Sight:
    """What everybody may see of a world."""
    rows = whole(world.owner)
    members = {row["id"]: row for row in rows.all("agencies.membership")}
    seen = {}
    for email in SEARCHERS:
        looker = Looker(rows, members[ident(f"membership {email}")])
        seen[email] = looker.sees() | {
            table: {row["id"] for row in rows.all(table) if _shows(looker, table, row)}
            for table in LINKED
        }
    return Sight(world, seen)


def _shows(looker: Looker, table: str, row: Row) -> bool:
    """Whether a link is in sight: an order with the people, the others where they are meant."""
    group = row["group_id"]
    if row["marking"] > looker.ceiling:
        return False
    if table == "groups.court_order":
        return looker.opens(group, Section.MEMBERS)
    is_meant = row["for_partners"] or row["agency_id"] == looker.agency["id"]
    return looker.opens(group, Section.NARRATIVE) or (
        is_meant and looker.opens(group, Section.SUMMARY)
    )


def words_of(seen: dict[str, set[UUID]]) -> Iterator[tuple[str, bool]]:
    """Every word of every record, and whether this reader may find it."""
    for table, (kind, names) in WORDS.items():
        for group in GROUPS:
            row = ident(group if kind == "group" else f"{kind} {group}")
            if table in LINKED:
                row = links.of(ident(group), kind)
            for name in names:
                yield canary(f"{name} {group}"), row in seen[table]
    for table, names in ACTIONS.items():
        for action in ("own", "common", "kept", "hidden"):
            row = ident(f"{table.partition('.')[2].rpartition('_')[2]} {action}")
            for name in names:
                yield canary(f"{name} {action}"), row in seen[table]


def count(world: World, token: str, word: str) -> int:
    with world.app.test_request_context():
        enter_as_holder(token, read_only=True)
        return find(word, 1).hits.total


@pytest.mark.parametrize("email", SEARCHERS)
def test_the_hits_are_those_of_a_slow_look_at_every_record(sight: Sight, email: str) -> None:
    token = sight.world.as_(email).token
    wanted = dict(words_of(sight.seen[email]))
    assert {word: count(sight.world, token, word) == 1 for word in wanted} == wanted


@pytest.mark.parametrize("email", SEARCHERS)
def test_no_beginning_and_no_misspelling_of_a_hidden_word_is_answered(
    sight: Sight, email: str
) -> None:
    token = sight.world.as_(email).token
    hidden = [word for word, is_seen in words_of(sight.seen[email]) if not is_seen][:6]
    for word in hidden:
        turned = word[:2] + word[3] + word[2] + word[4:]
        for asked in (word[:-1], word[:4], turned, f"{word} {word}", word.upper()):
            assert count(sight.world, token, asked) == 0, asked


def test_every_bit_that_a_term_may_carry_is_a_section(sight: Sight) -> None:
    with sight.world.owner.connect() as owner:
        bits = set(owner.scalars(text("select distinct section from search.term")))
    assert bits == {
        int(one)
        for one in (
            Section.HEADLINE, Section.SUMMARY, Section.PLAN, Section.MEMBERS, Section.IDENTITY,
            Section.NARRATIVE, Section.LOG,
        )
    }  # fmt: skip


def test_a_word_of_hidden_records_is_never_met(sight: Sight) -> None:
    """The work of a search for it is that of a word that stands nowhere, page for page."""
    with sight.world.owner.begin() as owner:
        owner.execute(
            text(
                "insert into groups.log_entry (id, group_id, kind, text, written_at, written_by_id,"
                " marking) select gen_random_uuid(), :group, 'decision', 'manifold ' || n, now(),"
                " :writer, 2 from generate_series(1, 400) n"
            ),
            {"group": ident("juniper"),
             "writer": ident("membership other-lro@nottspol.example")},
        )  # fmt: skip
    token = sight.world.as_("officer@county-ts.example").token

    def met(word: str) -> int:
        with sight.world.app.test_request_context():
            enter_as_holder(token, read_only=True)
            db.session.execute(text("set local enable_seqscan = off"))
            before = _rows_read()
            assert find(word, 1).hits.total == 0
            return _rows_read() - before

    def _rows_read() -> int:
        db.session.execute(text("select pg_stat_clear_snapshot()"))
        return int(
            db.session.scalar(
                text(
                    "select pg_stat_get_xact_tuples_fetched('search.term'::regclass)"
                    " + pg_stat_get_xact_tuples_returned('search.term'::regclass)"
                    " + coalesce((select sum(pg_stat_get_xact_tuples_returned(indexrelid))"
                    " from pg_index where indrelid = 'search.term'::regclass), 0)"
                )
            )
            or 0
        )

    assert met("manifold") == met("nowhereatall")
