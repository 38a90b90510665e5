"""``portal sample``: an invented partnership of a given size, for measurements."""

from __future__ import annotations

import click


@click.command()
@click.option("--size", type=click.Choice(["local", "regional", "national"]), required=True)
def sample(size: str) -> None:
    """Load an invented partnership of this size."""
