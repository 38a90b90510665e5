"""The words a group is described in, with their order and their thresholds."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date
from enum import IntEnum, StrEnum
from types import MappingProxyType

from portal.access.viewer import Section, View
from portal.agencies import rules as agreed
from portal.core.clock import last_day

__all__ = ["last_day"]


class Word(StrEnum):
    """A value of a vocabulary: the code is stored, the label is shown."""

    @property
    def label(self) -> str:
        """The value as a page says it."""
        return self.value.replace("_", " ").capitalize()


class Area(Word):
    """The two areas that groups and homes are counted by."""

    CITY = "city"
    COUNTY = "county"


DISTRICTS: Mapping[str, Area] = MappingProxyType(
    {
        "Nottingham City": Area.CITY,
        "Ashfield": Area.COUNTY,
        "Bassetlaw": Area.COUNTY,
        "Broxtowe": Area.COUNTY,
        "Gedling": Area.COUNTY,
        "Mansfield": Area.COUNTY,
        "Newark and Sherwood": Area.COUNTY,
        "Rushcliffe": Area.COUNTY,
    }
)
"""Each district with the area it lies in; another force brings its own in a mapping file."""


class Theme(Word):
    """What kind of crime a group is in."""

    DRUGS = "drugs"
    FIREARMS = "firearms"
    ILLICIT_TOBACCO = "illicit_tobacco_and_goods"
    MODERN_SLAVERY = "modern_slavery"
    SEXUAL_EXPLOITATION = "sexual_exploitation_and_abuse"
    IMMIGRATION_CRIME = "organised_immigration_crime"
    ACQUISITIVE_CRIME = "organised_acquisitive_crime"
    FRAUD = "fraud"
    CYBER = "cyber"
    MONEY_LAUNDERING = "money_laundering"
    CORRUPTION = "corruption"
    WASTE = "waste_and_environmental"
    RURAL = "rural"
    VIOLENCE = "violence"


class GroupStatus(Word):
    """Where a group stands on its path; only active groups are counted as active."""

    POTENTIAL = "potential"
    ACTIVE = "active"
    DORMANT = "dormant"
    ARCHIVED = "archived"
    MERGED = "merged"
    TRANSFERRED = "transferred"
    NOT_MAPPED = "not_mapped"


class GroupKind(Word):
    """What sort of group it is."""

    ORGANISED_CRIME_GROUP = "organised_crime_group"
    URBAN_STREET_GANG = "urban_street_gang"
    COUNTY_LINE = "county_line"
    OTHER = "other"


class NominalStatus(Word):
    """Where a recorded person stands; custody is a marker and no status."""

    CANDIDATE = "candidate"
    ACTIVE = "active"
    INACTIVE = "inactive"
    DECEASED = "deceased"
    ERASED = "erased"


class InvolvementRole(Word):
    """A nominal's part in a group."""

    PRINCIPAL = "principal"
    SIGNIFICANT = "significant"
    PERIPHERAL = "peripheral"
    ENABLER = "enabler"


class LogKind(Word):
    """What an entry of the lead officer's log is."""

    DECISION = "decision"
    CONCERN = "concern"


Purpose = agreed.Purpose
"""What a share is for: the purposes that agreements name."""


class Marking(IntEnum):
    """How carefully to handle a thing; the higher number is the stricter."""

    OFFICIAL = 1
    OFFICIAL_SENSITIVE = 2

    @property
    def label(self) -> str:
        """The marking as it is printed on a page."""
        return self.name.replace("_", "-")


class Tier(IntEnum):
    """The level of activity against a group, which sets how often it is reviewed."""

    ONE = 1
    TWO = 2
    THREE = 3
    FOUR = 4

    @property
    def label(self) -> str:
        """The tier as a page says it."""
        return f"Tier {self.value}"


class Band(StrEnum):
    """A cell of the banding grid: a number from the one axis, a letter from the other."""

    B1A = "1A"
    B1B = "1B"
    B1C = "1C"
    B2A = "2A"
    B2B = "2B"
    B2C = "2C"
    B3A = "3A"
    B3B = "3B"
    B3C = "3C"
    B4A = "4A"
    B4B = "4B"
    B4C = "4C"
    B5A = "5A"
    B5B = "5B"
    B5C = "5C"

    @property
    def number(self) -> int:
        """The row of the grid, 1 to 5."""
        return int(self.value[0])

    @property
    def letter(self) -> str:
        """The column of the grid, A to C."""
        return self.value[1]

    @property
    def rank(self) -> int:
        """The place in the order, number before letter: 1 for 1A, 15 for 5C."""
        return (self.number - 1) * 3 + "ABC".index(self.letter) + 1


HIGH_RISK_FROM = Band.B3B
"""The threshold of high risk until a partnership sets its own."""

PRESUMED_FROM = Band.B3B
"""The threshold of the presumption of regional support until a partnership sets its own."""


def is_high_risk(band: Band, threshold: Band = HIGH_RISK_FROM) -> bool:
    """Whether a group in this band counts as high risk: the threshold itself does."""
    return band.rank <= threshold.rank


def presumed(band: Band, threshold: Band = PRESUMED_FROM) -> bool:
    """Whether regional tactical support is presumed at this band: at the threshold itself it is."""
    return band.rank <= threshold.rank


CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Base 32 without I, L, O and U, so that a reference survives being read aloud."""


def new_reference(kind: str = "OCG") -> str:
    """A random reference, ``OCG-XXXX-XXXX``, which tells neither how many there are nor when."""
    letters = "".join(secrets.choice(CROCKFORD) for _ in range(8))
    return f"{kind}-{letters[:4]}-{letters[4:]}"


def latest_share_end(today: date) -> date:
    """The last day on which a share given today may still hold: twelve months on."""
    is_leap_day = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year + 1, day=28 if is_leap_day else today.day)


MEMBER_BANDS = ((1, 5), (6, 10), (11, 20), (21, 50), (51, None))
"""How many people a group has, for those who may not know exactly."""


def member_band(at_least: int, at_most: int | None) -> str:
    """A band of people in words."""
    if not at_least:
        return "None recorded"
    return f"{at_least} to {at_most}" if at_most else f"More than {at_least - 1}"


class Step(IntEnum):
    """How much of a person is lent: each step stands on the one before it."""

    CATEGORY = 1
    IDENTITY = 2
    NARRATIVE = 3

    @property
    def label(self) -> str:
        """The step as a page says it."""
        return self.name.capitalize()

    @property
    def opens(self) -> str:
        """What the recipient reads at this step, and how exactly."""
        return {
            1: "Their part in the group, and nothing that tells who they are",
            2: "Also their name, their age as a band, and the district of their home",
            3: "Also what you write about them here",
        }[self.value]


def needs_second_person(view: View, sections: Section, marking: int, kind: str) -> str:
    """Why a share waits for a second person, as a sentence; empty when it does not.

    ``kind`` is that of the recipient: "person", "sharing circle", or that of an agency or board.
    """
    if view is View.FULL and marking >= Marking.OFFICIAL_SENSITIVE:
        return "It opens the lead view of a group marked OFFICIAL-SENSITIVE."
    if view is View.FULL:
        return "It opens the lead view."
    if sections & Section.IDENTITY:
        return "It names people."
    if kind in ("person", "sharing circle"):
        return f"It is for a {'named person' if kind == 'person' else kind}."
    return ""
