"""What the portal refuses, said without knowing of pages or databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class Unseen(Exception):
    """There is no such row for this viewer, whether or not it exists."""


class NotAllowed(Exception):
    """The viewer sees the row and may not do this to it."""


class NotAdmitted(Exception):
    """Nobody is signed in, or the sign-in no longer holds."""


class Refused(Exception):
    """A rule says no.  ``reason`` is a sentence that says why, and what would help."""

    def __init__(self, reason: str, field: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field


@dataclass(frozen=True, slots=True)
class FieldNow:
    """One field as it stands now: its name in the form, its label, its value in sight.

    ``chosen`` is what the viewer chose, in words, where the field is a choice and no text.
    """

    name: str
    label: str
    value: str
    chosen: str = ""


class Conflict(Exception):
    """Somebody changed it first.  Holds what stands there now, in the viewer's own sight."""

    def __init__(self, fields: Sequence[FieldNow], version: int) -> None:
        super().__init__("somebody else changed this first")
        self.fields = fields
        self.version = version


class UsedTwice(Exception):
    """A form's one-use key came back with another content."""


class SetUpFailed(Exception):
    """The portal cannot start or a command cannot run.  The message is one plain sentence."""
