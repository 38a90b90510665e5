"""What was typed into a post that could not be taken, so that none of it is lost."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Request

# Secrets are typed again, never shown or sent back.
_SECRET = ("password", "secret", "code", "token")
_UNSEEN = ("version", "key", "page", "sort")


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that was sent.  What is not ``shown`` only goes along."""

    name: str
    label: str
    value: str
    shown: bool


def kept(sent: MultiDict[str, str]) -> tuple[Kept, ...]:
    """Everything in a posted form but secrets, in its order."""
    return tuple(
        Kept(
            name=name,
            label=name.replace("_", " ").replace("-", " ").strip().capitalize(),
            value=value,
            shown=bool(value.strip()) and not _is_reference(name),
        )
        for name, value in sent.items(multi=True)
        if not any(word in name.lower() for word in _SECRET)
    )


def came_from_here(request: Request) -> bool:
    """Whether the post was sent by one of our own pages.

    A page that offers to send a post again must not offer what another site composed.
    """
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"


def _is_reference(name: str) -> bool:
    return name in _UNSEEN or name.endswith("_id")
