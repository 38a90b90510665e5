"""The words a group is described in, with their order and their thresholds."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from types import MappingProxyType

from portal.core.clock import LONDON


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


class Purpose(Word):
    """What a share is for.  Illustrative: a partnership's agreements name their own."""

    PREVENTION_AND_DETECTION = "prevention_and_detection_of_crime"
    SAFEGUARDING = "safeguarding"
    PUBLIC_PROTECTION = "protection_of_the_public"
    DISRUPTION = "disruption"


def last_day(until: datetime) -> date:
    """The last day on which something holds that ends at ``until``, by the London clock."""
    return (until - timedelta(microseconds=1)).astimezone(LONDON).date()


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


def new_reference() -> str:
    """A random reference, ``OCG-XXXX-XXXX``, which tells neither how many there are nor when."""
    letters = "".join(secrets.choice(CROCKFORD) for _ in range(8))
    return f"OCG-{letters[:4]}-{letters[4:]}"


def latest_share_end(today: date) -> date:
    """The last day on which a share given today may still hold: twelve months on."""
    is_leap_day = (today.month, today.day) == (2, 29)
    return today.replace(year=today.year + 1, day=28 if is_leap_day else today.day)
