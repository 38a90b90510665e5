"""No log quotes a row or what somebody typed: not the portal's, and not the database server's."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from portal.core import clock
from portal.core.db import db
from portal.groups.models import LogEntry
from portal.groups.operations import log as operations
from portal.groups.queries import pages
from tests.cast import SENSITIVE, canary, ident
from tests.client import Visitor
from tests.conftest import World

WORD = re.compile(r"zq[0-9a-f]{10}")
SORREL = f"/groups/{ident('sorrel')}"
WRITE = f"{SORREL}/decisions/new"
OFFICER = "lro@nottspol.example"


@pytest.fixture(autouse=True)
def no_word_is_logged(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Hold what the portal's loggers say meanwhile, with all that their records carry."""
    caplog.set_level(logging.INFO)
    yield
    formatter = logging.Formatter("%(asctime)s %(name)s %(message)s")
    said = [f"{formatter.format(one)} {vars(one)}" for one in caplog.get_records("call")]
    assert [line for line in said if WORD.search(line)] == []


@pytest.fixture
def officer(world: World) -> Visitor:
    """The lead officer, in a portal that answers failures as it does when it is served."""
    world.app.config["PROPAGATE_EXCEPTIONS"] = False
    return world.as_(OFFICER)


def _again(**other: Any) -> LogEntry:
    row: dict[str, Any] = {
        "id": uuid4(), "group_id": ident("sorrel"), "kind": "decision",
        "text": canary("typed in vain"), "written_at": clock.now(),
        "written_by_id": ident(f"membership {OFFICER}"), "marking": SENSITIVE,
    }  # fmt: skip
    return LogEntry(**row | other)


FAILURES: dict[str, dict[str, Any]] = {
    "a key that is taken": {"id": ident("log sorrel")},
    "a rule of the table": {"kind": canary("kind of entry")},
    "a policy": {"group_id": ident("juniper")},
    "a column left empty": {"written_at": None},
}


def _failing(failure: str) -> Callable[..., None]:
    def broken(*_: object) -> None:
        db.session.add(_again(**FAILURES[failure]))
        db.session.flush()

    return broken


def test_a_query_that_fails_is_logged_without_its_values(
    officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: UUID) -> None:
        statement = "select 1 / (length(cast(:word as text)) - 12) /* zq0123456789 */"
        db.session.execute(text(statement), {"word": canary("in a query")})

    monkeypatch.setattr(pages, "group_page", broken)
    officer.get(SORREL, 500)


def test_a_mistake_of_ours_is_logged_without_its_message(
    officer: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: UUID) -> None:
        raise RuntimeError(canary("narrative sorrel"))

    monkeypatch.setattr(pages, "group_page", broken)
    officer.get(SORREL, 500)


def test_forms_that_are_refused_leave_no_words_in_the_log(officer: Visitor) -> None:
    officer.post(WRITE, 422, kind="no such kind", text=canary("typed in vain"))
    officer.post(f"{SORREL}/partner-summary", 409, text=canary("typed in vain"), version="0")
    officer.get(f"/groups?status={canary('typed in an address')}", 422)
    officer.get(f"/{canary('typed in an address')}", 404)


@pytest.mark.parametrize("failure", FAILURES)
def test_a_write_that_the_database_refuses_is_in_no_log_with_its_words(
    officer: Visitor, monkeypatch: pytest.MonkeyPatch, failure: str
) -> None:
    monkeypatch.setattr(operations, "write_decision", _failing(failure))
    # A policy's refusal is the answer of a hidden row; the rest are mistakes of ours.
    status = 404 if failure == "a policy" else 500
    officer.post(WRITE, status, kind="decision", text=canary("typed in vain"))
    logs = [one for one in Path(os.environ["PORTAL_TEST_DATA"]).rglob("pg_log/*") if one.is_file()]
    said = "".join(one.read_text("utf-8", "replace") for one in logs)
    assert "ERROR" in said, "the log is not read where it is written"
    assert sorted(set(WORD.findall(said))) == []
