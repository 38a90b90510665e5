"""What a person fills in to answer for shares."""

from __future__ import annotations

from portal.web.fields import CheckboxesField, PortalForm


class AnswerSharesForm(PortalForm):
    """Which of the shares that wait are answered with the button that is pressed."""

    checks = CheckboxesField("Shares that you answer for", needed="Tick what you answer for")
