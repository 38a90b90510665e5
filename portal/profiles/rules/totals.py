"""What is published of the counts to readers outside the circle, small figures withheld."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from portal.profiles.rules.suppression import Figure, Withheld, suppress

AREAS = ("city", "county", "all")


class Measure(StrEnum):
    """One of the published totals."""

    GROUPS = "active_groups"
    NOMINALS = "active_nominals"
    HIGH_RISK_GROUPS = "high_risk_groups"
    HIGH_RISK_NOMINALS = "high_risk_nominals"

    @property
    def label(self) -> str:
        """The measure in words."""
        return {
            Measure.GROUPS: "Active groups",
            Measure.NOMINALS: "Active nominals",
            Measure.HIGH_RISK_GROUPS: "High-risk groups",
            Measure.HIGH_RISK_NOMINALS: "High-risk nominals",
        }[self]

    @property
    def rule(self) -> str:
        """How the measure is counted."""
        return {
            Measure.GROUPS: "Groups with the status active, by the area that the group is mapped"
            " to.",
            Measure.NOMINALS: "People with the status active, each counted once however many"
            " groups they belong to, by the area of their home.",
            Measure.HIGH_RISK_GROUPS: "Active groups in band 3B or above: 1A, 1B, 1C, 2A, 2B, 2C,"
            " 3A or 3B.",
            Measure.HIGH_RISK_NOMINALS: "Active nominals with a membership of at least one"
            " high-risk active group, each counted once, by the area of their home.",
        }[self]


@dataclass(frozen=True, slots=True)
class Counted:
    """The counts of one area, before anything is withheld."""

    groups: int = 0
    nominals: int = 0
    high_risk_groups: int = 0
    high_risk_nominals: int = 0


@dataclass(frozen=True, slots=True)
class Published:
    """One figure as it may be published."""

    measure: Measure
    area: str
    figure: Figure

    @property
    def value(self) -> int | None:
        """The count, or None where it is withheld."""
        return self.figure if isinstance(self.figure, int) else None

    @property
    def withheld(self) -> str | None:
        """Why there is no count."""
        return self.figure.value if isinstance(self.figure, Withheld) else None


def to_publish(city: Counted, county: Counted) -> tuple[Published, ...]:
    """The twelve totals.

    High-risk counts and the rest of the active ones are suppressed as one table by area, so that
    no published figure, nor the difference of two, gives a small count away.
    """
    return (
        *_table(
            Measure.GROUPS,
            Measure.HIGH_RISK_GROUPS,
            (city.groups, county.groups),
            (city.high_risk_groups, county.high_risk_groups),
        ),
        *_table(
            Measure.NOMINALS,
            Measure.HIGH_RISK_NOMINALS,
            (city.nominals, county.nominals),
            (city.high_risk_nominals, county.high_risk_nominals),
        ),
    )


def _table(
    whole: Measure, part: Measure, wholes: tuple[int, int], parts: tuple[int, int]
) -> tuple[Published, ...]:
    rest = [all_ - some for all_, some in zip(wholes, parts, strict=True)]
    table = suppress([parts, rest])
    totals = (*table.column_totals, table.total)
    risks = (*table.cells[0], table.row_totals[0])
    return tuple(
        Published(measure, area, figure)
        for measure, figures in ((whole, totals), (part, risks))
        for area, figure in zip(AREAS, figures, strict=True)
    )
