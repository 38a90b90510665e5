"""``portal load``: the real command on the sample, against figures written here."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.access.models import DutyRecipient, Given
from portal.agencies.models import Agency, Membership, Person
from portal.cli.load.layouts import Kind
from portal.groups.models import Grading, Group, Involvement, Nominal, WorkingRecord
from portal.plans.models import OperationResult
from portal.profiles.models import MonthlyCount
from portal.scoring.models import Assessment, Review
from tests.cli.conftest import Installation, entries, sample_file

GROUPS_REFUSED = {
    "NOTTS/0113": "reference already used",
    "NOTTS/0901": "band is not 1A to 5C",
    "NOTTS/0902": "agency not known",
    "NOTTS/0903": "not a real date",
    "(blank)": "reference missing",
}
NOMINALS_REFUSED = {
    "N90001": "group not known",
    "N90002": "not a real date",
    "N90003": "date of birth is in the future",
    "N40106": "reference already used",
    "N90004": "home area is not City or County",
}
BY_LEAD = {"CITY-TS": 2, "HMRC": 2, "IE": 2, "NCC-TS": 2, "NOTTSPOL": 26}
BY_BAND = {
    "1A": 1, "1B": 1, "2A": 2, "2B": 2, "2C": 1, "3A": 3, "3B": 4, "3C": 4, "4A": 2, "4B": 4,
    "4C": 4, "5A": 1, "5B": 3, "5C": 2,
}  # fmt: skip


def _load(installation: Installation, kind: Kind) -> dict[str, object]:
    said = installation.run("load", kind.value, str(sample_file(kind)), "--json")
    assert said.code == 0
    figures = said.figures
    figures["refused"] = {one["reference"]: one["reason"] for one in figures["refused"]}
    return {key: figures[key] for key in ("rows", "accepted", "recognised", "refused")}


def test_the_sample_loads_with_the_expected_figures(installation: Installation) -> None:
    installation.load(Kind.AGENCIES)
    assert _load(installation, Kind.GROUPS) == {
        "rows": 42, "accepted": 37, "recognised": 0, "refused": GROUPS_REFUSED,
    }  # fmt: skip
    assert _load(installation, Kind.NOMINALS) == {
        "rows": 302, "accepted": 297, "recognised": 0, "refused": NOMINALS_REFUSED,
    }  # fmt: skip
    installation.load(Kind.MONTHLY_COUNTS, Kind.OPERATION_RESULTS)
    with Session(installation.owner) as session:
        active = Group.status == "active"
        assert Counter(
            session.scalars(
                select(Agency.code).join(Group, Group.lead_agency_id == Agency.id).where(active)
            )
        ) == Counter(BY_LEAD)
        assert Counter(
            session.scalars(
                select(Grading.band).join(Group, Group.id == Grading.group_id).where(active)
            )
        ) == Counter(BY_BAND)
        assert session.scalar(select(func.count()).where(Group.status == "archived")) == 3
        homes = session.scalars(select(Nominal.home_area).where(Nominal.status == "active"))
        assert Counter(homes) == {"city": 153, "county": 102}
        twice = (
            select(Involvement.nominal_id)
            .join(Nominal, Nominal.id == Involvement.nominal_id)
            .where(Nominal.status == "active")
            .group_by(Involvement.nominal_id)
            .having(func.count() == 2)
        )
        assert len(session.scalars(twice).all()) == 24
        unled = select(func.count()).where(
            WorkingRecord.lead_officer_name == "", WorkingRecord.group_id == Group.id, active
        )
        assert session.scalar(unled) == 2
        for model, number in (
            (Assessment, 37), (Review, 34), (MonthlyCount, 14), (OperationResult, 15)
        ):  # fmt: skip
            assert session.scalar(select(func.count()).select_from(model)) == number


def test_a_file_loaded_twice_is_recognised_and_changes_nothing(installation: Installation) -> None:
    installation.load(Kind.AGENCIES, Kind.GROUPS)
    before = entries(installation.owner)
    assert _load(installation, Kind.GROUPS) == {
        "rows": 42, "accepted": 0, "recognised": 37, "refused": GROUPS_REFUSED,
    }  # fmt: skip
    assert entries(installation.owner) == before
    with Session(installation.owner) as session:
        assert session.scalar(select(func.count()).select_from(Group)) == 37


def test_a_trial_says_the_same_and_keeps_nothing(installation: Installation) -> None:
    said = installation.run("load", "agencies", str(sample_file(Kind.AGENCIES)), "--dry-run")
    assert said.code == 0
    assert "14 accepted" in said.out
    assert "Nothing was changed" in said.out
    with Session(installation.owner) as session:
        assert session.scalar(select(func.count()).select_from(Agency)) == 0
    assert not entries(installation.owner)


def test_every_load_stands_on_the_record(installation: Installation) -> None:
    installation.load(Kind.AGENCIES, Kind.GROUPS)
    assert entries(installation.owner) == [
        ("records.loaded", "portal load agencies",
         {"kind": "agencies", "accepted": 14, "refused": 0}),
        ("records.loaded", "portal load groups",
         {"kind": "groups", "accepted": 37, "refused": 5}),
    ]  # fmt: skip


def test_groups_before_agencies_is_one_plain_line(installation: Installation) -> None:
    said = installation.run("load", "groups", str(sample_file(Kind.GROUPS)))
    assert said.line == ('There is no agency of the kind "police force": load the agencies first.')


def test_nominals_before_any_group_are_refused_in_one_line(installation: Installation) -> None:
    installation.load(Kind.AGENCIES)
    said = installation.run("load", "nominals", str(sample_file(Kind.NOMINALS)), "--dry-run")
    assert said.code == 1
    assert said.line == "There is no group that was loaded: load the groups first."


def test_a_missing_file_is_one_plain_line(installation: Installation) -> None:
    said = installation.run("load", "groups", "nowhere.csv")
    assert said.line == "There is no file nowhere.csv; check its name."


def test_a_file_without_a_needed_column_is_refused_naming_it(
    installation: Installation, tmp_path: Path
) -> None:
    installation.load(Kind.AGENCIES)
    file = tmp_path / "short.csv"
    file.write_text(sample_file(Kind.GROUPS).read_text("utf-8-sig").replace("Band,", "Grade,", 1))
    assert "Band" in installation.run("load", "groups", str(file)).line


def test_another_forces_columns_load_through_a_mapping_file(
    installation: Installation, tmp_path: Path
) -> None:
    installation.load(Kind.AGENCIES)
    file, mapping = tmp_path / "theirs.csv", tmp_path / "theirs.toml"
    file.write_text(sample_file(Kind.GROUPS).read_text("utf-8-sig").replace("Band,", "Grade,", 1))
    mapping.write_text('[columns]\nband = "Grade"\n')
    said = installation.run("load", "groups", str(file), "--mapping", str(mapping), "--json")
    assert said.figures["accepted"] == 37


def test_an_export_of_one_of_two_forces_must_say_whose_it_is(
    installation: Installation, tmp_path: Path
) -> None:
    installation.load(Kind.AGENCIES)
    file = tmp_path / "second.csv"
    file.write_text("Code,Name,Kind\nDERBYS,Derbyshire Constabulary,police force\n")
    assert installation.run("load", "agencies", str(file)).code == 0
    groups = str(sample_file(Kind.GROUPS))
    assert "--as" in installation.run("load", "groups", groups).line
    assert installation.run("load", "groups", groups, "--as", "NOTTSPOL").code == 0
    with Session(installation.owner) as session:
        theirs = (
            select(func.count())
            .select_from(Given)
            .join(DutyRecipient, DutyRecipient.id == Given.recipient_id)
            .join(Agency, Agency.id == DutyRecipient.agency_id)
            .where(Agency.code == "DERBYS")
        )
        assert session.scalar(theirs) == 0


def test_each_group_is_given_to_its_circle(installation: Installation) -> None:
    installation.load(Kind.AGENCIES, Kind.GROUPS)
    with Session(installation.owner) as session:
        given = session.execute(
            select(Agency.code, DutyRecipient.role, Given.via, func.count())
            .join(DutyRecipient, DutyRecipient.id == Given.recipient_id)
            .join(Agency, Agency.id == DutyRecipient.agency_id)
            .group_by(Agency.code, DutyRecipient.role, Given.via)
        ).all()
    found = {(code, role, via): count for code, role, via, count in given}
    standing = {("NOTTSPOL", "COO"), ("NOTTSPOL", "SCR"), ("EMSOU", "SCO")}
    assert {key: found[*key, "STANDING"] for key in standing} == dict.fromkeys(standing, 37)
    for code in ("NCC-TS", "CITY-TS", "HMRC", "IE"):
        assert found[code, "PRA", "LEAD"] == found[code, "SPC", "LEAD"] >= 2
    assert ("NOTTSPOL", "PRA", "LEAD") not in found


def test_a_lead_officer_added_after_the_load_is_given_the_groups_that_name_them(
    installation: Installation,
) -> None:
    installation.load(Kind.AGENCIES, Kind.GROUPS)
    with Session(installation.owner) as session:
        assert not session.scalars(select(Given.id).where(Given.via == "LRO")).all()
    installation.add("lro@nottspol.example", "DI T. Oldmere", "NOTTSPOL", "LRO")
    with Session(installation.owner) as session:
        led = session.scalars(
            select(WorkingRecord.lead_officer_name)
            .join(Given, Given.group_id == WorkingRecord.group_id)
            .join(Membership, Membership.id == Given.recipient_id)
            .join(Person, Person.id == Membership.person_id)
            .where(Given.via == "LRO", Person.email == "lro@nottspol.example")
        ).all()
    assert set(led) == {"DI T. Oldmere"}
    assert len(led) == 6
