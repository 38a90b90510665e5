"""The reading of a CSV file into numbered rows of text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.core.errors import SetUpFailed

LARGEST_FILE = 20 * 1024 * 1024
"""In bytes."""

MOST_ROWS = 200_000

# A tab and a line break may stand in a text; nothing below them has a meaning in one.
UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

FOREIGN_STARTS = {
    b"PK\x03\x04": "a spreadsheet workbook",
    b"\xd0\xcf\x11\xe0": "a spreadsheet workbook",
    b"\xff\xfe": "in UTF-16",
    b"\xfe\xff": "in UTF-16",
}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row, under the number it has in a spreadsheet, where the header is row 1."""

    number: int
    cells: Mapping[str, str]
    """By the key of the column; a cell has no blanks round it."""
    fault: str | None = None
    """Why the row cannot be read; then the cells are what could be made out."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as read: its name, its columns as headed, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def key_of(header: str) -> str:
    """What a column or a word is known by, however it is spaced and capitalised."""
    return " ".join(header.split()).casefold()


def read_sheet(path: Path) -> Sheet:
    """The rows of a file.  Refuses one that is missing, too large or no CSV."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except FileNotFoundError as none:
        raise SetUpFailed(f"There is no file {path}; check its name.") from none
    except OSError as closed:
        raise SetUpFailed(f"{path} cannot be read; name a CSV file that you may open.") from closed
    return parse_sheet(raw, path.name)


def parse_sheet(raw: bytes, name: str) -> Sheet:
    """The rows of a file's content.  Refuses what is too large or no CSV."""
    if len(raw) > LARGEST_FILE:
        raise SetUpFailed(f"{name} is larger than 20 MB; split it and load the parts in turn.")
    records = _records(_text(raw, name), name)
    _line, header = next(records, (1, []))
    columns = tuple(" ".join(cell.split()) for cell in header)
    _check_header(columns, name)
    rows = tuple(_rows(records, tuple(key_of(column) for column in columns), name))
    return Sheet(name=name, columns=columns, rows=rows)


def _text(raw: bytes, name: str) -> str:
    for start, what in FOREIGN_STARTS.items():
        if raw.startswith(start):
            raise SetUpFailed(f'{name} is {what}; save it again as "CSV UTF-8" and load that.')
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SetUpFailed(
        f'{name} is neither UTF-8 nor Windows text; save it again as "CSV UTF-8" and load that.'
    )


def _records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The records of a text with their numbers, blank ones counted and passed over."""
    # The library's own limit is one number for the whole process, and lower than ours.
    limit = csv.field_size_limit(LARGEST_FILE)
    number = 0
    try:
        for number, record in enumerate(csv.reader(io.StringIO(text, newline=""), strict=True), 1):
            if any(cell.strip() for cell in record):
                yield number, record
    except csv.Error as fault:
        raise SetUpFailed(
            f"Row {number + 1} of {name} has a quotation mark that is not closed or stands "
            "inside a cell; nothing after it can be trusted. Correct it and load the file again."
        ) from fault
    finally:
        csv.field_size_limit(limit)


def _check_header(columns: tuple[str, ...], name: str) -> None:
    if not any(columns):
        raise SetUpFailed(f"{name} is empty; its first row must name the columns.")
    if any(UNREADABLE.search(column) for column in columns):
        raise SetUpFailed(f'{name} is not a text file; save it again as "CSV UTF-8".')
    seen: set[str] = set()
    for column in filter(None, columns):
        if key_of(column) in seen:
            raise SetUpFailed(f'{name} has two columns "{column[:60]}"; remove or rename one.')
        seen.add(key_of(column))


def _rows(
    records: Iterable[tuple[int, list[str]]], keys: tuple[str, ...], name: str
) -> Iterator[SheetRow]:
    for count, (number, record) in enumerate(records, 1):
        if count > MOST_ROWS:
            raise SetUpFailed(
                f"{name} has more than {MOST_ROWS:,} rows; split it and load the parts in turn."
            )
        cells = {key: cell.strip() for key, cell in zip(keys, record, strict=False) if key}
        yield SheetRow(number=number, cells=cells, fault=_fault(record, len(keys)))


def _fault(record: list[str], width: int) -> str | None:
    if len(record) != width:
        return f"has {len(record)} cells where the header has {width}"
    if any(UNREADABLE.search(cell) for cell in record):
        return "holds a character that cannot be read"
    return None
