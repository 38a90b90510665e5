"""``portal policies``: what the code declares of who sees what, in three forms."""

from __future__ import annotations

import click

from portal import factory
from portal.access.catalogue import drift, policies_ddl, tables_ddl
from portal.access.policy_page import policy_markdown
from portal.cli.installation import as_owner
from portal.core.settings import read


@click.command()
@click.option("--ddl", "form", flag_value="ddl", help="The tables and their policies, as SQL.")
@click.option("--page", "form", flag_value="page", help="Who may do what, as docs/policy.md.")
@click.option("--diff", "form", flag_value="diff", help="Where the database differs from the code.")
@click.pass_context
def policies(ctx: click.Context, form: str | None) -> None:
    """Print the policy: as SQL, as a page for people, or against the live database."""
    factory.declare()
    if form == "ddl":
        click.echo("\n".join([*tables_ddl(), *policies_ddl(factory.every_row())]))
    elif form == "page":
        click.echo(policy_markdown(), nl=False)
    elif form == "diff":
        with as_owner(read()) as owner, owner.connect() as connection:
            only_live, only_code = drift(connection)
        for mark, rows in (("database only", only_live), ("code only", only_code)):
            for row in sorted(rows):
                click.echo(f"{mark}: {row[0]}.{row[1]} {row[2]}")
        if only_live or only_code:
            ctx.exit(1)
        click.echo("The database's policies are the code's.")
    else:
        raise click.UsageError("Say which form: --ddl, --page or --diff.")
