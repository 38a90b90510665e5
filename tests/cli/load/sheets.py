"""Sheets for the tests: the demonstration's, and small ones written in place."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from portal.cli.demonstration import AS_AT, demonstration_sheet
from portal.cli.load.agencies import read_agencies
from portal.cli.load.groups import GroupRow, read_groups
from portal.cli.load.layouts import LAYOUTS, Kind
from portal.cli.load.nominals import NominalRow, read_nominals
from portal.cli.load.report import Report
from portal.cli.load.sheet import Sheet, parse_sheet

GOOD: Mapping[Kind, Mapping[str, str]] = {
    Kind.AGENCIES: {"Code": "TS", "Name": "Trading Standards", "Kind": "Trading standards"},
    Kind.GROUPS: {
        "OCG Ref": "G1",
        "Operation": "Op Sorrel",
        "Status": "Active",
        "Lead Agency": "TS",
        "Lead Responsible Officer": "DI T. Oldmere",
        "Area": "County",
        "District": "Ashfield",
        "Primary Theme": "Cyber crime",
        "Other Themes": "Drugs; Fraud",
        "Date Mapped": "02/04/2012",
        "Threat Score": "48",
        "Band": "3C",
        "Tier": "2",
        "Last Scored": "04/04/2015",
        "Partner Summary": "A summary.",
        "Restricted Narrative": "A narrative.",
    },
    Kind.NOMINALS: {
        "Nominal Ref": "N1",
        "Surname": "RAVBOURNE",
        "Forename": "Fenn",
        "Date of Birth": "08/09/1955",
        "OCG Refs": "G1",
        "Role": "Principal",
        "Home Area": "County",
        "Home District": "Ashfield",
        "Active": "Y",
    },
    Kind.MONTHLY_COUNTS: {
        "Month": "2014-04",
        "Active OCGs": "43",
        "Active Nominals": "331",
        "High Risk OCGs": "19",
        "High Risk Nominals": "171",
        "Note": "",
    },
    Kind.OPERATION_RESULTS: {
        "Operation": "Operation Vanguard",
        "Strand": "Pursue",
        "From": "2014-04-01",
        "To": "2015-02-28",
        "Measure": "Cash (GBP)",
        "Value": "85705",
    },
}


def a_sheet(kind: Kind, *changes: Mapping[str, str], without: Sequence[str] = ()) -> Sheet:
    """A sheet with one good row for each set of changes, changed so."""
    columns = [field.column for field in LAYOUTS[kind].fields if field.column not in without]
    return written(
        columns, [[{**GOOD[kind], **change}[it] for it in columns] for change in changes]
    )


def written(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Sheet:
    """A sheet of these cells, by way of a file's content."""
    file = io.StringIO()
    csv.writer(file).writerows([columns, *rows])
    return parse_sheet(file.getvalue().encode(), "file.csv")


def sample_groups(known: Mapping[str, str] | None = None) -> tuple[list[GroupRow], Report]:
    """The demonstration's groups."""
    agencies, _report = read_agencies(demonstration_sheet(Kind.AGENCIES), known={})
    return read_groups(
        demonstration_sheet(Kind.GROUPS),
        agencies={agency.reference for agency in agencies},
        known=known or {},
        as_at=AS_AT,
    )


def sample_nominals(known: Mapping[str, str] | None = None) -> tuple[list[NominalRow], Report]:
    """The demonstration's nominals."""
    groups, _report = sample_groups()
    return read_nominals(
        demonstration_sheet(Kind.NOMINALS),
        groups={group.reference for group in groups},
        known=known or {},
        as_at=AS_AT,
    )
