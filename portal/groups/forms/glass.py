"""Asking for sight in an emergency, answering, and ending it."""

from __future__ import annotations

from portal.web.fields import (
    HiddenKey,
    NumberField,
    Option,
    PortalForm,
    RadiosField,
    TextArea,
    TextField,
)  # fmt: skip


class AskGlassForm(PortalForm):
    """Which group, why, and for how long."""

    key = HiddenKey()
    reference = TextField(
        "Reference of the group",
        needed="Enter the reference of the group",
        hint="As it was given to you, for example OCG-7K2M-9QXA.",
        width=20,
        spellcheck=False,
    )
    reason = TextArea(
        "Why it is needed now",
        needed="Enter why it is needed now",
        hint="The person who answers reads it, and those who run the group.",
        limit=1000,
    )
    hours = NumberField(
        "For how many hours",
        needed="Enter for how many hours",
        hint="24 at most. It ends by itself.",
        least=1,
        most=24,
        width=2,
    )


class AnswerGlassForm(PortalForm):
    """Yes or no."""

    answer = RadiosField(
        "Your answer",
        needed="Choose whether you approve it",
        options=[
            Option("yes", "Approve", "They read the lead view of the group at once."),
            Option("no", "Decline", "They read nothing."),
        ],
    )


class EndGlassForm(PortalForm):
    """Nothing but the press of the button."""
