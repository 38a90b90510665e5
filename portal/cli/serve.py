"""``portal serve``: the portal for real records, behind a proxy that speaks TLS."""

from __future__ import annotations

from dataclasses import replace

import click

from portal.cli.gate import closed_reasons
from portal.cli.installation import reached
from portal.cli.serving import refuse_taken, serve_from
from portal.core.errors import SetUpFailed
from portal.core.settings import Settings, kept_secret, read

_MOST_PORT = 65535


@click.command()
@click.option(
    "--bind",
    default="127.0.0.1:8000",
    show_default=True,
    metavar="HOST:PORT",
    help="Where to listen; a proxy that speaks TLS stands before it.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=3,
    show_default=True,
    help="Processes, each with four threads.",
)
def serve(bind: str, workers: int) -> None:
    """Serve the portal.

    Refuses weak settings, naming each, and a database that is not as this version needs it.
    """
    host, port = _parted(bind)
    settings = _strong(read())
    refuse_taken(host, port)
    with reached(settings) as address:
        if wrong := closed_reasons(address):
            raise SetUpFailed(" ".join(wrong))
        click.echo(f"The portal serves {settings.origin} on {bind}.", err=True)
        serve_from(settings, address, bind, workers)


def _strong(settings: Settings) -> Settings:
    """The settings with the kept secret; weak ones are refused, all at once."""
    settings = replace(settings, demonstration=False)  # no environment makes this a demonstration
    if settings.is_embedded and not settings.secret and settings.data.is_dir():
        settings = replace(settings, secret=kept_secret(settings.data))
    if weak := settings.weaknesses():
        raise SetUpFailed(" ".join(weak))
    return settings


def _parted(bind: str) -> tuple[str, int]:
    host, colon, port = bind.rpartition(":")
    if not colon or not host or not port.isascii() or not port.isdigit():
        raise SetUpFailed(f"--bind is {bind}: write it as HOST:PORT, such as 127.0.0.1:8000.")
    if not 0 < int(port) <= _MOST_PORT:
        raise SetUpFailed(f"--bind names port {port}: choose one from 1 to {_MOST_PORT}.")
    return host.strip("[]"), int(port)
