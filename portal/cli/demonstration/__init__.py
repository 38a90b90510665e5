"""The demonstration's data: an invented force's export, with deliberate faults in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from importlib.resources import files
from pathlib import Path

from portal.cli.load.layouts import Kind
from portal.cli.load.sheet import Sheet, parse_sheet

AS_AT = date(2015, 5, 31)
"""The day the export was taken."""

FILES: Mapping[Kind, str] = {
    Kind.AGENCIES: "agencies.csv",
    Kind.GROUPS: "orca-groups.csv",
    Kind.NOMINALS: "orca-nominals.csv",
    Kind.MONTHLY_COUNTS: "monthly-counts.csv",
    Kind.OPERATION_RESULTS: "operation-results.csv",
}


def demonstration_sheet(kind: Kind) -> Sheet:
    """The demonstration's file of this kind, read."""
    name = FILES[kind]
    return parse_sheet(files(__name__).joinpath(name).read_bytes(), name)


def files_folder() -> Path:
    """Where the files lie, to be loaded as anybody's export is."""
    return Path(str(files(__name__)))
