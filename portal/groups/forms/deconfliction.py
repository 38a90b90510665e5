"""What is filled in to ask about a person, and to set what one's agency answers."""

from __future__ import annotations

from typing import Any

from portal.groups.operations.deconfliction import Question
from portal.groups.rules import Answer, Purpose
from portal.web.fields import (
    DateField,
    HiddenKey,
    Option,
    PortalForm,
    RadiosField,
    TextField,
)

_HINTS = {
    Answer.NOTHING: "The asker reads the same as if you did not hold the person.",
    Answer.CONTACT: "The asker learns that you hold the person, and your agency's contact.",
    Answer.HEADLINE: "Also the reference, theme and lead of groups that you lead and they are in.",
}


class AskForm(PortalForm):
    """The exact keys of one person."""

    key = HiddenKey()
    surname = TextField("Surname", autocomplete="off", spellcheck=False)
    forename = TextField("Forename", autocomplete="off", spellcheck=False)
    born = DateField("Date of birth", must="past")
    number = TextField(
        "Number in another system", hint="For example, a PNC number", limit=40, autocomplete="off"
    )
    purpose = RadiosField(
        "Why do you ask?",
        needed="Choose why you ask",
        options=[(one.value, one.label) for one in Purpose],
    )

    def validate(self, **kwargs: Any) -> bool:
        """Either the whole name and the date of birth, or a number; never part of a name."""
        holds = bool(super().validate(**kwargs))
        if holds and not self.number.data and not self._has_name():
            self.form_errors.append(
                "Enter the surname, the forename and the date of birth, or a number in another"
                " system"
            )
            return False
        return holds

    def _has_name(self) -> bool:
        return bool(self.surname.data and self.forename.data and self.born.data)

    def question(self) -> Question:
        """What is asked, of a form that holds; a number goes before a name."""
        purpose = Purpose(self.purpose.data or "")
        if self.number.data:
            return Question("external", (self.number.data,), purpose)
        assert self.born.data is not None  # noqa: S101 - checked above
        born = f"{self.born.data:%Y%m%d}"
        return Question("name", (self.surname.data or "", self.forename.data or "", born), purpose)


class SetAnswerForm(PortalForm):
    """What an agency lets another learn."""

    answer = RadiosField(
        "What may another agency learn that holds the same person?",
        needed="Choose what they may learn",
        options=[Option(one.value, one.label, _HINTS[one]) for one in Answer],
    )

    def chosen(self) -> Answer:
        """The answer, of a form that holds."""
        return Answer(self.answer.data or "")
