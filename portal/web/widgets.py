"""The widgets of govuk-frontend-wtf, with their faults mended and drawn in our own environment."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

from govuk_frontend_wtf import wtforms_widgets as stock
from markupsafe import Markup

from portal.web.components import draw


class _Drawn:
    """Draws the component itself: the stock template reads names that strict templates refuse."""

    component: str

    def render(self, params: dict[str, Any]) -> Markup:
        return draw(self.component, params)


class _DrawnOnce(_Drawn):
    """Draws a choice that is the same for everybody once for each way in which it can be filled.

    A filter has many of these, and drawing them is a quarter of a list page.  What a page offers
    to one viewer, or says of a mistake, is always drawn anew.
    """

    def map_gov_params(self, field: Any, **kwargs: Any) -> dict[str, Any]:
        params: dict[str, Any] = super().map_gov_params(field, **kwargs)  # type: ignore[misc]  # of the stock widget
        return {**params, "once": field.fixed and not field.errors}

    def render(self, params: dict[str, Any]) -> Markup:
        if params.pop("once"):
            return _drawn(self.component, json.dumps(params, sort_keys=True))
        return super().render(params)


@lru_cache(maxsize=512)
def _drawn(component: str, params: str) -> Markup:
    return draw(component, json.loads(params))


class TextInput(_Drawn, stock.GovTextInput):
    """One line."""

    component = "input"

    def __init__(self, input_type: str = "text") -> None:
        super().__init__()
        self.input_type = input_type


class PasswordInput(_Drawn, stock.GovPasswordInput):
    """A password, with a button to show it."""

    component = "password-input"


class TextArea(_Drawn, stock.GovCharacterCount):
    """Many lines, with the count of what is left."""

    component = "character-count"


class Select(_DrawnOnce, stock.GovSelect):
    """A drop-down list."""

    component = "select"


class _Choices(_Drawn):
    """Choices without the empty hint that a field with no description was tied to."""

    def map_gov_params(self, field: Any, **kwargs: Any) -> dict[str, Any]:
        params: dict[str, Any] = super().map_gov_params(field, **kwargs)  # type: ignore[misc]  # untyped
        hint = params.get("hint") or {}
        if not hint.get("text") and not hint.get("html"):
            params.pop("hint", None)
        hints = getattr(field, "hints", {})
        for item in params["items"]:
            if hints.get(item["value"]):
                item.setdefault("hint", {"text": hints[item["value"]]})
        return params


class Radios(_Choices, stock.GovRadioInput):
    """One of several."""

    component = "radios"


class Checkboxes(_DrawnOnce, _Choices, stock.GovCheckboxesInput):
    """Any of several."""

    component = "checkboxes"


class Checkbox(_Choices, stock.GovCheckboxInput):
    """One box to tick."""

    component = "checkboxes"


class DateBoxes(_Drawn, stock.GovDateInput):
    """Three boxes, whatever number of parts was posted."""

    component = "date-input"

    def map_gov_params(self, field: Any, **kwargs: Any) -> dict[str, Any]:
        posted = field.raw_data
        # The stock widget unpacks exactly three.
        field.raw_data = field.boxes()
        try:
            params: dict[str, Any] = super().map_gov_params(field, **kwargs)
        finally:
            field.raw_data = posted
        return params
