"""What a lead or senior officer writes in the log, and how the history is narrowed."""

from __future__ import annotations

from portal.audit.events import Verb
from portal.groups.rules import Audience, LogKind
from portal.web.fields import (
    CheckboxesField,
    FilterForm,
    HiddenKey,
    NarrativeForm,
    Option,
    RadiosField,
    TextArea,
)
from portal.web.lists import Chip, without_value

_HINTS = {
    LogKind.DECISION: "What was decided, why, and what else was considered",
    LogKind.CONCERN: "What worries you, and who should know",
}


class WriteDecisionForm(NarrativeForm):
    """A decision or a concern, in the officer's own words."""

    key = HiddenKey()
    kind = RadiosField(
        "What are you writing?",
        needed="Choose whether this is a decision or a concern",
        options=[Option(one.value, one.label, _HINTS[one]) for one in LogKind],
    )
    text = TextArea(
        "Entry",
        needed="Enter the decision or the concern",
        hint="It cannot be changed afterwards. To correct it, write another entry.",
        limit=4000,
        rows=10,
    )

    audience = RadiosField(
        "Who reads it",
        options=[(one.value, one.label) for one in Audience],
        default=Audience.CIRCLE.value,
    )

    def readers(self) -> Audience:
        """Who reads it; those who run the group unless another choice was sent."""
        return Audience(self.audience.data or Audience.CIRCLE.value)

    def chosen(self) -> LogKind:
        """The kind that was chosen, of a form that holds."""
        return LogKind(self.kind.data or "")


class CorrectEntryForm(NarrativeForm):
    """What is right, in the place of what an earlier entry says."""

    key = HiddenKey()
    text = TextArea("Correction", needed="Enter the correction", limit=4000, rows=8)
    audience = RadiosField(
        "Who reads it",
        needed="Choose who reads it",
        options=[(one.value, one.label) for one in Audience],
    )

    def readers(self) -> Audience:
        """Who reads it, of a form that holds."""
        return Audience(self.audience.data or "")


class FilterHistoryForm(FilterForm):
    """The filter of a group's history, read from its address."""

    kind = CheckboxesField(
        "Kind",
        options=[(one.value, one.value.capitalize()) for one in Verb if one is not Verb.SECURITY],
    )

    def read(self) -> list[str]:
        """The kinds chosen; what is not on offer is named in the form's errors and left aside."""
        self.validate()
        return [] if self.kind.errors else list(self.kind.data or ())

    def chips(self, path: str, pairs: list[tuple[str, str]]) -> tuple[Chip, ...]:
        """Each kind chosen, with the address of the history without it."""
        return tuple(
            Chip("Kind", kind.capitalize(), without_value(path, pairs, "kind", kind))
            for kind in self.read()
        )
