"""The turning of a sheet's rows into typed values, each accepted, recognised or refused."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from portal.cli.load.mapping import ColumnMap, check_columns
from portal.cli.load.report import Refusal, Report
from portal.cli.load.sheet import Sheet, SheetRow, key_of
from portal.core.holding import must_not_hold
from portal.groups.rules import Area

NAME_LENGTH = 200
TEXT_LENGTH = 20_000
BLANK = "(blank)"

REFERENCE_MISSING = "reference missing"
REFERENCE_USED = "reference already used"
NOT_A_DATE = "not a real date"
FORMULA = "looks like a formula and is kept as text"

# Before it, a date in an export is a slip of the hand.
EARLIEST_YEAR = 1900


class RowRefused(Exception):
    """A row that cannot be loaded.  ``reason`` says why, in the words of the report."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Loaded(Protocol):
    """What every typed row has."""

    @property
    def reference(self) -> str:
        """What the row is known by in the system it comes from."""

    @property
    def digest(self) -> str:
        """The same for the same content, whatever row or file it stands in."""


Row = TypeVar("Row", bound=Loaded)


@dataclass(slots=True)
class Cells:
    """One row, read field by field.  Each reading refuses the row when it cannot be done."""

    row: SheetRow
    mapping: ColumnMap
    formulas: bool = field(default=False, init=False)
    """Whether a text that was read would be run by a spreadsheet."""

    @property
    def number(self) -> int:
        """The number of the row in a spreadsheet."""
        return self.row.number

    @property
    def reference(self) -> str:
        """What the row is known by; blank where any part of it is missing."""
        parts = [" ".join(self.raw(name).split()) for name in self.mapping.key]
        return " / ".join(parts) if all(parts) else ""

    @property
    def digest(self) -> str:
        """The content of the mapped cells, digested."""
        cells = {name: self.raw(name) for name in sorted(self.mapping.columns)}
        return hashlib.sha256(json.dumps(cells).encode()).hexdigest()

    def raw(self, name: str) -> str:
        """The cell as it stands; blank where the file has no such column."""
        return self.row.cells.get(key_of(self.mapping.columns[name]), "")

    def line(self, name: str, missing: str | None = None) -> str:
        """A text of one line; refused when it is blank and ``missing`` says what is lacking."""
        text = " ".join(self._text(name, NAME_LENGTH).split())
        if not text and missing is not None:
            raise RowRefused(missing)
        return text

    def text(self, name: str) -> str:
        """A text of any number of lines, which may be blank."""
        return self._text(name, TEXT_LENGTH)

    def word(self, name: str, unknown: str) -> str:
        """The code of the word in the cell; refused with ``unknown`` when there is none."""
        code = self.mapping.words[name].get(key_of(self.raw(name)))
        if code is None:
            raise RowRefused(unknown)
        return code

    def translated(self, name: str) -> str:
        """The code that a mapping file gives for the cell, else the cell itself."""
        return self.mapping.words[name].get(key_of(self.raw(name))) or self.line(name)

    def words(self, name: str, unknown: str) -> tuple[str, ...]:
        """The codes of a list of words, each once."""
        known = self.mapping.words[name]
        codes = [known.get(key_of(part)) for part in self.parts(name)]
        found = [code for code in codes if code is not None]
        if len(found) < len(codes):
            raise RowRefused(unknown)
        return tuple(dict.fromkeys(found))

    def parts(self, name: str) -> tuple[str, ...]:
        """The parts of a list, each once."""
        parts = (part.strip() for part in self.raw(name).split(self.mapping.separator))
        return tuple(dict.fromkeys(part for part in parts if part))

    def day(self, name: str) -> date:
        """A day of the calendar."""
        try:
            year, month, day = time.strptime(self.raw(name), self.mapping.dates)[:3]
        except ValueError:
            raise RowRefused(NOT_A_DATE) from None
        if year < EARLIEST_YEAR:
            raise RowRefused(NOT_A_DATE)
        return date(year, month, day)

    def past_day(self, name: str, as_at: date, future: str) -> date:
        """A day not after ``as_at``; refused with ``future`` otherwise."""
        day = self.day(name)
        if day > as_at:
            raise RowRefused(future)
        return day

    def whole(self, name: str, most: int, wrong: str) -> int:
        """A whole number from 0 to ``most``."""
        text = self.raw(name)
        if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) > most:
            raise RowRefused(wrong)
        return int(text)

    def decimal(self, name: str, wrong: str) -> Decimal:
        """A number, with or without a sign and decimals."""
        text = self.raw(name)
        if not re.fullmatch(r"[+-]?[0-9]{1,12}(\.[0-9]{1,4})?", text):
            raise RowRefused(wrong)
        return Decimal(text)

    def district(self, name: str, area: Area) -> str | None:
        """A district of the area as the list of districts writes it, or none."""
        text = key_of(self.raw(name))
        if not text:
            return None
        known = {key_of(district): district for district in self.mapping.districts}
        if text not in known:
            raise RowRefused("district not known")
        if self.mapping.districts[known[text]] is not area:
            raise RowRefused(f"district is not in the {area.label}")
        return known[text]

    def _text(self, name: str, longest: int) -> str:
        text = self.raw(name)
        if len(text) > longest:
            raise RowRefused(f"{self.mapping.columns[name]} is longer than {longest:,} characters")
        reason = must_not_hold(text)
        if reason is not None:
            raise RowRefused(f"{self.mapping.columns[name]}: {reason[0].lower()}{reason[1:]}")
        self.formulas = self.formulas or text[:1] in {"=", "+", "-", "@"}
        return text


