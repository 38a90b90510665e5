"""``portal migrate``: roles, database and schema as this version needs them."""

from __future__ import annotations

import click

from portal.cli import migrating
from portal.cli.installation import prepare, reached
from portal.core.settings import read


@click.command()
def migrate() -> None:
    """Bring the database to this version's schema.

    The embedded server, its roles and its database are made where they are missing. On a server
    of your own they are made too when PORTAL_ADMIN_DATABASE_URL names a role that may; otherwise
    they must be there already.
    """
    settings = read()
    with reached(settings, create=True) as address:
        prepare(settings, address)
    click.echo(f"The database is at schema {migrating.newest()}.")
