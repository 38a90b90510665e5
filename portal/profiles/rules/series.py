"""What a series of monthly counts says, and how much of it is a change of counting only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.profiles.rules.suppression import share


@dataclass(frozen=True, slots=True)
class Month:
    """The four counts at the end of a month, and what changed in the counting."""

    month: date
    """The first day of the month."""
    groups: int
    nominals: int
    high_risk_groups: int
    high_risk_nominals: int
    note: str

    @property
    def group_share(self) -> Decimal | None:
        """High-risk groups as a percentage of active groups."""
        return share(self.high_risk_groups, self.groups)

    @property
    def nominal_share(self) -> Decimal | None:
        """High-risk nominals as a percentage of active nominals."""
        return share(self.high_risk_nominals, self.nominals)


@dataclass(frozen=True, slots=True)
class NotedChange:
    """A change of counting: its month, its note as supplied, what it did to the shares."""

    month: date
    note: str
    sentences: tuple[str, ...]


def as_percent(value: Decimal | None) -> str:
    """A percentage as a page says it."""
    return "no share" if value is None else f"{value}%"


def noted_changes(months: Sequence[Month]) -> tuple[NotedChange, ...]:
    """Each noted month with the shares before and after it.  ``months`` are in order of time."""
    found = []
    for place, month in enumerate(months):
        if month.note:
            before = months[place - 1] if place else None
            found.append(NotedChange(month.month, month.note, _sentences(before, month)))
    return tuple(found)


def _sentences(before: Month | None, after: Month) -> tuple[str, ...]:
    if before is None:
        return ()
    return tuple(
        _sentence(noun, old, new, is_counted_anew=_speaks_of(after.note) == noun)
        for noun, old, new in (
            (
                "groups",
                (before.high_risk_groups, before.groups),
                (after.high_risk_groups, after.groups),
            ),
            (
                "nominals",
                (before.high_risk_nominals, before.nominals),
                (after.high_risk_nominals, after.nominals),
            ),
        )
    )


def _speaks_of(note: str) -> str | None:
    """What a note says was counted anew: whichever it names first."""
    words = note.lower().replace("ocg", "group")
    places = {f"{noun}s": words.find(noun) for noun in ("group", "nominal")}
    named = [(place, noun) for noun, place in places.items() if place >= 0]
    return min(named)[1] if named else None


def _sentence(
    noun: str, before: tuple[int, int], after: tuple[int, int], *, is_counted_anew: bool
) -> str:
    old, new = as_percent(share(*before)), as_percent(share(*after))
    counts = f"{old} ({before[0]:,} of {before[1]:,}) to {new} ({after[0]:,} of {after[1]:,})"
    told = f"The share of active {noun} that are high risk went from {counts}."
    if is_counted_anew and before[0] == after[0] and before[1] != after[1]:
        way = "rise" if after[1] < before[1] else "fall"
        told += (
            f" The number of high-risk {noun} stayed at {after[0]:,}: this {way} comes only from"
            f" counting the active {noun} anew."
        )
    return told
