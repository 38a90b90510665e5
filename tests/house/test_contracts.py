"""The import contracts, tried on a small house: each catches its own kind of fault."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("agencies", "groups", "scoring", "plans", "profiles", "boards")
FURNITURE = (
    "rules",
    "models",
    "scope",
    "projections",
    "queries",
    "operations",
    "forms",
    "views",
)
FLOORS = {
    "audit": ("events", "models", "chain", "scope", "projections", "record", "queries", "views"),
    "web": ("fields",),
    "access": ("policy", "viewer", "models", "clauses", "sight", "entry", "guard", "system"),
    "core": ("errors", "settings", "server", "db"),
    "cli": (),
} | dict.fromkeys(ROOMS, FURNITURE)

# Contract, then the file and the import that break it.
FAULTS = [
    ("Floors", "portal/groups/models.py", "import portal.boards.models"),
    ("Floors", "portal/core/db.py", "import portal.access.entry"),
    ("Rooms", "portal/groups/models.py", "import portal.groups.queries"),
    ("Audit", "portal/audit/events.py", "import portal.audit.chain"),
    ("Doors", "portal/boards/forms.py", "import portal.groups.views"),
    ("Pure", "portal/groups/rules.py", "import portal.core.db"),
    ("Below the pages there is no web", "portal/groups/queries.py", "import flask"),
    ("Pages and forms do not query", "portal/groups/views.py", "import sqlalchemy"),
    ("Only commands read as the owner", "portal/factory.py", "import portal.access.system"),
    ("Only the factory and commands", "portal/groups/queries.py", "import portal.core.server"),
    ("No circles", "portal/access/viewer.py", "import portal.access.policy"),
    ("Rooms", "portal/groups/helpers.py", ""),
]


@pytest.fixture(scope="module")
def small_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every floor and room, with nothing in them but two arrows."""
    root = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", root)
    for package, modules in FLOORS.items():
        folder = root / "portal" / package
        folder.mkdir(parents=True)
        for module in ("__init__", *modules):
            (folder / f"{module}.py").touch()
    for module in ("__init__", "factory", "wsgi"):
        (root / "portal" / f"{module}.py").touch()
    (root / "portal/core/db.py").write_text("import flask, sqlalchemy\n")
    (root / "portal/access/policy.py").write_text("import portal.access.viewer\n")
    return root


def _lint(house: Path) -> str:
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo"],
        cwd=house,
        env={"PYTHONPATH": str(house), "PATH": os.defpath},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr


def test_the_small_house_keeps_every_contract(small_house: Path) -> None:
    assert "10 kept, 0 broken" in _lint(small_house)


@pytest.mark.parametrize(("contract", "file", "fault"), FAULTS)
def test_a_planted_import_breaks_its_own_contract(
    small_house: Path, contract: str, file: str, fault: str
) -> None:
    path = small_house / file
    before = path.read_text() if path.exists() else None
    path.write_text(f"{before or ''}{fault}\n")
    try:
        said = _lint(small_house)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_text(before)
    broken = [line for line in said.splitlines() if line.endswith(" BROKEN")]
    assert len(broken) == 1, said
    assert broken[0].startswith(contract)
