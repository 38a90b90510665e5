"""What the lead writes for partners."""

from __future__ import annotations

from portal.web.fields import HiddenVersion, PortalForm, TextArea


class EditSummaryForm(PortalForm):
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
