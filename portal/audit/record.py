"""How something comes on the record: noted while a page is made, written with its commit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Interval, Text, bindparam, cast, func, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from portal.audit.events import Event
from portal.audit.kinds import KINDS
from portal.core.db import PortalSession, session


@dataclass(frozen=True, slots=True)
class About:
    """A record that an entry names.  ``group_id`` and ``owner_id`` say who may read the naming."""

    kind: str
    id: UUID
    group_id: UUID | None = None
    owner_id: UUID | None = None

    def item(self) -> list[str | None]:
        """The record as the trail keeps it."""
        return [
            self.kind,
            str(self.id),
            str(self.group_id) if self.group_id else None,
            str(self.owner_id) if self.owner_id else None,
        ]


def about_group(group_id: UUID, lead_agency_id: UUID) -> About:
    """A group, owned by its lead agency."""
    return About("group", group_id, group_id, lead_agency_id)


def shown(event: Event, about: Sequence[About] = (), **facts: str | int) -> None:
    """Note that the page being made shows something; written even if a form on it is refused."""
    _note("shown", event, about, facts)


def record(event: Event, about: Sequence[About] = (), **facts: str | int) -> None:
    """Note that something is being done; written only if the change is committed."""
    _note("recorded", event, about, facts)


def _note(where: str, event: Event, about: Sequence[About], facts: dict[str, str | int]) -> None:
    current = session()
    if "preview" in current.info:
        return  # The preview itself is on the record, by the name of who asked for it.
    current.info.setdefault(where, []).append(entry(event, about, facts))


def entry(event: Event, about: Sequence[About], facts: dict[str, str | int]) -> list[Any]:
    """The entry as the database takes it; a missing or a surplus fact is a mistake of ours."""
    kind = KINDS[event]
    if set(facts) != kind.facts:
        raise ValueError(f"{event} takes exactly these facts: {sorted(kind.facts)}")
    return [event.value, kind.verb.value, facts, [one.item() for one in about]]


def write(current: PortalSession) -> None:
    """Put all that was noted on the chain, and keep the sign-in alive, in this transaction."""
    read = current.info.pop("shown", [])
    entries = current.info.pop("recorded", []) + _as_whom(current, read)
    idle = timedelta(minutes=current.info["idle"])
    if not entries:
        current.execute(select(_TOUCH), {"idle": idle})
        return
    told = {"entries": json.dumps(entries), "request": current.info.get("request_id", "")}
    current.execute(_WRITE, {"idle": idle, **told})


def _as_whom(current: PortalSession, read: list[list[Any]]) -> list[list[Any]]:
    """What was shown to one who sees as another: in their own name, and as whom."""
    viewer = current.info.get("viewer")
    if viewer is None or viewer.mode is None or viewer.mode.is_room:
        return read
    facts = {"recipient_id": str(viewer.mode.recipient_id), "recipient": viewer.mode.names[0]}
    verb = KINDS[Event.PAGE_SEEN_AS].verb.value
    return [
        [Event.PAGE_SEEN_AS.value, verb, facts | {"page": event}, subjects]
        for event, _, _, subjects in read
    ]


def append(current: Session, entries: list[list[Any]], request_id: str) -> None:
    """Append entries in the name of whoever has entered."""
    told = {"entries": json.dumps(entries), "request": request_id}
    current.execute(select(_APPEND), told)


_TOUCH = func.access.touch(bindparam("idle", type_=Interval()))
_APPEND = func.audit.append(
    cast(bindparam("entries", type_=Text()), JSONB), bindparam("request", type_=Text())
)
_WRITE = select(_TOUCH, _APPEND)
"""Made once, and one statement: every page ends with it."""
