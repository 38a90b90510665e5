"""Set-up says in one line what is missing, and what it brings is what was locked."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "portal/web/static/vendor"
COPIED = (
    "tools/setup",
    "tools/browser",
    "requirements.lock",
    "pyproject.toml",
    "hatch_build.py",
    "package.json",
    "package-lock.json",
    ".npmrc",
)
TOOLS = ("sh", "dirname", "cksum", "cat", "df", "awk", "id")
NO_VENV = 'case "$*" in *ensurepip*) exit 1 ;; esac\nexec {python} "$@"'


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A copy without an environment, on a machine with next to nothing on its path."""
    for name in COPIED:
        target = tmp_path / "portal" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, target)
    (tmp_path / "bin").mkdir()
    for name in TOOLS:
        found = shutil.which(name)
        assert found, f"{name} is needed by this test: install it"
        (tmp_path / "bin" / name).symlink_to(found)
    return tmp_path


def _put(bare: Path, name: str, script: str) -> None:
    path = bare / "bin" / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def _run(bare: Path, tool: str) -> str:
    """The one line that the tool says when it refuses."""
    done = subprocess.run(
        [bare / "portal/tools" / tool],
        env={"PATH": str(bare / "bin")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def test_setup_without_python_says_which_to_install(bare: Path) -> None:
    assert "Python 3.11 or later is needed and no Python was found" in _run(bare, "setup")


def test_setup_with_an_old_python_says_which_it_found(bare: Path) -> None:
    _put(bare, "python3", 'case "$*" in --version) echo "Python 3.9.2" ;; *) exit 1 ;; esac')
    assert "Python 3.9.2 was found" in _run(bare, "setup")


def test_setup_without_the_venv_module_says_what_to_install(bare: Path) -> None:
    _put(bare, "python3", NO_VENV.format(python=sys.executable))
    assert "apt-get install python3-venv" in _run(bare, "setup")


def test_setup_without_npm_says_so_before_it_begins(bare: Path) -> None:
    _put(bare, "python3", f'exec {sys.executable} "$@"')
    assert "npm was not found" in _run(bare, "setup")
    assert not (bare / "portal/.venv").exists()


def test_setup_on_a_full_disk_says_how_much_it_needs(bare: Path) -> None:
    _put(bare, "python3", f'exec {sys.executable} "$@"')
    _put(bare, "npm", "exit 1")
    (bare / "bin/df").unlink()
    _put(bare, "df", "echo head; echo disk 100 90 10240 90% /")
    assert "10 MB are free here and 1500 MB are needed" in _run(bare, "setup")


def test_the_tests_without_chromium_say_what_to_install(bare: Path) -> None:
    assert "apt-get install chromium" in _run(bare, "browser")


def test_no_lock_holds_an_address() -> None:
    for name in ("requirements.lock", "package-lock.json"):
        assert "://" not in (ROOT / name).read_text("utf-8"), f"{name}: run make lock"


def test_every_locked_library_has_its_hash() -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8").replace("\\\n", " ")
    assert [line for line in lock.splitlines() if "--hash=sha256:" not in line] == []


def test_no_font_and_no_picture_but_icons_is_served() -> None:
    assert VENDOR.is_dir(), "the styles are missing: run make setup"
    sheets = sorted(VENDOR.glob("*.*s"))
    assert [sheet.name for sheet in sheets] == [
        "govuk-frontend.min.css",
        "govuk-frontend.min.js",
        "moj-frontend.min.css",
        "moj-frontend.min.js",
    ]
    for sheet in sheets:
        text = sheet.read_text("utf-8")
        assert not re.search(r"GDS Transport|@font-face|sourceMappingURL", text), sheet.name
    pictures = [path for path in VENDOR.rglob("*") if path.is_file() and path.name != ".stamp"]
    assert {p.name for p in pictures if not p.name.startswith("icon-")} == {s.name for s in sheets}


def test_every_picture_that_a_style_names_is_there() -> None:
    for sheet in VENDOR.glob("*.css"):
        for name in re.findall(r"url\((?!['\"]?data:)([^)]*)\)", sheet.read_text("utf-8")):
            assert (VENDOR / name.strip("\"'")).is_file(), f"{sheet.name} names {name}"
