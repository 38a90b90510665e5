"""The columns and words of the in-force export, for each kind of file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from portal.cli.load.sheet import key_of
from portal.groups.rules import (
    Area,
    Band,
    GroupStatus,
    InvolvementRole,
    NominalStatus,
    Theme,
    Tier,
    Word,
)


class Kind(StrEnum):
    """The kinds of file that can be loaded."""

    AGENCIES = "agencies"
    GROUPS = "groups"
    NOMINALS = "nominals"
    MONTHLY_COUNTS = "monthly-counts"
    OPERATION_RESULTS = "operation-results"


@dataclass(frozen=True, slots=True)
class Field:
    """One fact of a row, and the column that the in-force export has it in."""

    name: str
    column: str
    needed: bool = True
    words: Mapping[str, str] = field(default_factory=dict)
    """What the export may say, by its key, and the code that stands for it here."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A kind of file: its fields, those that together name a row, the form of its dates."""

    fields: tuple[Field, ...]
    key: tuple[str, ...]
    dates: str = "%d/%m/%Y"


TRANSLATED = frozenset({"lead_agency"})
"""Fields without a vocabulary whose words a mapping file may give codes for."""

STRANDS = ("pursue", "prevent", "protect", "prepare")


def _words(vocabulary: Iterable[Word], **more: str) -> dict[str, str]:
    """The codes and labels of a vocabulary, and what else an export says for them."""
    words = {word.value: word.value for word in vocabulary}
    words.update({key_of(word.label): word.value for word in vocabulary})
    words.update({key.replace("_", " "): code for key, code in more.items()})
    return words


THEMES = _words(
    Theme,
    illicit_tobacco=Theme.ILLICIT_TOBACCO,
    sexual_exploitation=Theme.SEXUAL_EXPLOITATION,
    cyber_crime=Theme.CYBER,
    waste_crime=Theme.WASTE,
    rural_crime=Theme.RURAL,
)
AREAS = _words(Area)

LAYOUTS: Mapping[Kind, Layout] = {
    Kind.AGENCIES: Layout(
        fields=(
            Field("reference", "Code"),
            Field("name", "Name"),
            Field("kind", "Kind"),
        ),
        key=("reference",),
    ),
    Kind.GROUPS: Layout(
        fields=(
            Field("reference", "OCG Ref"),
            Field("operation", "Operation"),
            Field("status", "Status", words=_words(GroupStatus)),
            Field("lead_agency", "Lead Agency"),
            Field("lead_officer", "Lead Responsible Officer", needed=False),
            Field("area", "Area", words=AREAS),
            Field("district", "District", needed=False),
            Field("theme", "Primary Theme", words=THEMES),
            Field("other_themes", "Other Themes", needed=False, words=THEMES),
            Field("mapped_on", "Date Mapped"),
            Field("score", "Threat Score"),
            Field("band", "Band", words={key_of(band): band.value for band in Band}),
            Field("tier", "Tier", words={str(tier.value): str(tier.value) for tier in Tier}),
            Field("last_scored", "Last Scored"),
            Field("summary", "Partner Summary", needed=False),
            Field("narrative", "Restricted Narrative", needed=False),
        ),
        key=("reference",),
    ),
    Kind.NOMINALS: Layout(
        fields=(
            Field("reference", "Nominal Ref"),
            Field("surname", "Surname"),
            Field("forename", "Forename"),
            Field("born", "Date of Birth"),
            Field("groups", "OCG Refs"),
            Field("role", "Role", words=_words(InvolvementRole)),
            Field("home_area", "Home Area", words=AREAS),
            Field("home_district", "Home District", needed=False),
            Field(
                "status",
                "Active",
                words=_words(
                    NominalStatus,
                    y=NominalStatus.ACTIVE,
                    yes=NominalStatus.ACTIVE,
                    n=NominalStatus.INACTIVE,
                    no=NominalStatus.INACTIVE,
                ),
            ),
        ),
        key=("reference",),
    ),
    Kind.MONTHLY_COUNTS: Layout(
        fields=(
            Field("month", "Month"),
            Field("active_groups", "Active OCGs"),
            Field("active_nominals", "Active Nominals"),
            Field("high_risk_groups", "High Risk OCGs"),
            Field("high_risk_nominals", "High Risk Nominals"),
            Field("note", "Note", needed=False),
        ),
        key=("month",),
    ),
    Kind.OPERATION_RESULTS: Layout(
        fields=(
            Field("operation", "Operation"),
            Field("strand", "Strand", words={strand: strand for strand in STRANDS}),
            Field("from_date", "From"),
            Field("to_date", "To"),
            Field("measure", "Measure"),
            Field("value", "Value"),
        ),
        key=("operation", "measure", "from_date", "to_date"),
        dates="%Y-%m-%d",
    ),
}
