"""What follows a share and waits for the viewer, on My work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for

from portal.groups.projections.lending import Waiting
from portal.groups.queries.waiting import waiting
from portal.groups.rules import last_day
from portal.web.filters import long_date, moment
from portal.web.rooms import Line, Section

_KINDS = {
    "accept": ("Conditions to accept", "accept_conditions", "share", "From {text}", "until {at}"),
    "approve": (
        "Shares that wait for your approval", "approve_share", "share_id", "{text}",
        "with {note}, proposed {at}",
    ),
    "destroy": ("Copies to destroy", "destroy_copy", "copy_id", "{text}", "{note}, recalled {at}"),
    "correction": (
        "Corrections to acknowledge", "acknowledge_correction", "correction_id", "{text}",
        "from {note}, {at}",
    ),
    "request": (
        "Requests for access", "answer_request", "request_id", "{text}", "{note}, asked {at}",
    ),
    "renew": (
        "Shares that end within 30 days", "renew_share", "share_id", "{text}",
        "with {note}, ends {at}",
    ),
}  # fmt: skip
"""Each kind of thing: heading, page, the name of its id in the address, words, note."""


def waits() -> Sequence[Section]:
    """A section for each kind of which something waits."""
    found = waiting()
    return [
        Section(title, [_line(one) for one in found if one.kind == kind], empty="")
        for kind, (title, *_) in _KINDS.items()
        if any(one.kind == kind for one in found)
    ]


def _ends(one: Waiting) -> bool:
    return one.kind in ("accept", "renew")


def _line(one: Waiting) -> Line:
    _, page, name, text, note = _KINDS[one.kind]
    at = long_date(last_day(one.at)) if _ends(one) else moment(one.at)
    words = {"text": one.text, "note": one.note, "at": at}
    ids: dict[str, Any] = {name: one.id}
    return Line(
        text=text.format(**words),
        href=url_for(f"groups.{page}", **ids),
        note=note.format(**words),
        urgent=one.kind in ("destroy", "correction"),
    )
