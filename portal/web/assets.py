"""Static files, at addresses that change whenever their content does."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"

# Fetched by the build and not kept in the repository.
VENDOR = (
    "vendor/govuk-frontend.min.css",
    "vendor/govuk-frontend.min.js",
    "vendor/moj-frontend.min.css",
    "vendor/moj-frontend.min.js",
)


@cache
def fingerprint() -> str:
    """A short digest of every static file.

    One digest for all of them: style sheets and scripts name pictures and other scripts by
    relative addresses, and those must change with the files they lead to.
    """
    digest = hashlib.sha256()
    for file in sorted(FOLDER.rglob("*")):
        if file.is_file():
            digest.update(file.relative_to(FOLDER).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:16]


def root() -> str:
    """Where static files are served: the ``static_url_path`` of the Flask application."""
    return f"/static/{fingerprint()}"


def asset(name: str) -> str:
    """The address of the static file ``name``, such as ``portal.css``."""
    return f"{root()}/{name}"


def missing() -> tuple[str, ...]:
    """The vendor files that the build has not fetched yet."""
    return tuple(name for name in VENDOR if not (FOLDER / name).is_file())
