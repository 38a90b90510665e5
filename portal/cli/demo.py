"""``portal demo``: an invented partnership to try everything on, in one command."""

from __future__ import annotations

from dataclasses import replace

import click

from portal.agencies.sign_in import DEMONSTRATION_PASSWORD
from portal.cli import migrating
from portal.cli.answers import step
from portal.cli.demonstration.filling import fill, is_demonstration, is_empty
from portal.cli.demonstration.people import sign_in_table
from portal.cli.gate import closed_reasons, differences
from portal.cli.installation import owner_engine, prepare, reached
from portal.cli.serving import refuse_taken, serve_from
from portal.core.errors import SetUpFailed
from portal.core.server import Address, Role, drop_database
from portal.core.settings import Settings, kept_secret, read

HOST = "127.0.0.1"
_WORKERS = 2


@click.command()
@click.option("--reset", is_flag=True, help="Begin afresh: what was changed is lost.")
@click.option("--no-serve", is_flag=True, help="Make it, and end.")
def demo(reset: bool, no_serve: bool) -> None:  # noqa: FBT001 - flags
    """Make the demonstration partnership and serve it on http://127.0.0.1:8000.

    PORT and PORTAL_DATA move it. Started again, it keeps what was changed. Never for real records:
    everybody's password is printed.
    """
    settings = read()
    if not no_serve:
        refuse_taken(HOST, settings.port)
    click.echo("Making the demonstration ready ...", err=True)
    with reached(settings, create=True) as address:
        settings = replace(
            settings,
            demonstration=True,
            origin=f"http://{HOST}:{settings.port}",
            secret=settings.secret or kept_secret(settings.data),
        )
        _make(settings, address, reset=reset)
        if wrong := closed_reasons(address):
            raise SetUpFailed(" ".join(wrong))
        click.echo(_greeting(settings))
        if not no_serve:
            serve_from(settings, address, f"{HOST}:{settings.port}", _WORKERS)


def _make(settings: Settings, address: Address, *, reset: bool) -> None:
    if reset:
        _empty(settings, address)
    step("database and schema")
    prepare(settings, address)
    with owner_engine(address) as owner:
        if is_demonstration(owner):
            if next(differences(owner), None) is not None:
                raise SetUpFailed(
                    "This demonstration was made by another version of the portal: make it again"
                    " with make demo-reset."
                )
            step("kept as it was left")
        elif is_empty(owner):
            fill(owner, step)
        else:
            raise SetUpFailed(_NOT_OURS)


_NOT_OURS = (
    "This database holds records that are not the demonstration's, and they are left alone: set"
    " PORTAL_DATA to another folder for the demonstration."
)


def _empty(settings: Settings, address: Address) -> None:
    """Take the demonstration away, and nothing that is not one."""
    name = address.url(Role.OWNER).database or "portal"
    _refuse_real(settings, address)
    step("taking the old one away")
    if settings.is_embedded:
        drop_database(address, name)
        return
    with owner_engine(address) as owner:
        migrating.downgrade(owner, "base")


def _refuse_real(settings: Settings, address: Address) -> None:
    prepare(settings, address)
    with owner_engine(address) as owner:
        if not is_demonstration(owner) and not is_empty(owner):
            raise SetUpFailed(_NOT_OURS)


def _greeting(settings: Settings) -> str:
    return (
        f"\nSign in as any of these; everybody's password is: {DEMONSTRATION_PASSWORD}\n\n"
        f"{sign_in_table()}\n\n"
        f"Open {settings.origin} (Ctrl-C stops it)."
    )
