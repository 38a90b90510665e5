"""What a lead or senior officer writes in the log."""

from __future__ import annotations

from portal.groups.rules import LogKind
from portal.web.fields import HiddenKey, Option, PortalForm, RadiosField, TextArea

_HINTS = {
    LogKind.DECISION: "What was decided, why, and what else was considered",
    LogKind.CONCERN: "What worries you, and who should know",
}


class WriteDecisionForm(PortalForm):
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

    def chosen(self) -> LogKind:
        """The kind that was chosen, of a form that holds."""
        return LogKind(self.kind.data or "")
