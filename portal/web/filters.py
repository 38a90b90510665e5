"""Dates, times and numbers in the words of a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from portal.core.clock import LONDON, today

SOON = 14

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def _london(when: date) -> date:
    """The same moment by the London clock; a plain date is left alone."""
    if not isinstance(when, datetime):
        return when
    if when.tzinfo is None:
        raise ValueError("a time without a zone cannot be shown")
    return when.astimezone(LONDON)


def long_date(when: date) -> str:
    """The day, as "6 June 2015"."""
    day = _london(when)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month(when: date) -> str:
    """The month, as "June 2015"."""
    day = _london(when)
    return f"{MONTHS[day.month - 1]} {day.year}"


def clock(when: datetime) -> str:
    """The time in London, as "2:32pm"; also "midnight" and "midday"."""
    there = _london(when)
    if not isinstance(there, datetime):
        raise TypeError("a day has no time")
    if there.minute == 0 and there.hour in (0, 12):
        return "midday" if there.hour else "midnight"
    half = "am" if there.hour < 12 else "pm"
    return f"{(there.hour - 1) % 12 + 1}:{there.minute:02}{half}"


def moment(when: date) -> str:
    """A day alone, or with its time: "6 June 2015 at 2:32pm"."""
    if isinstance(when, datetime):
        return f"{long_date(when)} at {clock(when)}"
    return long_date(when)


def machine_time(when: date) -> str:
    """A day or time as the ``datetime`` attribute wants it."""
    if isinstance(when, datetime):
        return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return when.isoformat()


def number(value: float) -> str:
    """A number with commas: "1,234"."""
    return f"{value:,}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 group", "3 groups", "2 agencies"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


@dataclass(frozen=True, slots=True)
class Due:
    """How near a date is: ``words`` are empty while it is far off."""

    state: str
    words: str


def due(when: date, on: date | None = None) -> Due:
    """Whether ``when`` is overdue, due soon or far off, seen from today in London."""
    days = (when - (on or today())).days
    if days < 0:
        return Due("overdue", f"{plural(-days, 'day')} overdue")
    if days == 0:
        return Due("soon", "Due today")
    if days <= SOON:
        return Due("soon", f"Due in {plural(days, 'day')}")
    return Due("later", "")


FILTERS: dict[str, Callable[..., Any]] = {
    "long_date": long_date,
    "month": month,
    "clock": clock,
    "moment": moment,
    "machine_time": machine_time,
    "number": number,
    "plural": plural,
    "due": due,
}