def read_rows(
    sheet: Sheet,
    mapping: ColumnMap,
    build: Callable[[Cells], Row],
    known: Mapping[str, str],
) -> tuple[list[Row], Report]:
    """The rows to be loaded, in the order of the file, and what became of all.

    ``known`` has the digest of every reference that is loaded already.  A row with the same digest
    is recognised and not given again; with another digest its reference is used, as it is from its
    second good row in the same file on.
    """
    check_columns(sheet, mapping)
    accepted: list[Row] = []
    refused: list[Refusal] = []
    neutralised: list[Refusal] = []
    seen: set[str] = set()
    for row in sheet.rows:
        cells = Cells(row, mapping)
        try:
            value = _build(cells, build)
            is_new = _claim(value, seen, known)
        except RowRefused as refusal:
            refused.append(Refusal(row.number, _printed(cells.reference), refusal.reason))
            continue
        if is_new:
            accepted.append(value)
            if cells.formulas:
                neutralised.append(Refusal(row.number, _printed(value.reference), FORMULA))
    return accepted, Report(
        rows=len(sheet.rows),
        accepted=len(accepted),
        recognised=len(seen) - len(accepted),
        refused=tuple(refused),
        neutralised=tuple(neutralised),
    )


def _build(cells: Cells, build: Callable[[Cells], Row]) -> Row:
    if cells.row.fault is not None:
        raise RowRefused(cells.row.fault)
    reference = cells.reference
    if not reference:
        raise RowRefused(REFERENCE_MISSING)
    if len(reference) > NAME_LENGTH * 2:
        raise RowRefused(f"reference is longer than {NAME_LENGTH * 2:,} characters")
    return build(cells)


def _claim(value: Loaded, seen: set[str], known: Mapping[str, str]) -> bool:
    """Whether the value is new; refused when another row holds its reference."""
    digest = known.get(value.reference)
    if value.reference in seen or digest not in {None, value.digest}:
        raise RowRefused(REFERENCE_USED)
    seen.add(value.reference)
    return digest is None


def _printed(reference: str) -> str:
    """A reference fit for a line of a report."""
    if not reference:
        return BLANK
    legible = "".join(letter if letter.isprintable() else "?" for letter in reference)
    return legible if len(legible) <= 80 else f"{legible[:79]}…"
