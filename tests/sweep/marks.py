"""The marks by which a field is known again wherever it turns up: words, days, figures, ids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from html import unescape
from typing import Any
from urllib.parse import unquote
from uuid import UUID

from portal.core.clock import LONDON
from portal.core.db import Base
from tests.access.partnerships import Partnership, Row

Marks = dict[str, set["Field"]]
_WORD = re.compile(r"zq[0-9a-f]{10}")
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_FORMS = (
    _WORD,
    re.compile(r"(?:OCG|TRG|SPT)-\w{4}-\w{4}"),
    re.compile(r"NP/IR/\w+"),
    re.compile(r"[\w.-]+@[\w.-]+\.example"),
    re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"),
    re.compile(rf"\b\d{{1,2}} (?:{_MONTHS}) \d{{4}}\b"),
    re.compile(rf"\b(?:{_MONTHS}) \d{{4}}\b"),
    re.compile(r"\b\d{4}-\d\d-\d\d"),
    re.compile(r"\b\d{4}-\d\d\b"),
)
_NUMBER = re.compile(r"(?<![\w.,:/-])\d[\d,]*(?:\.\d+)?(?![\w:/-])")
_TOLD = re.compile(
    r"""(?:value|title|alt|content|data-[\w-]+|aria-[\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""",
    re.IGNORECASE,
)
_DRAWN = re.compile(r"""<(?:text|title|desc)[^>]*>([^<]+)<|aria-label="([^"]*)\"""")
FIGURES = {
    "scoring.assessment": ("score",),
    "profiles.monthly_count": ("groups", "nominals", "high_risk_groups", "high_risk_nominals"),
    "profiles.published_total": ("value",),
    "plans.operation_result": ("value",),
}
"""The columns whose numbers are used nowhere else."""
DAYS_OF = {
    "groups.identity": ("born",),
    "groups.working_record": ("mapped_on",),
    "groups.review_date": ("due_on",),
    "groups.share": ("given_at", "until"),
    "groups.partner_summary": ("edited_at",),
    "groups.grading": ("band_moved_on",),
    "groups.log_entry": ("written_at",),
    "scoring.assessment": ("scored_on",),
    "scoring.review": ("due_on",),
    "plans.action": ("due_on", "logged_at"),
    "plans.action_update": ("written_at",),
    "plans.operation_result": ("starts_on", "ends_on"),
    "boards.meeting": ("held_on", "made_at"),
    "boards.stream_report": ("written_at",),
    "profiles.published_total": ("published_at", "as_at"),
}
"""The columns whose days are used nowhere else."""
MONTHS_OF = {"groups.grading": ("review_month",)}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of one row."""

    table: str
    key: UUID
    column: str


def key_of(table: str, row: Row) -> UUID:
    """What a row is known by, in the oracle's way."""
    names = [one.name for one in Base.metadata.tables[table].primary_key]
    return UUID(str(row[names[0]])) if isinstance(row[names[0]], UUID) else UUID(int=0)


def marks_of(world: Partnership) -> Marks:
    """Every mark that the rows of a database hold, with the fields that hold it."""
    found: Marks = {}
    for table, rows in world.rows.items():
        for row in rows:
            for column, value in row.items():
                for mark in _of(table, column, value):
                    found.setdefault(mark, set()).add(Field(table, key_of(table, row), column))
    return found


def _of(table: str, column: str, value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield from _WORD.findall(value)
        if column in {"reference", "email"}:
            yield value
    elif isinstance(value, UUID) and column == "id":
        yield str(value)
    elif isinstance(value, int | Decimal) and column in FIGURES.get(table, ()):
        yield from {f"{value:,}", f"{value}", f"{value:,.0f}", f"{value:.0f}"}
    elif isinstance(value, date) and column in DAYS_OF.get(table, ()):
        day = value.astimezone(LONDON).date() if isinstance(value, datetime) else value
        yield f"{day.day} {day:%B %Y}"
        yield day.isoformat()
    elif isinstance(value, date) and column in MONTHS_OF.get(table, ()):
        yield f"{value:%B %Y}"
        yield f"{value:%Y-%m}"


def met(text: str, known: Mapping[str, object]) -> set[str]:
    """The marks that stand anywhere in an answer: in its words, tags, comments or addresses."""
    plain = unescape(text)
    everything = f"{plain}\n{unquote(plain)}" if "%" in plain else plain
    found = {one for form in _FORMS for one in form.findall(everything)}
    told = re.sub(r"<svg.*?</svg>", drawn, plain, flags=re.DOTALL)
    attributes = " ".join(a or b for a, b in _TOLD.findall(told))
    words = re.sub(r"<(?!!--)[^>]*>", " ", told)
    found |= {one.rstrip(",") for one in _NUMBER.findall(f"{words} {attributes}")}
    return found & known.keys()


def drawn(svg: re.Match[str]) -> str:
    """The words of a drawing, without the places of its lines."""
    return " ".join(a or b for a, b in _DRAWN.findall(svg[0]))
