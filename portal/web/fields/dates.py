"""A field for a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from wtforms.validators import StopValidation

from portal.core.clock import today
from portal.web import reading, widgets
from portal.web.fields.base import Said


class DateField(Said):
    """A day in three boxes; a whole date in one box, such as "17 May 2026", does as well.

    ``must`` be in the past, today or in the past, in the future, or today or in the future.
    """

    widget = widgets.DateBoxes()
    data: date | None
    _MUST: dict[str, tuple[str, Any]] = {
        "past": ("must be in the past", lambda day: day < today()),
        "past or today": ("must be today or in the past", lambda day: day <= today()),
        "future": ("must be in the future", lambda day: day > today()),
        "future or today": ("must be today or in the future", lambda day: day >= today()),
    }

    def __init__(
        self,
        label: str,
        validators: Sequence[Any] | None = None,
        *,
        must: Literal["past", "past or today", "future", "future or today"] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, **kwargs)
        self.must = must
        self.box = "day"

    @property
    def place(self) -> str:
        return f"{self.id}-{self.box}"

    def boxes(self) -> list[str]:
        """Day, month and year to show: as typed, or as stored."""
        if self.raw_data is not None:
            return [reading.printable(box) for box in reading.boxes_of(self.raw_data)]
        if self.data is None:
            return ["", "", ""]
        return [str(self.data.day), str(self.data.month), str(self.data.year)]

    def _value(self) -> str:
        return ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = None
        try:
            self.data = reading.date_of([str(part) for part in valuelist])
        except reading.NotADate as wrong:
            self.box = wrong.box
            raise ValueError(f"{self.label.text} {wrong.words}") from None

    def check(self) -> None:
        if self.must and not self._MUST[self.must][1](self.data):
            raise StopValidation(f"{self.label.text} {self._MUST[self.must][0]}")
