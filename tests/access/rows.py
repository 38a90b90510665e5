"""The rows of an invented partnership, and those of its views, sharing circles and shares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from portal.core import clock

NAMING = 2016
"""The sections that stand at the lead view alone."""
_hour, _day = timedelta(hours=1), timedelta(days=1)
Row = dict[str, Any]


@dataclass
class Partnership:
    """What a partnership holds, as rows of its tables by the names of the tables."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    now: datetime = field(default_factory=clock.now)

    def add(self, table: str, **values: Any) -> Row:
        """Add a row; gives it back."""
        self.rows.setdefault(table, []).append(values)
        return values

    def all(self, table: str) -> list[Row]:
        """The rows of a table."""
        return self.rows.get(table, [])


def circle(made: Partnership, owner: Row, state: str) -> Row:
    """A sharing circle that the agency owns."""
    return made.add(
        "agencies.sharing_circle", id=uuid4(), name="", purpose="", owner_agency_id=owner["id"],
        ceiling=2, state=state, made_at=made.now,
    )  # fmt: skip


def join(
    made: Partnership, circle: Row, others: list[Row], index: int, *, hidden: bool, time: str
) -> None:
    """Put an agency or a person into a sharing circle."""
    start, until, revoked = when(made, time)
    one = others[index % len(others)]
    is_agency = "person_id" not in one
    made.add(
        "agencies.sharing_circle_member", id=uuid4(), circle_id=circle["id"], is_hidden=hidden,
        agency_id=one["id"] if is_agency else None,
        membership_id=None if is_agency else one["id"],
        starts_at=start, ends_at=revoked or until,
    )  # fmt: skip


def level(sections: int) -> int:
    """The level that a version with these sections stands at."""
    return 3 if sections & NAMING else 2 if sections & 14 else 1


def version(made: Partnership, agreed: int, live: int) -> Row:
    """The version that a share names; where another has gone live since, it is retired."""
    view = made.add("access.shared_view", id=uuid4(), code=uuid4().hex, name="")
    parts = {"view_id": view["id"], "reason": "", "proposed_at": made.now}
    nobody = {"proposed_by_id": None, "approved_by_id": None, "approved_at": None}
    if agreed != live:
        made.add(
            "access.view_version", id=uuid4(), number=2, view=level(live), sections=live,
            state="live", **parts, **nobody,
        )  # fmt: skip
    return made.add(
        "access.view_version", id=uuid4(), number=1, view=level(agreed), sections=agreed,
        state="live" if agreed == live else "retired", **parts, **nobody,
    )  # fmt: skip


def when(made: Partnership, time: str) -> tuple[datetime, datetime | None, datetime | None]:
    """From, until, revoked at."""
    now = made.now
    return {
        "open": (now - _day, None, None),
        "live": (now - _day, now + _day, None),
        "revoked": (now - _day, now + _day, now - _hour),
        "expired": (now - 2 * _day, now - _hour, None),
        "future": (now + _hour, now + _day, None),
    }[time]


def ids(rows: Iterator[Row] | list[Row], column: str = "id") -> set[UUID]:
    """The ids of rows."""
    return {row[column] for row in rows}
