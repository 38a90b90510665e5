"""``portal audit``: whether the record is whole."""

from __future__ import annotations

import string

import click

from portal.audit.chain import holds_head, verify
from portal.cli.answers import answer, as_json_option
from portal.cli.installation import as_owner
from portal.core.errors import SetUpFailed
from portal.core.settings import read

_HEAD_LENGTH = 64


@click.group()
def audit() -> None:
    """Look after the record of what was done."""


@audit.command(name="verify")
@click.option(
    "--head",
    metavar="HEX",
    help="A head noted before, which must still be on the chain:"
    " without one, nothing shows that the newest entries were cut off.",
)
@as_json_option
@click.pass_context
def verify_chain(ctx: click.Context, head: str | None, as_json: bool) -> None:  # noqa: FBT001 - a flag
    """Read the whole chain, and name the first entry that was altered."""
    if head is not None and (len(head) != _HEAD_LENGTH or set(head) - set(string.hexdigits)):
        raise SetUpFailed(f"--head is {_HEAD_LENGTH} hexadecimal digits, as this command prints.")
    with as_owner(read()) as owner, owner.connect() as connection:
        chain = verify(connection)
        is_held = head is None or holds_head(connection, head)
    figures: dict[str, object] = {
        "entries": chain.entries,
        "head": chain.head,
        "first_altered": chain.first_altered,
        "head_is_held": is_held,
    }
    answer(
        figures,
        _words(chain.entries, chain.head, chain.first_altered, is_held=is_held),
        as_json=as_json,
    )
    if chain.first_altered is not None or not is_held:
        ctx.exit(1)


def _words(entries: int, head: str, altered: int | None, *, is_held: bool) -> str:
    if altered is not None:
        return (
            f"Entry {altered} is the first that was altered, or that does not follow from the one"
            " before it: restore the record from a backup, and report an incident."
        )
    if not is_held:
        return "The head that was noted is gone: entries were cut off. Report an incident."
    return f"All {entries} entries are whole.\nHead: {head or '(none)'}"
