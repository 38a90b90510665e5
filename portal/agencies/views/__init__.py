"""The pages of agencies and of their people, a file for each noun."""

from __future__ import annotations

from portal.access.policy import Right
from portal.agencies.views import (
    agreements,
    changes,
    circles,
    entry,
    gateways,
    handling,
    invitations,
    own_view,
    people,
    recertification,
    register,
    shared_views,
    signing,
)
from portal.agencies.views.blueprint import bp
from portal.agencies.views.work import work
from portal.web.rooms import Place

PLACES: tuple[Place, ...] = (
    Place("Agreements", "agencies.list_agreements", Right.AGREEMENT_LIST, is_seldom=True),
    Place("Sharing circles", "agencies.list_circles", Right.CIRCLE_MAKE, is_seldom=True),
    Place("Views", "agencies.list_views", Right.VIEW_PROPOSE, is_seldom=True),
    Place("Agencies", "agencies.list_agencies", Right.AGENCY_LIST, is_seldom=True),
    Place("Confirm access", "agencies.show_rounds", Right.ROUND_RUN, is_seldom=True),
)

__all__ = [
    "PLACES",
    "agreements",
    "bp",
    "changes",
    "circles",
    "entry",
    "gateways",
    "handling",
    "invitations",
    "own_view",
    "people",
    "recertification",
    "register",
    "shared_views",
    "signing",
    "work",
]
