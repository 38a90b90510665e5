"""What the lead writes for partners."""

from __future__ import annotations

from portal.web.fields import HiddenVersion, NarrativeForm, TextArea


class EditSummaryForm(NarrativeForm):
    """The partner summary, with the version that the writer has before them."""

    version = HiddenVersion()
    text = TextArea(
        "Partner summary",
        needed="Enter the partner summary",
        hint="What partners need in order to act: where, what, how it is done, what to look for. "
        "Do not name people, and do not say how you know.",
        limit=4000,
        rows=14,
    )


class EditNarrativeForm(NarrativeForm):
    """The restricted narrative, with the version that the writer has before them."""

    version = HiddenVersion()
    text = TextArea(
        "Restricted narrative",
        needed="Enter the narrative",
        hint="Partners do not read it. The earlier text is kept.",
        limit=20_000,
        rows=18,
    )
