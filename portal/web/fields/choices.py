"""Fields for choosing among what a page offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import wtforms
from wtforms.fields.choices import Choice, SelectChoice
from wtforms.validators import StopValidation

from portal.web import widgets
from portal.web.fields.base import Said


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: the value sent, its words, and a line below them."""

    value: str
    label: str
    hint: str = ""


class Offering(Said):
    """A choice among what the page offers, by ``options=`` or later by ``offer()``."""

    def __init__(
        self,
        label: str,
        validators: Sequence[Any] | None = None,
        *,
        options: Sequence[Option | tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.hints: dict[str, str] = {}
        self.offer(options)
        self.fixed = bool(options)
        """Whether the choices are the same for everybody: no page has offered its own."""

    def offer(self, options: Sequence[Option | tuple[str, str]]) -> None:
        """Set the choices."""
        self.fixed = False
        offered = [each if isinstance(each, Option) else Option(*each) for each in options]
        self.hints = {each.value: each.hint for each in offered if each.hint}
        self.choices = [SelectChoice(value=each.value, label=each.label) for each in offered]

    def words(self) -> str:
        """The label of what is chosen; of several, all of them."""
        wanted = {self.data} if isinstance(self.data, str) else set(self.data or ())
        return ", ".join(each.label for each in self.choices if each.value in wanted)

    def check(self) -> None:
        offered = {each.value for each in self.choices}
        wanted = {self.data} if isinstance(self.data, str) else set(self.data)
        if not wanted <= offered:
            raise StopValidation(f"{self.label.text}: choose from the list. It may have changed")


class SelectField(Offering, wtforms.SelectField):
    """One choice from a drop-down list, which opens on ``empty`` and chooses nothing for you."""

    widget = widgets.Select()
    data: str

    def __init__(
        self,
        label: str,
        validators: Sequence[Any] | None = None,
        *,
        empty: str = "Choose",
        **kwargs: Any,
    ) -> None:
        self.empty = empty
        super().__init__(label, validators, **kwargs)

    def iter_choices(self) -> Any:
        self.data = self.data or ""
        blank = Choice("", self.empty, not self.data, {})
        return [blank, *super().iter_choices()]


class RadiosField(Offering, wtforms.RadioField):
    """One choice, all of them in sight."""

    widget = widgets.Radios()
    data: str | None


class CheckboxesField(Offering, wtforms.SelectMultipleField):
    """Any number of choices."""

    widget = widgets.Checkboxes()
    data: list[str]


class CheckboxField(Said, wtforms.BooleanField):
    """One box to tick; ``needed`` is said when it must be ticked and is not."""

    widget = widgets.Checkbox()
    data: bool

    def _value(self) -> str:
        # What was sent only says that the box was ticked; it is not sent back.
        return "y"
