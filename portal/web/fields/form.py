"""A form: its problems, its refusals, what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from flask_wtf import FlaskForm
from markupsafe import Markup

from portal.core.errors import Refused
from portal.web.components import draw
from portal.web.fields.hidden import STALE, Hidden
from portal.web.fields.text import PasswordField


@dataclass(frozen=True, slots=True)
class Typed:
    """One thing a person typed: its field, its words on the page, its value as it was sent."""

    name: str
    label: str
    value: str


class PortalForm(FlaskForm):
    """A form that says what to do, in our words, and keeps what was typed."""

    def refuse(self, refused: Refused) -> None:
        """Show a refusal from below beside its field, or above the form when it names none."""
        field = self._fields.get(refused.field or "")
        if field is None:
            self.form_errors.append(refused.reason)
        else:
            field.errors = [*field.errors, refused.reason]

    def problems(self) -> list[dict[str, str]]:
        """What is wrong, in the order of the page, each with the box that mends it."""
        found = [{"text": text} for text in self.form_errors]
        for field in self:
            if field.errors and field.name == "csrf_token":
                found.append({"text": STALE})
            elif field.errors:
                place = getattr(field, "place", field.id)
                found.append({"text": field.errors[0]} | ({"href": f"#{place}"} if place else {}))
        return found

    @property
    def http_status(self) -> HTTPStatus:
        """Of the page that shows the form: unprocessable while something is wrong with it."""
        return HTTPStatus.UNPROCESSABLE_ENTITY if self.problems() else HTTPStatus.OK

    def typed(self) -> list[Typed]:
        """All that was sent through visible fields, for a page that must not lose it."""
        return [
            Typed(field.name, field.label.text, str(value))
            for field in self
            if not isinstance(field, Hidden | PasswordField) and field.name != "csrf_token"
            for value in field.raw_data or ()
        ]


class FilterForm(PortalForm):
    """Filters of a list: read from the address, so without a token."""

    class Meta:
        csrf = False


def error_summary(form: PortalForm) -> Markup:
    """The summary above a form that failed; empty when nothing is wrong."""
    problems = form.problems()
    if not problems:
        return Markup()
    return draw("error-summary", {"titleText": "There is a problem", "errorList": problems})
