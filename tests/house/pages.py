"""The portal's pages as they are declared, without a database."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import URL, make_url

from portal import factory
from portal.access.guard import Door
from portal.core.server import Address
from portal.core.settings import Settings


class Nowhere(Address):
    """An address at which nothing answers."""

    def __init__(self) -> None:
        pass

    def url(self, role: Any, database: str = "portal") -> URL:
        """An address that nobody opens."""
        return make_url(f"postgresql+psycopg://{role}@/{database}")


def portal() -> Flask:
    """The portal, put together."""
    told = Settings(secret="0123456789" * 4, demonstration=True, origin="http://127.0.0.1:8000")
    return factory.create_app(told, Nowhere())


def doors(app: Flask) -> dict[str, tuple[str, tuple[str, ...], Door]]:
    """Each endpoint's rule, methods and what it declared."""
    return {
        rule.endpoint: (
            rule.rule,
            tuple(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})),
            view.door,
        )
        for rule in app.url_map.iter_rules()
        for view in [app.view_functions[rule.endpoint]]
        if rule.endpoint != "static" and hasattr(view, "door")
    }


def golden(app: Flask) -> str:
    """The list of routes as it is kept."""
    lines = []
    for endpoint, (rule, methods, door) in sorted(doors(app).items()):
        what = door.needs.value if door.needs else f"public, because {door.because}"
        lines.append(f"{endpoint}  {rule}  {'+'.join(methods)}  {what}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    import sys

    sys.stdout.write(golden(portal()))
