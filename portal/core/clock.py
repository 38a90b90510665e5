"""The only place that asks what time it is."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
MOMENT = timedelta(microseconds=1)
"""The shortest time there is."""


def now() -> datetime:
    """This instant, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - this is the doorway


def today() -> date:
    """The date in London, by which things fall due."""
    return now().astimezone(LONDON).date()


def end_of(day: date) -> datetime:
    """The instant at which a day in London is over."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON).astimezone(UTC)


def start_of(day: date) -> datetime:
    """The instant at which a day in London begins."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def first_day(since: datetime) -> date:
    """The first day on which something holds that begins at ``since``, by the London clock."""
    return since.astimezone(LONDON).date()


def last_day(until: datetime) -> date:
    """The last day on which something holds that ends at ``until``, by the London clock."""
    return (until - MOMENT).astimezone(LONDON).date()
