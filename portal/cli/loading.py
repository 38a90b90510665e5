"""``portal load``: an in-force export, with what became of each row."""

from __future__ import annotations

from pathlib import Path

import click

from portal.access.system import system_session
from portal.cli.answers import answer, as_json_option
from portal.cli.installation import as_owner
from portal.cli.load.layouts import Kind
from portal.cli.load.mapping import read_mapping
from portal.cli.load.sheet import read_sheet
from portal.cli.load.writing.files import load_sheet
from portal.cli.load.writing.work import Loading
from portal.core import clock
from portal.core.settings import read

_PATH = click.Path(path_type=Path)
_MAPPING = """\b
A mapping file names only what differs, by the portal's own fields:
  [columns]
  reference = "URN"
  [values.area]
  "Inner city" = "city"
  [dates]
  format = "%Y-%m-%d"
  [lists]
  separator = ","
A field or value it does not know is refused with those that it does."""


@click.command(epilog=_MAPPING)
@click.argument("kind", type=click.Choice([kind.value for kind in Kind]))
@click.argument("file", type=_PATH)
@click.option(
    "--mapping",
    type=_PATH,
    help="A TOML file that says how this file's columns and words are called.",
)
@click.option(
    "--as",
    "force",
    metavar="CODE",
    help="The police force whose export this is, when there are several.",
)
@click.option("--region", metavar="CODE", help="Its regional unit, when there are several.")
@click.option("--dry-run", is_flag=True, help="Try everything and change nothing.")
@as_json_option
def load(  # noqa: PLR0913 - one for each option
    kind: str, file: Path, mapping: Path | None, force: str | None, region: str | None,
    dry_run: bool, as_json: bool,  # noqa: FBT001 - flags of a command
) -> None:  # fmt: skip
    """Load an export of agencies, groups, nominals, monthly counts or operation results.

    All good rows load in one transaction. A bad row is refused with its number, reference and
    reason, and changes nothing. A row that was loaded before is recognised.
    """
    what = Kind(kind)
    sheet = read_sheet(file)
    how = Loading(
        as_at=clock.today(),
        mapping=read_mapping(what, mapping) if mapping else None,
        force=force,
        region=region,
    )
    with as_owner(read()) as owner, system_session(owner, f"portal load {kind}") as session:
        report = load_sheet(session, what, sheet, how, keep=not dry_run)
    words = report.as_text() + ("\nNothing was changed: this was a trial." if dry_run else "")
    answer(report.as_json(), words, as_json=as_json)
