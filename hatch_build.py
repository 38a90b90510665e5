"""Brings the GOV.UK and Ministry of Justice styles, scripts and icons into the portal.

It runs when the project is built or installed, and by itself: ``python hatch_build.py``.
``PORTAL_SKIP_ASSETS=1`` leaves it out.  Fonts, crowns, crests and logos are never copied:
their licences are for government services on service.gov.uk.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
VENDOR = Path("portal/web/static/vendor")
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
OLDEST_NPM = 8
GOVUK = Path("node_modules/govuk-frontend/dist/govuk")
MOJ = Path("node_modules/@ministryofjustice/frontend/moj")
TEXTS = (
    GOVUK / "govuk-frontend.min.css",
    GOVUK / "govuk-frontend.min.js",
    MOJ / "moj-frontend.min.css",
    MOJ / "moj-frontend.min.js",
)
# What npm says when it could not get through.
OFFLINE = re.compile(
    r"ENOTFOUND|EAI_AGAIN|ECONN\w+|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET|network|E50[234]"
)


class StylesError(Exception):
    """The styles could not be brought.  Its text is one line that says what to do."""


class StylesHook(BuildHookInterface[Any]):
    """Fetches the styles before hatchling collects the files of the wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fill the vendor folder; give a real wheel the migrations as well."""
        try:
            fetch(Path(self.root))
        except StylesError as error:
            raise SystemExit(str(error)) from None
        # An editable install reads them where they lie, beside the package.
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"]["migrations"] = "portal/migrations"


def fetch(root: Path) -> bool:
    """Fill the vendor folder unless it is current.  True when something was fetched."""
    if os.environ.get("PORTAL_SKIP_ASSETS"):
        return False
    vendor = root / VENDOR
    mark = vendor / ".stamp"
    wanted = _stamp(root)
    if mark.is_file() and mark.read_text("ascii") == wanted:
        return False
    npm = _npm()
    try:
        with tempfile.TemporaryDirectory(prefix="portal-styles-") as folder:
            _download(npm, root, Path(folder))
            _copy(Path(folder), vendor)
        mark.write_text(wanted, "ascii")
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise StylesError(
                "Styles: the disk is full. Free about 100 MB, then run it again."
            ) from None
        raise StylesError(f"Styles: cannot write them: {error}.") from None
    return True


def _stamp(root: Path) -> str:
    """What the folder was made from: the lock, and this very text."""
    parts = [(root / name).read_bytes() for name in (*NPM_FILES, "hatch_build.py")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def _npm() -> str:
    npm = shutil.which("npm")
    if npm is None:
        raise StylesError(
            "Styles: npm was not found. Install Node.js with npm"
            " (on Debian: apt-get install npm), then run it again."
        )
    found = subprocess.run([npm, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - the npm of the path, no input of others
    major = found.stdout.strip().partition(".")[0]
    if not major.isdigit():
        raise StylesError("Styles: npm does not start. Try: npm --version")
    if int(major) < OLDEST_NPM:
        raise StylesError(
            f"Styles: npm {found.stdout.strip()} is too old. Install npm {OLDEST_NPM} or later,"
            " then run it again."
        )
    return npm


def _download(npm: str, root: Path, folder: Path) -> None:
    for name in NPM_FILES:
        shutil.copy(root / name, folder / name)
    options = ["--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retry-mintimeout=2000"]
    done = subprocess.run(  # noqa: S603 - the npm of the path, no input of others
        [npm, "ci", *options],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StylesError(_plain(done.stderr))


def _plain(said: str) -> str:
    """One line for what npm said in many."""
    if "ENOSPC" in said:
        return "Styles: the disk is full. Free about 100 MB, then run it again."
    if "EINTEGRITY" in said:
        return (
            "Styles: a download was not the locked one. Check the npm registry that you use"
            " (npm config get registry), then run it again."
        )
    if OFFLINE.search(said):
        return (
            "Styles: the npm registry cannot be reached. Check the network, or name your registry"
            " (npm config set registry ...), then run it again."
        )
    lines = [line.strip() for line in said.splitlines() if re.match(r"npm err", line, re.I)]
    told = re.sub(r"^npm err(or|!)\s*", "", lines[0], flags=re.I) if lines else "no reason given"
    return f"Styles: npm failed ({told}). Try: npm ci"


def _copy(folder: Path, vendor: Path) -> None:
    """Make the new folder aside, then put it in place of the old."""
    vendor.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix="vendor-", dir=vendor.parent))
    fresh.chmod(0o755)
    try:
        for source in TEXTS:
            text = clean((folder / source).read_text("utf-8"))
            (fresh / source.name).write_text(text, "utf-8")
        (fresh / "images").mkdir()
        for icon in sorted((folder / MOJ / "assets/images").glob("icon-*")):
            shutil.copyfile(icon, fresh / "images" / icon.name)
        shutil.rmtree(vendor, ignore_errors=True)
        fresh.replace(vendor)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def clean(text: str) -> str:
    """The style sheet or script without its font, its pictures other than icons, its map."""
    text = re.sub(r"/\*! Copyright \(c\) 2011 by Margaret Calvert.*?\*/", "", text, flags=re.S)
    text = re.sub(r"@font-face\{[^}]*\}", "", text)
    text = text.replace("GDS Transport,", "")
    text = text.replace("url(/assets/images/icon-", "url(images/icon-")
    text = re.sub(r"url\(/assets/[^)]*\)", "none", text)
    text = re.sub(r"/\*# sourceMappingURL=[^*]*\*/", "", text)
    text = re.sub(r"//# sourceMappingURL=\S+", "", text)
    return text.strip() + "\n"


def main() -> int:
    """Fetch them now, and say so in one line."""
    try:
        fetched = fetch(ROOT)
    except StylesError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("Styles: fetched.\n" if fetched else "Styles: nothing to do.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
