"""Which column and which words of a file hold each fact that the portal needs."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from portal.cli.load.layouts import LAYOUTS, TRANSLATED, Kind
from portal.cli.load.sheet import Sheet, key_of
from portal.core.errors import SetUpFailed
from portal.groups.rules import DISTRICTS, Area

TABLES = ("columns", "values", "dates", "lists", "districts")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """How to read one kind of file."""

    kind: Kind
    columns: Mapping[str, str]
    """The header of each field's column."""
    needed: frozenset[str]
    """The fields whose column must be there."""
    words: Mapping[str, Mapping[str, str]]
    """For a field, the codes by the key of the words that stand for them."""
    key: tuple[str, ...]
    """The fields that together name a row."""
    dates: str
    separator: str
    districts: Mapping[str, Area]


def built_in(kind: Kind) -> ColumnMap:
    """The mapping for the in-force export of this kind."""
    layout = LAYOUTS[kind]
    return ColumnMap(
        kind=kind,
        columns={field.name: field.column for field in layout.fields},
        needed=frozenset(field.name for field in layout.fields if field.needed),
        words={field.name: field.words for field in layout.fields},
        key=layout.key,
        dates=layout.dates,
        separator=";",
        districts=DISTRICTS,
    )


def read_mapping(kind: Kind, path: Path) -> ColumnMap:
    """The built-in mapping with what a mapping file changes.

    Refuses a file that is no TOML, and a table, field or value that the portal does not know.
    """
    try:
        return parse_mapping(kind, path.read_text("utf-8"), path.name)
    except FileNotFoundError as none:
        raise SetUpFailed(f"There is no mapping file {path}; check its name.") from none
    except (OSError, UnicodeDecodeError) as closed:
        raise SetUpFailed(f"The mapping file {path} cannot be read as UTF-8 text.") from closed


def parse_mapping(kind: Kind, text: str, name: str) -> ColumnMap:
    """The built-in mapping with what the text of a mapping file changes."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise SetUpFailed(f"The mapping file {name} is not TOML: {fault}.") from fault
    _one_of(tables, TABLES, "a table", name)
    mapping = built_in(kind)
    columns = _texts(tables, "columns", name)
    _one_of(columns, tuple(mapping.columns), "a field", name)
    return replace(
        mapping,
        columns={**mapping.columns, **columns},
        # Whoever names a column expects it to be there.
        needed=mapping.needed | columns.keys(),
        words=_words(mapping, tables, name),
        dates=_date_format(_texts(tables, "dates", name).get("format", mapping.dates), name),
        separator=_texts(tables, "lists", name).get("separator", mapping.separator) or ";",
        districts=_districts(_texts(tables, "districts", name), name) or mapping.districts,
    )


def check_columns(sheet: Sheet, mapping: ColumnMap) -> None:
    """Refuse a file without a needed column, naming it."""
    present = {key_of(column) for column in sheet.columns}
    missing = [
        f'"{header}"'
        for field, header in mapping.columns.items()
        if field in mapping.needed and key_of(header) not in present
    ]
    if len(missing) == 1:
        raise SetUpFailed(
            f"The file has no column {missing[0]}; add it or name another in a mapping file."
        )
    if missing:
        raise SetUpFailed(
            f"The file has no columns {', '.join(missing[:-1])} and {missing[-1]}; "
            "add them or name others in a mapping file."
        )


def _texts(tables: Mapping[str, Any], table: str, name: str) -> dict[str, str]:
    found = tables.get(table, {})
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise SetUpFailed(f"In the mapping file {name}, [{table}] must hold texts in quotes.")
    return {key: text for key, text in found.items() if isinstance(text, str)}


def _one_of(found: Mapping[str, Any], known: tuple[str, ...], what: str, name: str) -> None:
    for key in found:
        if key not in known:
            raise SetUpFailed(
                f'The mapping file {name} has {what} "{key}"; use one of {", ".join(known)}.'
            )


def _words(mapping: ColumnMap, tables: Mapping[str, Any], name: str) -> dict[str, dict[str, str]]:
    values = tables.get("values", {})
    if not isinstance(values, dict):
        raise SetUpFailed(f"In the mapping file {name}, [values] must hold tables.")
    fields = tuple(field for field, known in mapping.words.items() if known or field in TRANSLATED)
    _one_of(values, fields, "a table of values", name)
    words = {field: dict(known) for field, known in mapping.words.items()}
    for field in values:
        for word, code in _texts(values, field, name).items():
            codes = sorted(set(mapping.words[field].values()))
            if codes and code not in codes:
                raise SetUpFailed(
                    f'The mapping file {name} gives "{code}" as a value of {field}; '
                    f"use one of {', '.join(codes)}."
                )
            words[field][key_of(word)] = code
    return words


def _date_format(form: str, name: str) -> str:
    """The form itself, if a date written in it can be read back."""
    day = date(2015, 12, 31)
    try:
        if date(*time.strptime(day.strftime(form), form)[:3]) == day:
            return form
    except ValueError:
        pass
    raise SetUpFailed(
        f'The date format "{form}" in the mapping file {name} does not make a whole date; '
        'use one like "%d/%m/%Y".'
    )


def _districts(found: Mapping[str, str], name: str) -> dict[str, Area]:
    for area in found.values():
        _one_of({area: ""}, tuple(Area), "an area", name)
    return {district: Area(area) for district, area in found.items()}
