"""Bringing a database's schema to the newest migration, and back."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

import portal

_PACKAGE = Path(portal.__file__).parent
_PLACES = (_PACKAGE.parent / "migrations", _PACKAGE / "migrations")
"""A checkout keeps them beside the package, an installed wheel inside it."""


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    place = next(path for path in _PLACES if (path / "env.py").exists())
    config.set_main_option("script_location", str(place))
    config.set_main_option("path_separator", "os")
    if connection is not None:
        config.attributes["connection"] = connection
    return config


def newest() -> str:
    """The number of the newest migration that this code knows."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    return head or ""


def revision(owner: Connection) -> str:
    """The number of the migration that the database is at; empty when it holds none of ours."""
    return MigrationContext.configure(owner).get_current_revision() or ""


def upgrade(owner: Engine, to: str = "head") -> None:
    """Run every migration that is missing, each in a transaction of its own."""
    with owner.connect() as connection:
        command.upgrade(_config(connection), to)
        # The web role asks it before it serves; it holds one number and nothing else.
        connection.exec_driver_sql("grant select on alembic_version to portal_web")
        connection.commit()


def downgrade(owner: Engine, to: str) -> None:
    """Take migrations back; the data that only they hold goes with them."""
    with owner.connect() as connection:
        command.downgrade(_config(connection), to)
        connection.commit()
