"""What was typed into a post that could not be taken, so that none of it is lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Request

# Secrets are typed again, never shown or sent back.
_SECRET = ("password", "secret", "code", "token")
_UNSEEN = ("version", "key", "page", "sort")


@dataclass(frozen=True, slots=True)
class Kept:
    """One field that was sent, with each of its values.  What is not ``shown`` only goes along."""

    name: str
    label: str
    values: tuple[str, ...]
    shown: bool

    @property
    def text(self) -> str:
        """Everything in the field, to read: a date in three boxes is one line."""
        return " ".join(value for value in self.values if value.strip())


def kept(sent: MultiDict[str, str]) -> tuple[Kept, ...]:
    """Everything in a posted form but secrets, in its order."""
    return tuple(
        Kept(
            name=name,
            label=name.replace("_", " ").replace("-", " ").strip().capitalize(),
            values=tuple(values),
            shown=not _is_reference(name) and any(value.strip() for value in values),
        )
        for name, values in sent.lists()
        if not any(word in name.lower() for word in _SECRET)
    )


def renewed(everything: Sequence[Kept], **values: str) -> tuple[Kept, ...]:
    """The same with some values replaced, such as ``version=`` after a conflict."""
    return tuple(
        replace(each, values=(values[each.name],)) if each.name in values else each
        for each in everything
    )


def came_from_here(request: Request) -> bool:
    """Whether the post was sent by one of our own pages.

    A page that offers to send a post again must not offer what another site composed.
    """
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def _is_reference(name: str) -> bool:
    return name in _UNSEEN or name.endswith("_id")
