"""The floor: the same answers from bare Flask, psycopg and one Jinja loop.

It enters by the same function, as the same role and under the same row security; it puts the same
entry on the same chain in a second durable transaction; and it gives the same bytes.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import psycopg
from flask import Flask, request
from psycopg.rows import namedtuple_row

from benchmarks.learning import Rows, learn
from benchmarks.partnership import Place, Viewer
from portal.core.server import Role

Answers = Mapping[str, Rows]
_RECORD = "select access.enter(%s), access.touch(interval '30 minutes'), audit.append(%s, %s)"


@dataclass(frozen=True)
class Page:
    """One page of the portal, and what its floor reads and puts on the record."""

    path: str
    reads: Mapping[str, str]
    """Statements by name, as one would write them by hand, without a word about sight."""
    event: str
    about: Callable[[Answers], list[list[str | None]]]
    """The records that the page names."""
    facts: Mapping[str, Any]
    table: str = ""
    """The read that fills the page's table."""
    sent: Mapping[str, str] = field(default_factory=dict)
    """What is posted; nothing for a page that is only opened."""

    @property
    def route(self) -> str:
        """The path without its question."""
        return self.path.partition("?")[0]


class Floor:
    """Pages as bare as they can be, on a connection of their own."""

    def __init__(self, place: Place, viewer: Viewer, pages: Sequence[Page]) -> None:
        self.app = Flask("floor")
        self._db = psycopg.connect(
            host=str(place.address.url(Role.WEB).query["host"]),
            user=Role.WEB.value,
            dbname=place.name,
            autocommit=True,
            row_factory=namedtuple_row,
        )
        self._digest = sha256(viewer.token.encode()).digest()
        self._drawn: dict[str, Callable[..., str]] = {}
        for page in pages:
            self.app.add_url_rule(
                page.route,
                page.route,
                lambda page=page: self._answer(page),
                methods=["GET", "POST"],
            )

    @property
    def backend(self) -> int:
        """The process that serves this connection."""
        return self._db.info.backend_pid

    def learn(self, page: Page, html: str) -> None:
        """Learn one page from what the portal answered."""
        self._drawn[page.path] = learn(html, self._read(page), page.table)

    def close(self) -> None:
        """Leave the database."""
        self._db.close()

    def _read(self, page: Page) -> dict[str, Rows]:
        with self._db.transaction():
            self._db.execute("set transaction read only")
            self._db.execute("select access.enter(%s)", (self._digest,))
            return {
                name: self._db.execute(read.encode()).fetchall()
                for name, read in page.reads.items()
            }

    def _answer(self, page: Page) -> str:
        answers = self._read(page)
        text = self._drawn[page.path](
            nonce=secrets.token_urlsafe(24), token=request.cookies["token"], **answers
        )
        entry = [[page.event, "consulted", page.facts, page.about(answers)]]
        with self._db.transaction():
            self._db.execute(_RECORD, (self._digest, json.dumps(entry), secrets.token_hex(6)))
        return text
