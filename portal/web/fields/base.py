"""A field with our own messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import wtforms
from wtforms.validators import StopValidation


class Said(wtforms.Field):
    """A field with our own messages.

    ``needed`` is the sentence said when it is left empty, and makes it needed; without it the
    field is optional, and rules given as ``validators`` are asked only when something is there.
    """

    def __init__(
        self,
        label: str,
        validators: Sequence[Any] | None = None,
        *,
        needed: str | None = None,
        hint: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, description=hint, **kwargs)
        self.needed = needed

    @property
    def place(self) -> str:
        """The id that the error summary leads to."""
        return str(self.id)

    def pre_validate(self, form: Any) -> None:
        if self.process_errors:
            raise StopValidation
        if not self.data:
            raise StopValidation(self.needed)
        self.check()

    def check(self) -> None:
        """Raise ``StopValidation`` with a sentence when what is there will not do."""
