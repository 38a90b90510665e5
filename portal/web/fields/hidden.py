"""What a page sends along with what is typed."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import wtforms
from wtforms.widgets import HiddenInput

STALE = "This page is out of date. Open it again and send the form once more"


class Hidden(wtforms.Field):
    """Something the page sends along with what is typed."""

    widget = HiddenInput()
    # There is no box to lead to.
    place = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("", **kwargs)

    def _value(self) -> str:
        return "" if self.data is None else str(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            self.data = self.read(str(valuelist[0]) if valuelist else "")
        except ValueError:
            self.data = None
            raise ValueError(STALE) from None

    @staticmethod
    def read(sent: str) -> Any:
        """The value in what was sent; raises ``ValueError``."""
        return sent


class HiddenVersion(Hidden):
    """The version of the row that the page showed."""

    data: int

    @staticmethod
    def read(sent: str) -> int:
        if not (sent.isascii() and sent.isdigit() and len(sent) < 10):
            raise ValueError
        return int(sent)


class HiddenKey(Hidden):
    """A key that makes a second copy of the same post harmless."""

    data: UUID

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("default", uuid4)
        super().__init__(**kwargs)

    @staticmethod
    def read(sent: str) -> UUID:
        if len(sent) != 36:
            raise ValueError
        return UUID(sent)
