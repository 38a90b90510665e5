"""A walk through everything that one person can ask for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit
from uuid import UUID, uuid4

from werkzeug.test import TestResponse

from portal.access.guard import Door, Twice
from tests.client import Visitor

Answer = tuple[str, TestResponse, str]
VARIANTS = 3
"""How many addresses of one path with a query are followed, beside those asked for."""
LISTS = {
    "/groups": (
        "page=2", "sort=-name", "sort=band", "sort=score", "mine=y&area=city", "band=1C",
        "status=archived", "agency=none",
    ),
    "/record": ("page=2", "verb=disclosed", "last=1+1+2020", "record=0"),
}  # fmt: skip
"""Filters, orders and pages of each list, some of which there are not."""
_LINK = re.compile(r"""(?:href|src|action)=["']([^"']+)["']""")
SENT = {
    "version": "0", "text": "x", "note": "x", "state": "blocked", "progress": "green",
    "last_day": "2000-01-01", "held_on": "2000-01-01",
}  # fmt: skip
"""A post that no page takes: it is shown again, or answered with what stands there now."""
SOUGHT = ("op", "test", "sorrel", "hawthorn", "juniper", "bracken")
"""Words that stand in many records; the rest are sought one by one in tests/search."""


def walk(
    visitor: Visitor, pages: Mapping[str, tuple[str, Door]], ids: Mapping[str, Sequence[UUID]]
) -> Iterator[Answer]:
    """Everything that the visitor is answered, with how they asked."""
    waiting = ["/", *_asked(pages, ids)]
    seen, variants = set(waiting), Counter[str]()
    while waiting:
        path = waiting.pop()
        answer = visitor.browser.get(path)
        text = answer.get_data(as_text=True)
        yield f"GET {path}", answer, text
        for found in _links(path, text):
            base = urlsplit(found)
            variants[base.path] += bool(base.query) and found not in seen
            if found not in seen and not (base.query and variants[base.path] > VARIANTS):
                seen.add(found)
                waiting.append(found)


def send(
    visitor: Visitor, pages: Mapping[str, tuple[str, Door]], ids: Mapping[str, Sequence[UUID]]
) -> Iterator[Answer]:
    """Every form sent with what it cannot take, one without a field among them; words sought."""
    for words in SOUGHT:
        answer = visitor.browser.post("/search", data={"words": words})
        yield f"POST /search {words}", answer, answer.get_data(as_text=True)
    for rule, door in pages.values():
        if door.twice in (None, Twice.HARMLESS):
            continue
        for path in paths(rule, door, ids):
            for sent in ({**SENT, "key": str(uuid4())}, {"key": str(uuid4())}):
                answer = visitor.browser.post(path, data=sent)
                yield f"POST {path}", answer, answer.get_data(as_text=True)
                if answer.status_code in (403, 404):
                    break


def _asked(
    pages: Mapping[str, tuple[str, Door]], ids: Mapping[str, Sequence[UUID]]
) -> Iterator[str]:
    for rule, door in pages.values():
        if door.twice is not None and door.on is not None:
            continue  # send() asks for it, and is shown the same page
        for path in paths(rule, door, ids):
            yield path
            for query in LISTS.get(path, ()):
                yield f"{path}?{query}"


def paths(rule: str, door: Door, ids: Mapping[str, Sequence[UUID]]) -> list[str]:
    if door.on is None:
        return [rule]
    table = door.on.__table__
    name = f"{table.schema}.{table.name}"  # type: ignore[attr-defined]  # a Table
    return [re.sub(r"<uuid:[^>]+>", str(one), rule) for one in ids[name]]


def _links(path: str, text: str) -> Iterator[str]:
    for link in _LINK.findall(text):
        found = urldefrag(urljoin(path, unescape(link)))[0]
        parts = urlsplit(found)
        is_ours = not parts.netloc and parts.scheme in ("", "http")
        if is_ours and not found.startswith(("/static/", "/sign-out", "/choose-agency", "/help/")):
            yield found
