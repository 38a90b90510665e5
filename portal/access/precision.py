"""How exactly a view shows each field of a group: declared here, once, for pages and for the eye.

The database keeps it by sections, each a table of its own; this says in words what they amount to.
"""

from __future__ import annotations

from dataclasses import dataclass

from portal.access.viewer import EVERYTHING, Section, View

NOT_SHOWN = "Not shown"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a group, with each precision at which it can be shown, the coarsest first."""

    label: str
    steps: tuple[tuple[Section, str], ...]

    def shown(self, sections: Section) -> str:
        """The finest precision that the sections open."""
        held = [words for section, words in self.steps if section in sections]
        return held[-1] if held else NOT_SHOWN


FIELDS = (
    Field("Reference, theme, status, lead agency and its contact", ((Section.HEADLINE, "Shown"),)),
    Field("Area", ((Section.HEADLINE, "City or County"), (Section.SUMMARY, "District"))),
    Field("Operation name", ((Section.SUMMARY, "Shown"),)),
    Field(
        "Score",
        ((Section.GRADING, "Band and tier"), (Section.SCORE, "Exact, with those before it")),
    ),
    Field("Next review", ((Section.GRADING, "Month"), (Section.REVIEWS, "Day"))),
    Field("Partner summary", ((Section.SUMMARY, "Shown"),)),
    Field(
        "How many people",
        ((Section.COUNT_BAND, "A band, such as 6 to 10"), (Section.MEMBERS, "Exact")),
    ),
    Field(
        "People",
        ((Section.MEMBERS, "Reference and role"), (Section.IDENTITY, "Name and date of birth")),
    ),
    Field("Plan", ((Section.PLAN, "The recipient's own actions, and those open to partners"),)),
    Field("Restricted narrative", ((Section.NARRATIVE, "Shown"),)),
    Field("Decisions", ((Section.LOG, "Shown"),)),
)
"""Every field of a group, in the order in which its pages show it."""

WORDS = {
    Section.GRADING: "Band, tier and month of the next review",
    Section.SUMMARY: "Partner summary, operation name and district",
    Section.PLAN: "Plan: the recipient's own actions, and those open to partners",
    Section.COUNT_BAND: "How many people, as a band such as 6 to 10",
    Section.MEMBERS: "People: reference and role",
    Section.IDENTITY: "People: name and date of birth",
    Section.NARRATIVE: "Restricted narrative",
    Section.SCORE: "Score, with those before it",
    Section.REVIEWS: "Day of the next review",
    Section.LOG: "Decisions",
}
"""Each section as a choice; the headline is in every view."""

_UNNAMED = Section.HEADLINE | Section.GRADING | Section.SUMMARY | Section.PLAN | Section.COUNT_BAND
MOST = {
    View.HEADLINE: Section.HEADLINE | Section.COUNT_BAND,
    View.SUMMARY: _UNNAMED,
    View.FULL: EVERYTHING,
}
"""The most that a view of each level can open: no view below the lead view names anybody."""


def said(sections: Section) -> tuple[str, ...]:
    """The sections in words, but for the headline, which every view opens."""
    return tuple(words for section, words in WORDS.items() if section in sections)
