"""What the demonstration holds: the sample as of today, and a story that keeps the rules."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from portal.access.models import Given
from portal.agencies.models import Agency, Agreement, Gateway, Membership, Person, Receiver
from portal.cli.demonstration.filling import is_demonstration
from portal.cli.demonstration.people import PEOPLE
from portal.core import clock
from portal.groups.models import Grading, Group, PartnerSummary, Share, WorkingRecord
from portal.plans.models import Action
from portal.profiles.models import MonthlyCount, PublishedTotal
from portal.scoring.models import Review
from tests.cli.conftest import Answer, Installation, entries

README = Path(__file__).parents[2] / "README.md"


@pytest.fixture
def told(installation: Installation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Answer:
    """What ``portal demo`` says on a server of one's own."""
    monkeypatch.setattr("portal.cli.gate.examine", lambda *_: [])  # the test server is hasty
    monkeypatch.setenv("PORTAL_DATA", str(tmp_path))
    said = installation.run("demo", "--no-serve")
    assert said.code == 0, said.err
    return said


def _led_by(session: Session, email: str) -> set[str]:
    rows = session.scalars(
        select(WorkingRecord.external_reference)
        .join(Given, Given.group_id == WorkingRecord.group_id)
        .join(Membership, Membership.id == Given.recipient_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Given.via == "LRO", Person.email == email)
    )
    return set(rows)


def test_the_demonstration_keeps_the_rules_of_the_portal(
    told: Answer, installation: Installation
) -> None:
    assert all(one.email in told.out for one in PEOPLE)
    today = clock.today()
    with Session(installation.owner) as session:
        lead = aliased(Agency)
        shares = session.execute(
            select(Share, Gateway, Receiver, lead.kind, Agreement)
            .join(Gateway, Gateway.id == Share.gateway_id)
            .join(Receiver, Receiver.id == func.coalesce(Share.agency_id, Share.board_id))
            .join(Group, Group.id == Share.group_id)
            .join(lead, lead.id == Group.lead_agency_id)
            .join(Agreement, Agreement.id == Share.agreement_id)
        ).all()
        assert len(shares) == 8
        for share, gateway, receiver, kind, agreement in shares:
            assert gateway.from_kind in {"any", kind}
            assert gateway.to_kind in {"any", receiver.kind}
            assert share.purpose in agreement.purposes
            assert clock.end_of(today) < share.until <= clock.end_of(agreement.ends_on)
        # A lead agency chooses a gateway by its name, among those that start from its kind.
        offered = session.execute(select(Gateway.from_kind, Gateway.name)).all()
        assert len(offered) == len(set(offered))


def test_the_demonstration_is_of_today(told: Answer, installation: Installation) -> None:
    del told
    today = clock.today()
    with Session(installation.owner) as session:
        assert session.scalar(select(func.count()).where(Group.status == "active")) == 34
        newest = session.scalar(select(func.max(MonthlyCount.month)))
        assert newest == today.replace(day=1)
        due = session.scalars(select(Review.due_on)).all()
        assert min(due) < today + timedelta(days=31)
        overdue = select(func.count()).where(Action.due_on < today, Action.state != "done")
        assert session.scalar(overdue) == 1
        moved = session.scalars(
            select(PartnerSummary.operation_name)
            .join(Grading, Grading.group_id == PartnerSummary.group_id)
            .where(Grading.previous_band.is_not(None))
        ).all()
        assert moved == ["Op Sorrel"]
        assert session.scalar(select(func.count()).select_from(PublishedTotal)) == 12


def test_lead_officers_lead_the_groups_that_the_export_gives_them(
    told: Answer, installation: Installation
) -> None:
    del told
    with Session(installation.owner) as session:
        assert _led_by(session, "lro@nottspol.example") == {
            "NOTTS/0113", "NOTTS/0116", "NOTTS/0119", "NOTTS/0134", "NOTTS/0155", "NOTTS/0173",
        }  # fmt: skip
        for email in ("officer@county-ts", "officer@city-ts", "officer@hmrc", "officer@ie"):
            assert len(_led_by(session, f"{email}.example")) == 2
    events = [event for event, *_ in entries(installation.owner)]
    assert events.count("group.shared") == 7
    assert events.count("share.proposed") == 1
    assert events.count("records.loaded") == 5


def test_a_second_start_changes_nothing_and_a_reset_begins_afresh(
    told: Answer, installation: Installation
) -> None:
    del told
    before = entries(installation.owner)
    assert "kept as it was left" in installation.run("demo", "--no-serve").err
    assert entries(installation.owner) == before
    assert installation.run("demo", "--no-serve", "--reset").code == 0
    assert is_demonstration(installation.owner)
    assert entries(installation.owner) != before


def test_the_readme_names_everybody() -> None:
    text = README.read_text()
    for one in PEOPLE:
        local, at, host = one.email.partition("@")
        assert f"{local}{at}" in text
        assert host in text
