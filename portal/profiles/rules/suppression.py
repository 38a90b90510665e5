"""Which counts may be shown to a wider audience.

Guaranteed: from a table as shown, with all its totals, no withheld figure can be worked out, even
by a reader who knows what each mark means.  Not guaranteed: two tables that share a total are safe
together only if they are suppressed as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from heapq import heappop, heappush

THRESHOLD = 5
"""The smallest count that is shown until a partnership sets its own; 0 is always shown."""


class Withheld(StrEnum):
    """What stands in the place of a figure that is not shown."""

    SMALL = "small"
    """A cell that is above 0 and below the threshold."""

    HIDDEN = "hidden"
    """A cell or total that would give a small count away.  A small total is hidden too: said to be
    small, it would give away its cells when they are many."""


Figure = int | Withheld


@dataclass(frozen=True, slots=True)
class Suppressed:
    """A table as it may be shown."""

    cells: tuple[tuple[Figure, ...], ...]
    row_totals: tuple[Figure, ...]
    column_totals: tuple[Figure, ...]
    total: Figure


def shown(figure: Figure, threshold: int = THRESHOLD) -> str:
    """A figure as a page says it."""
    if isinstance(figure, int):
        return str(figure)
    return f"fewer than {threshold}" if figure is Withheld.SMALL else "not shown"


def share(part: Figure, whole: Figure) -> Decimal | None:
    """A percentage to one decimal, halves up; nothing where either figure is withheld."""
    if isinstance(part, Withheld) or isinstance(whole, Withheld) or not whole:
        return None
    return (Decimal(part) * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def suppress(cells: Sequence[Sequence[int]], threshold: int = THRESHOLD) -> Suppressed:
    """A table of counts with its totals, the small ones withheld and what gives them away too.

    Refuses a ragged table, a negative count, and a threshold below 3: "fewer than 2" says 1.
    """
    return _suppress(cells, threshold, row_totals=True)


def suppress_list(
    counts: Sequence[int], threshold: int = THRESHOLD
) -> tuple[tuple[Figure, ...], Figure]:
    """A list of counts and its total, as :func:`suppress` does for a table."""
    table = _suppress([[count] for count in counts], threshold, row_totals=False)
    return tuple(row[0] for row in table.cells), table.total


def suppress_part(part: int, whole: int, threshold: int = THRESHOLD) -> tuple[Figure, Figure]:
    """A count and the count it is part of: what is left over is protected as well."""
    (figure, _rest), total = suppress_list([part, whole - part], threshold)
    return figure, total


def _suppress(cells: Sequence[Sequence[int]], threshold: int, *, row_totals: bool) -> Suppressed:
    if threshold < 3:
        raise ValueError("A threshold below 3 would give the small counts away.")
    if len({len(row) for row in cells}) > 1 or any(count < 0 for row in cells for count in row):
        raise ValueError("A table has rows of one length and no count below 0.")
    if not cells:
        return Suppressed((), (), (), 0)
    grid = _Grid(cells, threshold, row_totals=row_totals)
    for entry in grid.small():
        grid.protect(entry)
    return grid.as_shown()


Entry = tuple[int, int]
Cost = tuple[int, int, int]
FREE: Cost = (0, 0, 0)


class _Grid:
    """A table bordered by its totals, and which of its entries are withheld.

    Rows and columns are the points of a graph, entries its lines.  The totals enter with the
    opposite sign, so that every row and column adds up to 0; then the only ways to change withheld
    entries and keep all that is shown are round trips that add 1 and take 1 away in turn.  A
    withheld entry is safe when some round trip passes through it and leaves each entry within what
    its mark says.  Each small entry is given the cheapest such round trip, and every entry on it
    is withheld: on the same trip, those are safe as well.
    """

    def __init__(self, cells: Sequence[Sequence[int]], threshold: int, *, row_totals: bool) -> None:
        self.threshold = threshold
        self.height, self.width = len(cells), len(cells[0])
        bordered = [[*row, sum(row)] for row in cells]
        below = [sum(column) for column in zip(*bordered, strict=True)]
        self.values: list[list[int]] = [*bordered, below]
        self.unpublished: set[Entry] = set()
        if not row_totals:
            self.unpublished = {(row, self.width) for row in range(self.height)}
            self.unpublished.add((self.height, 0))
        self.withheld: set[Entry] = set(self.unpublished) | set(self.small())

    def small(self) -> list[Entry]:
        """The published entries above 0 and below the threshold, cells before totals."""
        return sorted(
            (
                (row, column)
                for row in range(self.height + 1)
                for column in range(self.width + 1)
                if 0 < self.values[row][column] < self.threshold
                and (row, column) not in self.unpublished
            ),
            key=lambda entry: (self._is_total(entry), entry),
        )

    def protect(self, entry: Entry) -> None:
        """Withhold what must be withheld so that this entry could have another value."""
        trips = [trip for sign in (1, -1) if (trip := self._cheapest_trip(entry, sign)) is not None]
        _cost, lines = min(trips)
        self.withheld.update(lines)

    def as_shown(self) -> Suppressed:
        """The table with its marks."""
        rows = [
            tuple(self._figure((row, column)) for column in range(self.width + 1))
            for row in range(self.height + 1)
        ]
        return Suppressed(
            cells=tuple(row[:-1] for row in rows[:-1]),
            row_totals=tuple(row[-1] for row in rows[:-1]),
            column_totals=rows[-1][:-1],
            total=rows[-1][-1],
        )

    def _figure(self, entry: Entry) -> Figure:
        value = self.values[entry[0]][entry[1]]
        if entry not in self.withheld:
            return value
        small = value < self.threshold and not self._is_total(entry)
        return Withheld.SMALL if small else Withheld.HIDDEN

    def _is_total(self, entry: Entry) -> bool:
        return entry[0] == self.height or entry[1] == self.width

    def _may_move(self, entry: Entry, sign: int) -> bool:
        """Whether the entry can be one more, or one less, for all that its mark says."""
        value = self.values[entry[0]][entry[1]]
        if entry in self.unpublished:
            return value + sign >= 0
        if value == 0:
            return False  # A 0 is always shown.
        if self._is_total(entry):
            return value + sign >= 1
        if value < self.threshold:
            return 1 <= value + sign < self.threshold
        return value + sign >= self.threshold

    def _price(self, entry: Entry) -> Cost:
        """What withholding the entry costs the reader: a total more than any number of cells."""
        if entry in self.withheld:
            return FREE
        return (1, 0, 0) if self._is_total(entry) else (0, 1, self.values[entry[0]][entry[1]])

    def _lines(self, point: Entry, barred: Entry, sign: int) -> Iterator[tuple[Entry, Entry]]:
        """The lines that leave a row ``(0, n)`` or a column ``(1, n)``, each with its far end.

        Leaving a row adds and leaving a column takes away, or the other way about for ``sign``
        -1; the border turns the sign round.
        """
        side, place = point
        for other in range((self.width if side == 0 else self.height) + 1):
            entry = (place, other) if side == 0 else (other, place)
            turned = (entry[0] == self.height) != (entry[1] == self.width)
            move = sign * (1 if side == 0 else -1) * (-1 if turned else 1)
            if entry != barred and self._may_move(entry, move):
                yield entry, (1 - side, other)

    def _cheapest_trip(self, entry: Entry, sign: int) -> tuple[Cost, list[Entry]] | None:
        """The cheapest way back from the entry's column to its row, the entry itself moved."""
        turned = (entry[0] == self.height) != (entry[1] == self.width)
        if not self._may_move(entry, -sign if turned else sign):
            return None
        goal = (0, entry[0])
        queue: list[tuple[Cost, Entry, list[Entry]]] = [(FREE, (1, entry[1]), [])]
        reached: set[Entry] = set()
        while queue:
            cost, point, lines = heappop(queue)
            if point == goal:
                return cost, lines
            if point in reached:
                continue
            reached.add(point)
            for line, end in self._lines(point, entry, sign):
                price = self._price(line)
                total = (cost[0] + price[0], cost[1] + price[1], cost[2] + price[2])
                heappush(queue, (total, end, [*lines, line]))
        return None
