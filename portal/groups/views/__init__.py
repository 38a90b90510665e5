"""The pages of groups, a file for each noun."""

from __future__ import annotations

from portal.access.policy import Right
from portal.groups.views import (
    decisions,
    history,
    overview,
    people,
    register,
    sharing,
    summary,
)
from portal.groups.views.blueprint import bp
from portal.groups.views.work import work
from portal.web.rooms import Place

PLACES: tuple[Place, ...] = (Place("Groups", "groups.list_groups", Right.GROUP_LIST),)

__all__ = [
    "PLACES",
    "bp",
    "decisions",
    "history",
    "overview",
    "people",
    "register",
    "sharing",
    "summary",
    "work",
]
