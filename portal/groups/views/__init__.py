"""The pages of groups, a file for each noun."""

from __future__ import annotations

from portal.access.policy import Right
from portal.groups.views import (
    approval,
    bulk,
    decisions,
    deconfliction,
    explain,
    glass,
    history,
    ledger,
    lent_people,
    links,
    nominals,
    origin,
    overview,
    people,
    recall,
    recertification,
    register,
    renewal,
    renewals,
    requests,
    seeing,
    sharing,
    summary,
)
from portal.groups.views.blueprint import bp
from portal.groups.views.life import closures, intelligence, status
from portal.groups.views.officers import duties, handovers, teams, training
from portal.groups.views.path import mapping, spotting, triggers
from portal.groups.views.work import work
from portal.web.rooms import Place

PLACES: tuple[Place, ...] = (
    Place("Groups", "groups.list_groups", Right.GROUP_LIST),
    Place("Check a person", "groups.ask_about_person", Right.DECONFLICT),
    Place("Deconfliction", "groups.set_answer", Right.DECONFLICTION_SET, is_seldom=True),
    Place("Triggers", "groups.list_triggers", Right.TRIGGER_LIST),
    Place("Disclosures", "groups.show_ledger", Right.LEDGER_SEARCH, is_seldom=True),
    Place("Break-glass", "groups.list_glass", Right.GLASS_LIST, is_seldom=True),
)

__all__ = [
    "PLACES",
    "approval",
    "bp",
    "bulk",
    "closures",
    "decisions",
    "deconfliction",
    "duties",
    "explain",
    "glass",
    "handovers",
    "history",
    "intelligence",
    "ledger",
    "lent_people",
    "links",
    "mapping",
    "nominals",
    "origin",
    "overview",
    "people",
    "recall",
    "recertification",
    "register",
    "renewal",
    "renewals",
    "requests",
    "seeing",
    "sharing",
    "spotting",
    "status",
    "summary",
    "teams",
    "training",
    "triggers",
    "work",
]
