"""What a list page lays out: columns, numbered pages, filters and their addresses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol
from urllib.parse import urlencode

Pairs = Iterable[tuple[str, str]]
Order = Literal["ascending", "descending"]


class Numbered(Protocol):
    """A page of a list, as ``portal.core.paging.Page`` is."""

    @property
    def number(self) -> int: ...
    @property
    def last(self) -> int: ...
    @property
    def total(self) -> int: ...
    @property
    def first_item(self) -> int: ...
    @property
    def last_item(self) -> int: ...


def address(path: str, pairs: Pairs) -> str:
    """``path`` with its query; empty values are left out."""
    kept = [(name, value) for name, value in pairs if value]
    return f"{path}?{urlencode(kept)}" if kept else path


def with_value(path: str, pairs: Pairs, name: str, value: str) -> str:
    """The same list with ``name`` set to ``value``, from its first page."""
    kept = [pair for pair in pairs if pair[0] not in (name, "page")]
    return address(path, [*kept, (name, value)])


def without_value(path: str, pairs: Pairs, name: str, value: str) -> str:
    """The same list with one filter taken away, from its first page."""
    return address(path, [pair for pair in pairs if pair != (name, value) and pair[0] != "page"])


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.  With ``href`` its heading sorts; ``sorted`` says how it is sorted."""

    label: str
    name: str = ""
    href: str = ""
    sorted: Order | None = None
    numeric: bool = False


def columns(
    path: str, pairs: Sequence[tuple[str, str]], wanted: Sequence[Column], sort: str
) -> tuple[Column, ...]:
    """Columns whose named ones sort by link.  ``sort`` is the order now: ``due`` or ``-due``."""
    return tuple(
        _sorting(path, pairs, column, sort) if column.name else column for column in wanted
    )


def _sorting(path: str, pairs: Pairs, column: Column, sort: str) -> Column:
    now: Order | None = None
    if sort.removeprefix("-") == column.name:
        now = "descending" if sort.startswith("-") else "ascending"
    turned = f"-{column.name}" if now == "ascending" else column.name
    href = with_value(path, pairs, "sort", turned)
    return Column(column.label, column.name, href, now, column.numeric)


@dataclass(frozen=True, slots=True)
class PageLink:
    """A numbered page; a gap has no number and no address."""

    number: int | None
    href: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """The foot of a list: which of how many, and where the other pages are."""

    links: tuple[PageLink, ...]
    previous: str
    following: str
    first_item: int
    last_item: int
    total: int


def pages(path: str, pairs: Sequence[tuple[str, str]], page: Numbered) -> Pages:
    """The pages of a list: the first, the last, and those beside this one."""

    def at(number: int) -> str:
        return with_value(path, pairs, "page", str(number) if number > 1 else "")

    near = {1, page.number - 1, page.number, page.number + 1, page.last}
    shown = sorted(number for number in near if 1 <= number <= page.last)
    links: list[PageLink] = []
    before = 0
    for number in shown:
        if number == before + 2:
            links.append(PageLink(number - 1, at(number - 1)))
        elif number > before + 2:
            links.append(PageLink(None))
        links.append(PageLink(number, at(number), number == page.number))
        before = number
    return Pages(
        links=tuple(links) if page.last > 1 else (),
        previous=at(page.number - 1) if page.number > 1 else "",
        following=at(page.number + 1) if page.number < page.last else "",
        first_item=page.first_item,
        last_item=page.last_item,
        total=page.total,
    )


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen filter, and the address of the list without it."""

    category: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Filter:
    """The filter of a list.  ``says`` tells what it filters: "All 34 groups in your view"."""

    action: str
    clear: str
    chips: tuple[Chip, ...] = ()
    says: str = ""
    # What the form must send along, such as the order.
    also: tuple[tuple[str, str], ...] = ()
