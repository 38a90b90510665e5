"""How templates are read: strict names, our filters, the components as functions."""

from __future__ import annotations

from collections.abc import MutableMapping
from pathlib import Path
from typing import Any

from flask import Flask
from flask.templating import Environment as FlaskEnvironment
from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined

from portal.core.clock import now
from portal.web import assets, components
from portal.web.fields import error_summary
from portal.web.filters import FILTERS
from portal.web.navigation import Places

TEMPLATES = Path(__file__).parent / "templates"


class Environment(FlaskEnvironment):
    """Flask's own, whose templates hold the globals as a plain dictionary.

    Jinja's is a chain of two, which it compares name by name at each import of a partial: a tenth
    of a page.  What is added to the globals after the first page is therefore not seen.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of one template."""
        return {**self.globals, **(d or {})}


def install(app: Flask, places: Places | None = None) -> None:
    """Prepare ``app`` for the templates of the portal.  Call once, before the first page."""
    theirs = [app.jinja_loader] if app.jinja_loader is not None else []
    app.jinja_loader = ChoiceLoader([*theirs, FileSystemLoader(TEMPLATES), components.LOADER])
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.autoescape = True
    env.trim_blocks = True
    env.lstrip_blocks = True
    env.filters.update(FILTERS)
    env.globals.update(components.functions())
    env.globals.update(
        asset=assets.asset,
        error_summary=error_summary,
        now=now,
        places=places or Places(),
    )
