"""Another force's columns, words, dates and districts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from portal.cli.load.groups import read_groups
from portal.cli.load.layouts import LAYOUTS, Kind
from portal.cli.load.mapping import built_in, check_columns, parse_mapping, read_mapping
from portal.cli.load.nominals import read_nominals
from portal.core.errors import SetUpFailed
from portal.groups.rules import Area, GroupStatus, NominalStatus, Theme
from tests.cli.load.sheets import GOOD, a_sheet, written

AS_AT = date(2026, 1, 1)

OTHER_FORCE = """
[columns]
reference = "URN"
district = "Borough"
[values.status]
"Live" = "active"
[values.theme]
"Fags" = "illicit_tobacco_and_goods"
[values.lead_agency]
"Leicester Trading Standards" = "LTS"
[dates]
format = "%Y.%m.%d"
[lists]
separator = "|"
[districts]
"Leicester" = "city"
"""


@pytest.mark.parametrize("kind", Kind)
def test_a_file_without_a_needed_column_is_refused_naming_it(kind: Kind) -> None:
    for field in LAYOUTS[kind].fields:
        sheet = a_sheet(kind, {}, without=[field.column])
        if not field.needed:
            check_columns(sheet, built_in(kind))
            continue
        with pytest.raises(SetUpFailed) as refusal:
            check_columns(sheet, built_in(kind))
        assert str(refusal.value) == (
            f'The file has no column "{field.column}"; add it or name another in a mapping file.'
        )


def test_all_missing_columns_are_named_at_once() -> None:
    with pytest.raises(SetUpFailed, match='no columns "Band" and "Tier"; add them'):
        check_columns(a_sheet(Kind.GROUPS, {}, without=["Band", "Tier"]), built_in(Kind.GROUPS))


def test_another_forces_groups_are_read_by_its_mapping_file(tmp_path: Path) -> None:
    path = tmp_path / "leicester.toml"
    path.write_text(OTHER_FORCE, "utf-8")
    cells = {
        **GOOD[Kind.GROUPS],
        "Status": "LIVE",
        "Primary Theme": "Fags",
        "Other Themes": "Drugs|Fraud",
        "Lead Agency": "Leicester  trading standards",
        "Area": "City",
        "District": "leicester",
        "Date Mapped": "2012.04.02",
        "Last Scored": "2015.04.04",
    }
    names = {"OCG Ref": "URN", "District": "Borough"}
    sheet = written([names.get(column, column) for column in cells], [list(cells.values())])
    (group,), report = read_groups(
        sheet, agencies={"LTS"}, known={}, as_at=AS_AT, mapping=read_mapping(Kind.GROUPS, path)
    )
    assert report.refused == ()
    assert (group.reference, group.status) == ("G1", GroupStatus.ACTIVE)
    assert (group.theme, group.other_themes) == (Theme.ILLICIT_TOBACCO, (Theme.DRUGS, Theme.FRAUD))
    assert (group.lead_agency, group.area, group.district) == ("LTS", Area.CITY, "Leicester")
    assert group.mapped_on == date(2012, 4, 2)


def test_a_column_that_a_mapping_file_names_must_be_there() -> None:
    mapping = parse_mapping(Kind.GROUPS, '[columns]\nnarrative = "Story"', "m.toml")
    with pytest.raises(SetUpFailed, match='no column "Story"'):
        check_columns(a_sheet(Kind.GROUPS, {}), mapping)


def test_a_status_may_be_said_in_the_forces_own_words() -> None:
    mapping = parse_mapping(Kind.NOMINALS, '[values.status]\n"Died" = "deceased"', "m.toml")
    sheet = a_sheet(Kind.NOMINALS, {"Active": "died"}, {"Nominal Ref": "N2", "Active": "no"})
    rows, _report = read_nominals(sheet, groups={"G1"}, known={}, as_at=AS_AT, mapping=mapping)
    assert [row.status for row in rows] == [NominalStatus.DECEASED, NominalStatus.INACTIVE]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[columns", "is not TOML"),
        ("[colums]", 'has a table "colums"; use one of columns'),
        ('[columns]\nrefrence = "URN"', 'has a field "refrence"; use one of reference'),
        ("[columns]\nreference = 3", "must hold texts in quotes"),
        ("columns = 3", "must hold texts in quotes"),
        ("values = 3", "must hold tables"),
        ('[values.operation]\n"a" = "b"', 'has a table of values "operation"'),
        ('[values.status]\n"Live" = "alive"', 'gives "alive" as a value of status; use one of'),
        ('[dates]\nformat = "%d/%m"', "does not make a whole date"),
        ('[dates]\nformat = "%"', "does not make a whole date"),
        ('[districts]\n"Leicester" = "shire"', 'has an area "shire"; use one of city, county'),
    ],
)
def test_a_mistaken_mapping_file_is_refused_with_a_sentence(text: str, said: str) -> None:
    with pytest.raises(SetUpFailed, match=said.replace("[", r"\[")):
        parse_mapping(Kind.GROUPS, text, "m.toml")


def test_a_mapping_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SetUpFailed, match="no mapping file"):
        read_mapping(Kind.GROUPS, tmp_path / "none.toml")
    path = tmp_path / "m.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SetUpFailed, match="cannot be read as UTF-8"):
        read_mapping(Kind.GROUPS, path)
