"""Rows of the path and the life of groups, for tests that walk every page."""

from __future__ import annotations

from datetime import timedelta

from portal.core import clock
from portal.core.db import Base
from portal.groups.models import (
    Closure,
    DefinitionAnswer,
    Handover,
    IntelligenceItem,
    SpottingReport,
    Team,
    TeamMember,
    Training,
    Trigger,
    TriggerMove,
)
from tests.cast import PEOPLE, SENSITIVE, canary, ident

TRIGGERS = "/groups/triggers"
REPORT = f"/groups/spotting-reports/{ident('report county')}"
OFFER = f"/groups/hand-overs/{ident('offer juniper')}"
PROPOSAL = f"/groups/archivings/{ident('proposal juniper')}"
ITEM = f"/groups/intelligence/{ident('item sorrel')}"
COUNTY, LRO, OTHER, COORDINATOR = (
    "officer@county-ts.example", "lro@nottspol.example", "other-lro@nottspol.example",
    "coordinator@nottspol.example",
)  # fmt: skip


def _who(email: str) -> dict[str, object]:
    return {"agency_id": ident(PEOPLE[email][0]), "made_by_id": ident(f"membership {email}")}


def a_trigger(name: str, state: str, email: str = COUNTY) -> Trigger:
    """A trigger as it could stand."""
    now = clock.now()
    return Trigger(
        id=ident(f"trigger {name}"), reference=f"TRG-{canary('trigger ' + name)[2:6].upper()}-TEST",
        avenue="partnership", source_code=canary(f"source {name}"),
        name_of_record=canary(f"record {name}"), summary=canary(f"development {name}"),
        area="county", theme="drugs", other_themes=[], state=state,
        state_since=now - timedelta(days=9), made_at=now - timedelta(days=20), marking=SENSITIVE,
        **_who(email),
    )  # fmt: skip


def rows() -> list[Base]:
    """A trigger in each part of the path, a report, an offer, a proposal, an item, a team."""
    now, today = clock.now(), clock.today()
    made: list[Base] = [
        a_trigger("fresh", "draft"),
        a_trigger("kept", "draft"),
        a_trigger("ripe", "sent_to_ocgm"),
        a_trigger("theirs", "submitted", "officer@hmrc.example"),
    ]
    made += [
        Handover(
            id=ident(f"offer {name}"), group_id=ident(name),
            group_reference=canary(f"offered {name}"),
            to_membership_id=ident(f"membership {to}") if "@" in to else None,
            to_agency_id=None if "@" in to else ident(to), note=canary(f"offer note {name}"),
            residual_until=None, offered_at=now, offered_by_id=ident(f"membership {by}"),
            state="offered", answer="", marking=SENSITIVE,
        )
        for name, to, by in (("juniper", OTHER, COORDINATOR), ("hawthorn", "CITY-TS", OTHER))
    ]  # fmt: skip
    made += [
        Closure(
            id=ident(f"proposal {name}"), group_id=ident(name), kind="archive",
            reason="dismantled_by_prosecution", evidence=canary(f"evidence {name}"),
            residual_risk=canary(f"risk {name}"), reopen_triggers=canary(f"reopen {name}"),
            proposed_at=now, proposed_by_id=ident(f"membership {OTHER}"), state="proposed",
            answer="", marking=SENSITIVE,
        )
        for name in ("juniper", "hawthorn")
    ]  # fmt: skip
    made += [
        IntelligenceItem(
            id=ident(f"item {name}"), group_id=ident(name), reference=f"NP/IR/{name.upper()}",
            received_on=today - timedelta(days=5), added_at=now,
            added_by_id=ident(f"membership {COORDINATOR}"), outcome="", marking=SENSITIVE,
        )
        for name in ("sorrel", "juniper", "bracken")
    ]  # fmt: skip
    made += [
        Training(
            id=ident(f"training {email}"), membership_id=ident(f"membership {email}"),
            agency_id=ident(PEOPLE[email][0]), course="spotting",
            passed_on=today - timedelta(days=20), expires_on=today + timedelta(days=400),
            recorded_at=now, recorded_by_id=ident(f"membership {COORDINATOR}"),
        )
        for email in (COUNTY, LRO)
    ]  # fmt: skip
    return [*made, _team(), _report("county", COUNTY), _report("force", LRO)]


def later() -> list[Base]:
    """What names the rows above."""
    return [
        TriggerMove(
            id=ident("move"), trigger_id=ident("trigger fresh"), from_state="draft",
            to_state="submitted", reason=canary("move reason"), moved_at=clock.now(),
            moved_by_id=ident(f"membership {COUNTY}"),
        ),
        DefinitionAnswer(
            id=ident("answer"), trigger_id=ident("trigger fresh"), question="intent",
            answer="yes", basis=canary("basis"), evidence_on=clock.today(),
            answered_at=clock.now(), answered_by_id=ident(f"membership {COUNTY}"),
        ),
        TeamMember(team_id=ident("team"), membership_id=ident(f"membership {LRO}")),
    ]  # fmt: skip


def _team() -> Team:
    return Team(
        id=ident("team"), agency_id=ident("NOTTSPOL"), name=canary("team"),
        purpose=canary("team purpose"), made_at=clock.now(),
        made_by_id=ident(f"membership {COORDINATOR}"),
    )  # fmt: skip


def _report(name: str, email: str) -> SpottingReport:
    return SpottingReport(
        id=ident(f"report {name}"), reference=f"SPT-{canary('report ' + name)[2:6].upper()}-TEST",
        agency_id=ident(PEOPLE[email][0]), observer_id=ident(f"membership {email}"),
        signs=canary(f"signs {name}"), place=canary(f"spot {name}"), seen_on=clock.today(),
        theme="drugs", filed_at=clock.now(), state="received", answer="", marking=SENSITIVE,
    )  # fmt: skip
