"""How much an invented partnership holds, at the upper bound of each size."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Size(StrEnum):
    """The three sizes that the portal is measured at (domain, section 15)."""

    LOCAL = "local"
    REGIONAL = "regional"
    NATIONAL = "national"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """How many there are of each."""

    groups: int
    nominals: int
    forces: int
    regions: int
    agencies: int
    """In all, with forces and regional units."""
    boards: int
    people: int
    largest_group: int = 150
    actions_per_group: int = 9
    shares_per_group: int = 4


AMOUNTS = {
    Size.LOCAL: Amounts(
        groups=34, nominals=255, forces=1, regions=1, agencies=12, boards=2, people=150,
        largest_group=30,
    ),
    Size.REGIONAL: Amounts(
        groups=200, nominals=1600, forces=5, regions=1, agencies=60, boards=10, people=800,
        largest_group=80,
    ),
    Size.NATIONAL: Amounts(
        groups=7000, nominals=50_000, forces=43, regions=10, agencies=400, boards=40,
        people=20_000, actions_per_group=5,
    ),
}  # fmt: skip
