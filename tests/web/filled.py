"""Every form of the portal, filled in so that it is taken, by somebody who may send it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from portal.core import clock
from tests.cast import ident

LRO = "lro@nottspol.example"
SRO = "sro@nottspol.example"
COORDINATOR = "coordinator@nottspol.example"
OFFICER = "officer@county-ts.example"
SECRETARY = "secretary.noceg@nottingham-city.example"
CHAIR = "chair.noceg@nottingham-city.example"
MEMBER = "member.noceg@nottingham-city.example"
SORREL = f"/groups/{ident('sorrel')}"
Sent = dict[str, str | list[str]]


def day(ahead: int) -> list[str]:
    """A day to come, as its three boxes send it."""
    wanted = clock.today() + timedelta(days=ahead)
    return [str(wanted.day), str(wanted.month), str(wanted.year)]


@dataclass(frozen=True)
class Filled:
    """One form: where it is, who sends it, what it takes, and what of that is of which kind."""

    path: str
    sender: str
    fields: Sent
    texts: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    takes: int = 303
    """What it answers when all is well: a form in two steps shows the second."""
    another: str = ""
    """Somebody else who may send it."""
    step: Sent = field(default_factory=dict)
    """What its button sends."""


FORMS = {
    "plans.log_action": Filled(
        f"{SORREL}/actions/new", OFFICER,
        {"strand": "protect", "step": "Fit a camera", "success": "Fewer visits",
         "due_on": day(30), "readers": "few",
         "owner": str(ident(f"membership {OFFICER}"))},
        ("step", "success"), ("due_on",), ("strand", "readers", "owner"), another=LRO,
    ),
    "plans.update_action": Filled(
        f"/actions/{ident('action own')}/update", OFFICER,
        {"state": "blocked", "text": "No ladder"}, ("text",), (), ("state",),
    ),
    "boards.make_meeting": Filled(
        f"/boards/{ident('NOCEG')}/meetings/new", SECRETARY,
        {"held_on": day(40), "place": "Loxley House", "items": []},
        ("place",), ("held_on",), ("items",), ("items",), another=CHAIR,
    ),
    "boards.report_stream": Filled(
        f"/work-streams/{ident('stream NOCEG')}/report", MEMBER,
        {"progress": "amber", "note": "Waiting for a date"}, ("note",), (), ("progress",),
    ),
    "groups.edit_summary": Filled(
        f"{SORREL}/partner-summary", LRO, {"text": "They sell from a van"}, ("text",),
    ),
    "groups.write_decision": Filled(
        f"{SORREL}/decisions/new", LRO, {"kind": "decision", "text": "Wait a week"},
        ("text",), (), ("kind",), another=SRO,
    ),
    "groups.share_group": Filled(
        f"{SORREL}/share", LRO,
        {"recipient": str(ident("CITY-TS")), "view": "2", "purpose": "disruption",
         "gateway": str(ident("gateway")), "agreement": str(ident("agreement")),
         "last_day": day(60)},
        (), ("last_day",), ("recipient", "view", "purpose", "gateway", "agreement"),
        takes=200, step={"step": "check"},
    ),
    "groups.revoke_share": Filled(
        f"/groups/shares/{ident('share sorrel HMRC')}/revoke", LRO, {},
    ),
    "profiles.publish_totals": Filled("/totals/publish", COORDINATOR, {}),
}  # fmt: skip
"""By endpoint; a page that takes posts and is not here turns a test red."""
