"""A visitor who enters through a real sign-in, and checks every page that any test meets."""

from __future__ import annotations

import re
from datetime import timedelta
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import html5lib
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal.access.entry import token_hash
from portal.access.guard import COOKIE
from portal.access.models import SignIn
from portal.core import clock

if TYPE_CHECKING:
    from tests.cast import CastMember

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Visitor:
    """A browser of one member of the cast, or of nobody."""

    def __init__(self, app: Flask, owner: Engine, member: CastMember | None) -> None:
        self.app = app
        self.member = member
        self.browser = app.test_client()
        if member is not None:
            self.token = opened(owner, member)
            self.browser.set_cookie(app.config[COOKIE], self.token)

    def get(self, path: str, status: int = 200, **kwargs: Any) -> BeautifulSoup:
        """Read a page; its status must be as told, its form as the house wants it."""
        return self._read(self.browser.get(path, **kwargs), status)

    def post(self, path: str, status: int = 303, **fields: Any) -> BeautifulSoup:
        """Open the page, fill in the fields by their names, send its form."""
        page = BeautifulSoup(self.browser.get(path).get_data(as_text=True), "html5lib")
        return self.send(path, page, status, **fields)

    def send(
        self, path: str, page: BeautifulSoup, status: int = 303, **fields: Any
    ) -> BeautifulSoup:
        """Send the form of a page that was read before, with these fields filled in."""
        sent = {**hidden_fields(page), **fields}
        self.answer = self.browser.post(path, data=sent)
        return self._read(self.answer, status)

    def _read(self, answer: TestResponse, status: int) -> BeautifulSoup:
        self.answer = answer
        text = answer.get_data(as_text=True)
        assert answer.status_code == status, f"{answer.status_code}, not {status}: {words(text)}"
        for name, value in _HEADERS.items():
            assert answer.headers.get(name) == value, f"{name} is {answer.headers.get(name)}"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        page = BeautifulSoup(text, "html5lib")
        if answer.mimetype == "text/html" and status not in (302, 303, 503):
            check_page(text, page)
        return page


def opened(owner: Engine, member: CastMember) -> str:
    """A sign-in for a member of the cast, as the door would open it."""
    token, now = token_urlsafe(32), clock.now()
    with Session(owner) as session:
        session.add(
            SignIn(
                id=uuid4(), token_hash=token_hash(token), person_id=member.person_id,
                membership_id=member.membership_id, opened_at=now, used_at=now,
                idle_until=now + timedelta(minutes=30), ends_at=now + timedelta(hours=12),
            )
        )  # fmt: skip
        session.commit()
    return token


def hidden_fields(page: BeautifulSoup) -> dict[str, str]:
    """What the main form of a page sends along."""
    main = page.find("main") or page
    return {
        str(box["name"]): str(box.get("value", ""))
        for box in main.select("form[method=post] input[type=hidden][name]")
    }


def words(text: str) -> str:
    """The readable words of a page, for a failure's message."""
    page = BeautifulSoup(text, "html5lib")
    main = page.find("main") or page
    return " ".join(main.get_text(" ").split())[:600]


def check_page(text: str, page: BeautifulSoup) -> None:
    """What holds of every page: strict HTML, one heading, labels, tokens, nothing inline."""
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(text)
    headings = page.find_all("h1")
    assert len(headings) == 1, f"{len(headings)} headings"
    title = page.title.get_text(" ") if page.title else ""
    heading = " ".join(headings[0].get_text(" ").split())
    assert heading in " ".join(title.split()), f"title {title!r}, heading {heading!r}"
    ids = [str(one["id"]) for one in page.select("[id]")]
    assert len(ids) == len(set(ids)), f"ids twice: {sorted({i for i in ids if ids.count(i) > 1})}"
    for box in page.select("input:not([type=hidden]), select, textarea"):
        assert page.select(f'label[for="{box.get("id")}"]'), f"no label: {box}"
    for form in page.select("form[method=post]"):
        assert form.select("input[name=csrf_token]"), f"no token: {form.get('action')}"
    for script in page.find_all("script"):
        assert script.get("nonce"), f"script without nonce: {script}"
    assert not page.select("[style]"), f"inline style: {page.select('[style]')[0]}"
    assert not page.find_all("style")
    assert not re.search(r"\son[a-z]+=", text.split("<body", 1)[-1]), "inline handler"
