"""The figures of the demonstration's export."""

from __future__ import annotations

from collections import Counter

from portal.cli.demonstration import AS_AT, demonstration_sheet
from portal.cli.load.agencies import read_agencies
from portal.cli.load.layouts import Kind
from portal.cli.load.monthly_counts import read_monthly_counts
from portal.cli.load.operation_results import read_operation_results
from portal.cli.load.report import Refusal
from portal.groups.rules import Area, GroupStatus, NominalStatus, presumed
from tests.cli.load.sheets import sample_groups, sample_nominals


def test_forty_two_groups_of_which_thirty_seven_load() -> None:
    groups, report = sample_groups()
    assert (report.rows, report.accepted, report.recognised) == (42, 37, 0)
    statuses = Counter(group.status for group in groups)
    assert statuses == {GroupStatus.ACTIVE: 34, GroupStatus.ARCHIVED: 3}


def test_each_bad_group_is_refused_on_its_row_with_its_reason() -> None:
    _groups, report = sample_groups()
    assert report.refused == (
        Refusal(8, "NOTTS/0903", "not a real date"),
        Refusal(19, "NOTTS/0902", "agency not known"),
        Refusal(28, "NOTTS/0901", "band is not 1A to 5C"),
        Refusal(30, "(blank)", "reference missing"),
        Refusal(43, "NOTTS/0113", "reference already used"),
    )


def test_the_first_of_two_groups_with_one_reference_stands() -> None:
    groups, _report = sample_groups()
    assert [it.operation for it in groups if it.reference == "NOTTS/0113"] == ["Op Juniper"]


def test_active_groups_by_lead_agency_and_band() -> None:
    active = [group for group in sample_groups()[0] if group.status is GroupStatus.ACTIVE]
    agencies = Counter(group.lead_agency for group in active)
    assert agencies == {"CITY-TS": 2, "HMRC": 2, "IE": 2, "NCC-TS": 2, "NOTTSPOL": 26}
    bands = Counter(group.band.value for group in active)
    expected = "1A 1B 2A 2A 2B 2B 2C 3A 3A 3A 3B 3B 3B 3B 3C 3C 3C 3C 4A 4A 4B 4B 4B 4B 4C 4C 4C 4C"
    assert bands == Counter([*expected.split(), "5A", "5B", "5B", "5B", "5C", "5C"])
    assert sum(presumed(group.band) for group in active) == 14
    assert sum(group.lead_officer is None for group in active) == 2


def test_three_hundred_and_two_nominals_of_whom_297_load() -> None:
    nominals, report = sample_nominals()
    assert (report.rows, report.accepted) == (302, 297)
    active = [nominal for nominal in nominals if nominal.status is NominalStatus.ACTIVE]
    areas = Counter(nominal.home_area for nominal in active)
    assert areas == {Area.CITY: 153, Area.COUNTY: 102}
    assert sum(len(nominal.groups) == 2 for nominal in active) == 24


def test_each_bad_nominal_is_refused_on_its_row_with_its_reason() -> None:
    _nominals, report = sample_nominals()
    assert report.refused == (
        Refusal(65, "N90003", "date of birth is in the future"),
        Refusal(173, "N90002", "not a real date"),
        Refusal(231, "N90004", "home area is not City or County"),
        Refusal(253, "N90001", "group not known"),
        Refusal(303, "N40106", "reference already used"),
    )


def test_a_formula_for_a_name_is_kept_as_text_and_pointed_out() -> None:
    nominals, report = sample_nominals()
    (odd,) = [nominal for nominal in nominals if nominal.reference == "N90005"]
    assert odd.surname == '=HYPERLINK("http://example.invalid")'
    assert odd.forename == "Zoë"
    (notice,) = report.neutralised
    assert (notice.row, notice.reference) == (15, "N90005")


def test_the_same_file_again_is_recognised_row_by_row() -> None:
    groups, first = sample_groups()
    again, second = sample_groups(known={group.reference: group.digest for group in groups})
    assert again == []
    assert (second.accepted, second.recognised, second.refused) == (0, 37, first.refused)
    nominals, first = sample_nominals()
    known = {nominal.reference: nominal.digest for nominal in nominals}
    _again, second = sample_nominals(known=known)
    assert (second.accepted, second.recognised, second.refused) == (0, 297, first.refused)


def test_the_other_files_load_whole() -> None:
    agencies, report = read_agencies(demonstration_sheet(Kind.AGENCIES), known={})
    assert (len(agencies), report.refused) == (14, ())
    months, report = read_monthly_counts(
        demonstration_sheet(Kind.MONTHLY_COUNTS), known={}, as_at=AS_AT
    )
    assert (len(months), report.refused) == (14, ())
    assert (months[-1].active_groups, months[-1].active_nominals) == (34, 255)
    results, report = read_operation_results(demonstration_sheet(Kind.OPERATION_RESULTS), known={})
    assert (len(results), report.refused) == (15, ())
    assert str(results[10].value) == "-1.2"
