"""Every field of a group, with the section that opens it: what the sentence of a share counts."""

from __future__ import annotations

from dataclasses import dataclass

from portal.access.viewer import Section


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a group: as pages label it, and the sections any of which opens it."""

    label: str
    section: Section
    on_overview: bool = False
    """Whether the overview draws it as a row of its own."""


FIELDS = (
    Field("Reference", Section.HEADLINE, on_overview=True),
    Field("Status", Section.HEADLINE),
    Field("Theme", Section.HEADLINE, on_overview=True),
    Field("Area", Section.HEADLINE, on_overview=True),
    Field("Lead agency", Section.HEADLINE, on_overview=True),
    Field("Band", Section.GRADING),
    Field("Tier", Section.GRADING),
    Field("Next review", Section.GRADING | Section.REVIEWS, on_overview=True),
    Field("Operation name", Section.SUMMARY),
    Field("District", Section.SUMMARY),
    Field("Partner summary", Section.SUMMARY),
    Field("Actions", Section.PLAN),
    Field("Number of members", Section.COUNT_BAND | Section.MEMBERS),
    Field("Roles of members", Section.MEMBERS),
    Field("Names of members", Section.IDENTITY),
    Field("Dates of birth", Section.IDENTITY),
    Field("Homes", Section.IDENTITY),
    Field("Lead responsible officer", Section.NARRATIVE, on_overview=True),
    Field("Mapped", Section.NARRATIVE, on_overview=True),
    Field("In-force reference", Section.NARRATIVE, on_overview=True),
    Field("Restricted narrative", Section.NARRATIVE),
    Field("Score", Section.SCORE),
    Field("Decisions and concerns", Section.LOG),
)
"""Twenty-three in all; where two sections hold the same fact, it is one field."""


def opened(sections: Section) -> tuple[Field, ...]:
    """The fields that the sections open."""
    return tuple(one for one in FIELDS if one.section & sections)


def counted(sections: Section) -> str:
    """How many of all fields the sections open, in words."""
    return f"{len(opened(sections))} of {len(FIELDS)} fields"
