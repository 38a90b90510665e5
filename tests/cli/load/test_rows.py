"""Rows, good and bad, of every kind of file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.cli.load.agencies import read_agencies
from portal.cli.load.groups import GroupRow, read_groups
from portal.cli.load.layouts import LAYOUTS, Kind
from portal.cli.load.monthly_counts import read_monthly_counts
from portal.cli.load.nominals import read_nominals
from portal.cli.load.operation_results import read_operation_results
from portal.cli.load.report import Report
from portal.cli.load.rows import Loaded
from portal.cli.load.sheet import Sheet
from portal.groups.rules import Area, Band, GroupStatus, Theme, Tier
from tests.cli.load.sheets import a_sheet, written

AS_AT = date(2015, 5, 31)

READERS: dict[Kind, Callable[[Sheet], tuple[Sequence[Loaded], Report]]] = {
    Kind.AGENCIES: lambda sheet: read_agencies(sheet, known={}),
    Kind.GROUPS: lambda sheet: read_groups(sheet, agencies={"TS"}, known={}, as_at=AS_AT),
    Kind.NOMINALS: lambda sheet: read_nominals(sheet, groups={"G1", "G2"}, known={}, as_at=AS_AT),
    Kind.MONTHLY_COUNTS: lambda sheet: read_monthly_counts(sheet, known={}, as_at=AS_AT),
    Kind.OPERATION_RESULTS: lambda sheet: read_operation_results(sheet, known={}),
}

BAD = [
    (Kind.AGENCIES, "Code", "", "reference missing"),
    (Kind.AGENCIES, "Code", "a code", "code is not 1 to 20 letters, digits and hyphens"),
    (Kind.AGENCIES, "Name", " ", "name missing"),
    (Kind.AGENCIES, "Kind", "", "kind missing"),
    (Kind.GROUPS, "OCG Ref", "", "reference missing"),
    (Kind.GROUPS, "OCG Ref", "x" * 201, "OCG Ref is longer than 200 characters"),
    (Kind.GROUPS, "OCG Ref", "x" * 100_000, "reference is longer than 400 characters"),
    (Kind.GROUPS, "Operation", "", "name missing"),
    (Kind.GROUPS, "Operation", "x" * 100_000, "Operation is longer than 200 characters"),
    (Kind.GROUPS, "Status", "Alive", "status not known"),
    (Kind.GROUPS, "Lead Agency", "TSB", "agency not known"),
    (Kind.GROUPS, "Lead Agency", "", "agency not known"),
    (Kind.GROUPS, "Area", "Shire", "area is not City or County"),
    (Kind.GROUPS, "District", "Leicester", "district not known"),
    (Kind.GROUPS, "District", "Nottingham City", "district is not in the County"),
    (Kind.GROUPS, "Primary Theme", "", "theme not known"),
    (Kind.GROUPS, "Other Themes", "Drugs; Piracy", "theme not known"),
    (Kind.GROUPS, "Date Mapped", "31/02/2015", "not a real date"),
    (Kind.GROUPS, "Date Mapped", "01/01/0015", "not a real date"),
    (Kind.GROUPS, "Date Mapped", "2015-01-02", "not a real date"),
    (Kind.GROUPS, "Date Mapped", "01/06/2015", "date mapped is in the future"),
    (Kind.GROUPS, "Last Scored", "", "not a real date"),
    (Kind.GROUPS, "Last Scored", "01/06/2015", "date last scored is in the future"),
    (Kind.GROUPS, "Threat Score", "101", "score is not a whole number 0 to 100"),
    (Kind.GROUPS, "Threat Score", "-1", "score is not a whole number 0 to 100"),
    (Kind.GROUPS, "Threat Score", "4.5", "score is not a whole number 0 to 100"),
    (Kind.GROUPS, "Threat Score", "٤٨", "score is not a whole number 0 to 100"),
    (Kind.GROUPS, "Threat Score", "", "score is not a whole number 0 to 100"),
    (Kind.GROUPS, "Band", "6D", "band is not 1A to 5C"),
    (Kind.GROUPS, "Band", "", "band is not 1A to 5C"),
    (Kind.GROUPS, "Tier", "5", "tier is not 1 to 4"),
    (
        Kind.GROUPS,
        "Partner Summary",
        "x" * 100_000,
        "Partner Summary is longer than 20,000 characters",
    ),
    (Kind.GROUPS, "Partner Summary", "a\x00b", "holds a character that cannot be read"),
    (Kind.NOMINALS, "Nominal Ref", "", "reference missing"),
    (Kind.NOMINALS, "Surname", "", "name missing"),
    (Kind.NOMINALS, "Date of Birth", "12/13/1984", "not a real date"),
    (Kind.NOMINALS, "Date of Birth", "01/06/2015", "date of birth is in the future"),
    (Kind.NOMINALS, "OCG Refs", "", "group missing"),
    (Kind.NOMINALS, "OCG Refs", "G1; G3", "group not known"),
    (Kind.NOMINALS, "Role", "Boss", "role not known"),
    (Kind.NOMINALS, "Home Area", "Shire", "home area is not City or County"),
    (Kind.NOMINALS, "Home District", "Leicester", "district not known"),
    (Kind.NOMINALS, "Active", "?", "status not known"),
    (Kind.MONTHLY_COUNTS, "Month", "", "reference missing"),
    (Kind.MONTHLY_COUNTS, "Month", "2014-13", "month is not YYYY-MM"),
    (Kind.MONTHLY_COUNTS, "Month", "0001-01", "month is not YYYY-MM"),
    (Kind.MONTHLY_COUNTS, "Month", "Apr 2014", "month is not YYYY-MM"),
    (Kind.MONTHLY_COUNTS, "Month", "2015-06", "month is in the future"),
    (Kind.MONTHLY_COUNTS, "Active OCGs", "many", "value is not a number"),
    (Kind.MONTHLY_COUNTS, "High Risk OCGs", "44", "high-risk count is above the active count"),
    (Kind.OPERATION_RESULTS, "Operation", "", "reference missing"),
    (Kind.OPERATION_RESULTS, "Strand", "Ponder", "strand not known"),
    (Kind.OPERATION_RESULTS, "From", "2015-02-29", "not a real date"),
    (Kind.OPERATION_RESULTS, "To", "2014-03-31", "period ends before it begins"),
    (Kind.OPERATION_RESULTS, "Value", "1e9", "value is not a number"),
    (Kind.OPERATION_RESULTS, "Value", "NaN", "value is not a number"),
]


@pytest.mark.parametrize(("kind", "column", "text", "reason"), BAD)
def test_a_bad_row_is_refused_with_its_reason_and_the_good_one_loads(
    kind: Kind, column: str, text: str, reason: str
) -> None:
    rows, report = READERS[kind](a_sheet(kind, {column: text}, {}))
    assert [(refusal.row, refusal.reason) for refusal in report.refused] == [(2, reason)]
    assert (report.rows, report.accepted, len(rows)) == (2, 1, 1)


def test_a_group_is_read_field_by_field() -> None:
    (group,), _report = read_groups(
        a_sheet(Kind.GROUPS, {}), agencies={"TS"}, known={}, as_at=AS_AT
    )
    assert group == GroupRow(
        row=2,
        reference="G1",
        operation="Op Sorrel",
        status=GroupStatus.ACTIVE,
        lead_agency="TS",
        lead_officer="DI T. Oldmere",
        area=Area.COUNTY,
        district="Ashfield",
        theme=Theme.CYBER,
        other_themes=(Theme.DRUGS, Theme.FRAUD),
        mapped_on=date(2012, 4, 2),
        score=48,
        band=Band.B3C,
        tier=Tier.TWO,
        last_scored=date(2015, 4, 4),
        summary="A summary.",
        narrative="A narrative.",
        digest=group.digest,
    )


def test_what_may_be_blank_is_none_and_a_theme_stands_once() -> None:
    blank = {"Lead Responsible Officer": "", "District": "", "Partner Summary": ""}
    themes = {"Primary Theme": "drugs", "Other Themes": "Drugs;FRAUD ; fraud;"}
    (group,), _report = read_groups(
        a_sheet(Kind.GROUPS, {**blank, **themes}), agencies={"TS"}, known={}, as_at=AS_AT
    )
    assert (group.lead_officer, group.district, group.summary) == (None, None, "")
    assert (group.theme, group.other_themes) == (Theme.DRUGS, (Theme.FRAUD,))


def test_a_nominal_is_in_each_of_their_groups_once() -> None:
    (nominal,), _report = read_nominals(
        a_sheet(Kind.NOMINALS, {"OCG Refs": "G2;G1; G2", "Forename": ""}),
        groups={"G1", "G2"},
        known={},
        as_at=AS_AT,
    )
    assert (nominal.groups, nominal.forename) == (("G2", "G1"), "")


def test_a_fall_is_a_result_too() -> None:
    (result,), _report = read_operation_results(
        a_sheet(Kind.OPERATION_RESULTS, {"Value": "-1.2"}), known={}
    )
    assert result.value == Decimal("-1.2")


def test_a_used_reference_with_another_content_is_refused() -> None:
    sheet = a_sheet(Kind.AGENCIES, {})
    (agency,), _report = read_agencies(sheet, known={})
    rows, report = read_agencies(sheet, known={"TS": agency.digest})
    assert (rows, report.recognised, report.refused) == ([], 1, ())
    rows, report = read_agencies(
        a_sheet(Kind.AGENCIES, {"Name": "Another"}), known={"TS": agency.digest}
    )
    assert (rows, report.recognised) == ([], 0)
    assert [refusal.reason for refusal in report.refused] == ["reference already used"]


def test_the_first_good_row_with_a_reference_wins() -> None:
    rows, report = read_agencies(
        a_sheet(Kind.AGENCIES, {"Name": ""}, {"Name": "First"}, {"Name": "Second"}, {}), known={}
    )
    assert [row.name for row in rows] == ["First"]
    assert [refusal.row for refusal in report.refused] == [2, 4, 5]


def test_a_row_of_the_wrong_width_is_refused_under_its_reference() -> None:
    _rows, report = read_agencies(
        written(["Code", "Name", "Kind"], [["TS", "Trading Standards"]]), known={}
    )
    (refusal,) = report.refused
    assert (refusal.reference, refusal.reason) == ("TS", "has 2 cells where the header has 3")


def test_a_reference_is_printed_on_one_line_whatever_it_holds() -> None:
    sheet = a_sheet(Kind.AGENCIES, {"Code": "a\u202eb\nc"}, {"Code": "x" * 90})
    _rows, report = read_agencies(sheet, known={})
    assert [refusal.reference for refusal in report.refused] == ["a?b c", "x" * 79 + "…"]


@pytest.mark.parametrize("start", ["=1+1", "+44", "-1", "@SUM(A1)"])
def test_a_text_like_a_formula_loads_and_is_pointed_out(start: str) -> None:
    rows, report = read_agencies(a_sheet(Kind.AGENCIES, {"Name": start}), known={})
    assert [row.name for row in rows] == [start]
    assert [(it.row, it.reference) for it in report.neutralised] == [(2, "TS")]


@pytest.mark.parametrize("kind", Kind)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_every_row_is_accepted_recognised_or_refused(kind: Kind, data: st.DataObject) -> None:
    columns = [field.column for field in LAYOUTS[kind].fields]
    texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
    changes = st.dictionaries(st.sampled_from(columns), texts)
    sheet = a_sheet(kind, *data.draw(st.lists(changes, max_size=6)))
    rows, report = READERS[kind](sheet)
    assert report.accepted == len(rows) == len({row.reference for row in rows})
    assert report.rows == report.accepted + report.recognised + len(report.refused)
