"""Files as they come, good and awful."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cli.load import sheet as reading
from portal.cli.load.sheet import Sheet, SheetRow, parse_sheet, read_sheet
from portal.core.errors import SetUpFailed


def test_a_row_has_the_number_it_has_in_a_spreadsheet() -> None:
    sheet = parse_sheet(b'Name,Note\nAda,"two\nlines"\n\n , \nBob,x\n', "a.csv")
    assert sheet.columns == ("Name", "Note")
    assert [(row.number, row.cells["name"]) for row in sheet.rows] == [(2, "Ada"), (5, "Bob")]
    assert sheet.rows[0].cells["note"] == "two\nlines"


@pytest.mark.parametrize(
    "raw",
    [
        "Name\nZoë\n".encode(),
        "\ufeffName\nZoë\n".encode(),
        "Name\r\nZoë\r\n".encode("cp1252"),
        'name \n"Zoë"'.encode(),
        "\n\nNAME\rZoë\r".encode(),
        " Name ,\n Zoë ,ignored\n".encode(),
    ],
)
def test_a_file_reads_the_same_however_it_was_saved(raw: bytes) -> None:
    (row,) = parse_sheet(raw, "a.csv").rows
    assert row.cells == {"name": "Zoë"}
    assert row.fault is None


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"\x00\x00", "not a text file"),
        (b"Name,Band,name\n", 'two columns "name"'),
        (b"PK\x03\x04...", "a spreadsheet workbook"),
        ("Name\nAda\n".encode("utf-16"), "in UTF-16"),
        (b"Name\n\x81\x8d\n", "neither UTF-8 nor Windows text"),
        (b'Name\nAda\n"Bob\nCy\n', "quotation mark"),
        (b'Name\n"Ada" Lovelace\n', "quotation mark"),
    ],
)
def test_a_file_that_is_no_csv_is_refused_with_a_sentence(raw: bytes, said: str) -> None:
    with pytest.raises(SetUpFailed, match=said) as refusal:
        parse_sheet(raw, "a.csv")
    assert str(refusal.value).endswith(".")


def test_a_row_with_too_few_or_too_many_cells_is_told_apart_and_the_rest_read() -> None:
    sheet = parse_sheet(b"Ref,Name\n1\n2,b,c\n3,d\n", "a.csv")
    assert sheet.rows == (
        SheetRow(2, {"ref": "1"}, "has 1 cells where the header has 2"),
        SheetRow(3, {"ref": "2", "name": "b"}, "has 3 cells where the header has 2"),
        SheetRow(4, {"ref": "3", "name": "d"}, None),
    )


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\x7f"])
def test_a_row_with_a_character_nobody_can_read_is_told_apart(letter: str) -> None:
    sheet = parse_sheet(f"Ref,Name\n1,a{letter}b\n2,c\n".encode(), "a.csv")
    assert [row.fault for row in sheet.rows] == ["holds a character that cannot be read", None]


def test_a_cell_of_a_million_characters_is_read() -> None:
    (row,) = parse_sheet(b"Name\n" + b"x" * 1_000_000, "a.csv").rows
    assert len(row.cells["name"]) == 1_000_000


def test_too_large_a_file_and_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LARGEST_FILE", 20)
    with pytest.raises(SetUpFailed, match="larger than 20 MB"):
        parse_sheet(b"x" * 21, "a.csv")
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    assert len(parse_sheet(b"n\n1\n2\n", "a.csv").rows) == 2
    with pytest.raises(SetUpFailed, match="more than 2 rows"):
        parse_sheet(b"n\n1\n2\n3\n", "a.csv")


def test_a_file_is_read_from_where_it_lies(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"Name\nAda\n")
    assert read_sheet(path) == Sheet("a.csv", ("Name",), (SheetRow(2, {"name": "Ada"}),))
    with pytest.raises(SetUpFailed, match="There is no file"):
        read_sheet(tmp_path / "b.csv")
    with pytest.raises(SetUpFailed, match="cannot be read"):
        read_sheet(tmp_path)


@given(st.one_of(st.binary(), st.text().map(str.encode), st.text(',"\r\n\x00a').map(str.encode)))
def test_any_bytes_are_read_or_refused_with_a_sentence(raw: bytes) -> None:
    try:
        sheet = parse_sheet(raw, "a.csv")
    except SetUpFailed as refusal:
        assert str(refusal).endswith(".")  # noqa: PT017 - a sheet is as good an answer
    else:
        assert all(row.number > 1 for row in sheet.rows)
