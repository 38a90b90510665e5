"""How commands answer: a JSON object for programs, lines for people."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import click

as_json_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--json", "as_json", is_flag=True, help="Answer with one JSON object, for a program to read."
)


def answer(figures: dict[str, object], words: str, *, as_json: bool) -> None:
    """Print the figures, or what they say in words."""
    click.echo(json.dumps(figures, indent=1) if as_json else words)


def step(words: str) -> None:
    """Say what is being done now; it goes beside the answer, not into it."""
    click.echo(f"  {words}", err=True)
