"""Fields for words and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import wtforms
from email_validator import EmailNotValidError, validate_email
from wtforms.validators import StopValidation

from portal.core.holding import must_not_hold
from portal.web import reading, widgets
from portal.web.fields.base import Said

LINE = 200
TEXT = 4_000
_ATTRIBUTES: tuple[str, ...] = ("autocomplete", "inputmode", "spellcheck")


class TextField(Said, wtforms.StringField):
    """One line.  ``width`` is 2, 3, 4, 5, 10, 20 or 30 characters; left out, the full width."""

    widget = widgets.TextInput()
    data: str
    is_free = True
    """Whether it takes any words, and so is asked for what the portal must not hold."""

    def __init__(
        self,
        label: str,
        validators: Sequence[Any] | None = None,
        *,
        limit: int = LINE,
        width: int | None = None,
        **kwargs: Any,
    ) -> None:
        attributes: dict[str, Any] = {
            name: kwargs.pop(name) for name in _ATTRIBUTES if name in kwargs
        }
        super().__init__(label, validators, **kwargs)
        self.limit = limit
        self.params = attributes
        if width:
            self.params["classes"] = f"govuk-input--width-{width}"

    def __call__(self, **kwargs: Any) -> Any:
        given = kwargs.pop("params", {})
        return super().__call__(params=self.params | given, **kwargs)

    def process_data(self, value: Any) -> None:
        self.data = "" if value is None else str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            typed = self.read(str(valuelist[0]))
            self.data = reading.printable(typed)
            if self.data != typed:
                raise ValueError(
                    f"{self.label.text} had characters that cannot be shown. They have been "
                    "taken out: check the text and send it again"
                )

    @staticmethod
    def read(typed: str) -> str:
        """What was typed, tidied."""
        return reading.line_of(typed)

    def check(self) -> None:
        if len(self.data) > self.limit:
            raise StopValidation(
                f"{self.label.text} must be {self.limit:,} characters or fewer. "
                f"It has {len(self.data):,} characters"
            )
        reason = must_not_hold(self.data) if self.is_free else None
        if reason is not None:
            raise StopValidation(reason)


class TextArea(TextField):
    """Text of many lines, with its limit counted down below the box."""

    widget = widgets.TextArea()

    def __init__(
        self,
        label: str,
        validators: Sequence[Any] | None = None,
        *,
        limit: int = TEXT,
        rows: int = 5,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, limit=limit, **kwargs)
        self.params |= {"rows": rows, "maxlength": limit}

    @staticmethod
    def read(typed: str) -> str:
        return reading.text_of(typed)


class EmailField(TextField):
    """An email address; whether it exists is not asked."""

    widget = widgets.TextInput("email")

    def __init__(self, label: str, validators: Sequence[Any] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("autocomplete", "email")
        kwargs.setdefault("spellcheck", False)
        super().__init__(label, validators, **kwargs)

    def check(self) -> None:
        super().check()
        try:
            validate_email(self.data, check_deliverability=False)
        except EmailNotValidError:
            raise StopValidation(
                "Enter an email address in the correct format, like name@example.com"
            ) from None


class PasswordField(TextField):
    """A password, taken exactly as typed and never shown again."""

    widget = widgets.PasswordInput()
    is_free = False

    def __init__(self, label: str, validators: Sequence[Any] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("autocomplete", "current-password")
        super().__init__(label, validators, **kwargs)

    @staticmethod
    def read(typed: str) -> str:
        return typed


class NumberField(TextField):
    """A whole number; commas and spaces in it are read over.  ``whole`` is what was meant."""

    def __init__(
        self,
        label: str,
        validators: Sequence[Any] | None = None,
        *,
        least: int = 0,
        most: int = 999_999,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("inputmode", "numeric")
        kwargs.setdefault("width", 5)
        super().__init__(label, validators, **kwargs)
        self.least = least
        self.most = most
        self.whole: int | None = None

    def check(self) -> None:
        bare = self.data.replace(",", "").replace(" ", "")
        sign, digits = (-1, bare[1:]) if bare.startswith("-") else (1, bare)
        if not (digits.isascii() and digits.isdigit() and len(digits) < 16):
            raise StopValidation(f"{self.label.text} must be a whole number, like {self.least:,}")
        number = sign * int(digits)
        if not self.least <= number <= self.most:
            raise StopValidation(
                f"{self.label.text} must be between {self.least:,} and {self.most:,}"
            )
        self.whole = number
