"""Seeing again as oneself, after seeing as somebody else or as all who are in a room."""

from __future__ import annotations

from portal.access.entry import see_as_oneself
from portal.access.policy import Right
from portal.access.sight import allow
from portal.audit.events import Event
from portal.audit.record import record


def return_to_own_view() -> None:
    """From the next page on, see as oneself."""
    allow(Right.OWN_VIEW_RETURN)
    record(Event.OWN_VIEW_RETURNED)
    see_as_oneself()
