"""Lists in numbered pages, each with the total that is in sight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from portal.core.errors import Unseen

T = TypeVar("T")
SIZE = 50
AT_ONCE = 10
"""How many lines each part of My work shows."""
_FURTHEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list: its items, its number from 1, and how many there are in all."""

    items: Sequence[T]
    number: int
    total: int
    size: int = SIZE

    @property
    def last(self) -> int:
        """The number of the last page; an empty list has one page."""
        return max(1, -(-self.total // self.size))

    @property
    def first_item(self) -> int:
        """The place of the first item shown, from 1; 0 when there is none."""
        return (self.number - 1) * self.size + 1 if self.items else 0

    @property
    def last_item(self) -> int:
        """The place of the last item shown."""
        return (self.number - 1) * self.size + len(self.items)


class BeyondTheLast(Unseen):
    """A page number past the end.  ``last`` is the page that there is."""

    def __init__(self, last: int) -> None:
        super().__init__()
        self.last = last


def page_number(text: str | None) -> int:
    """The number in an address: 1 when it is left out, refused as unseen when it is no number."""
    if not text:
        return 1
    if not (text.isascii() and text.isdigit()) or len(text) > 7:
        raise Unseen
    number = int(text)
    if not 1 <= number <= _FURTHEST:
        raise Unseen
    return number


def expect_page(number: int, total: int, size: int = SIZE) -> int:
    """The offset of page ``number``; raises ``BeyondTheLast`` when the list is shorter."""
    last = max(1, -(-total // size))
    if number > last:
        raise BeyondTheLast(last)
    return (number - 1) * size
