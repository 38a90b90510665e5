"""What a person fills in to start a round of confirming access, and to answer in it."""

from __future__ import annotations

from portal.web.fields import CheckboxesField, DateField, PortalForm


class StartRoundForm(PortalForm):
    """Until when answers are taken."""

    last_day = DateField(
        "Last day for answers",
        needed="Enter the last day for answers",
        must="future",
        hint="What nobody has confirmed by the end of this day stops by itself.",
    )


class AnswerForm(PortalForm):
    """Which of the things that wait are answered with the button that is pressed."""

    checks = CheckboxesField("What you answer for", needed="Tick what you answer for")
