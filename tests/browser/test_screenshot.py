"""The picture of the README, taken by this test: PORTAL_UPDATE_SCREENSHOT=1 takes it anew."""

from __future__ import annotations

import os
import struct
from pathlib import Path

from tests.browser.ending import COORDINATOR
from tests.browser.people import Someone

_ROOT = Path(__file__).resolve().parents[2]
_KEPT = _ROOT / "docs" / "register.png"
_TAKEN = _ROOT / "tests" / "artifacts" / "register.png"
_SIZE = (1280, 800)
_MOST_BYTES = 200_000


def test_the_readme_shows_the_register(someone: Someone) -> None:
    coordinator = someone()
    coordinator.page.set_viewport_size({"width": _SIZE[0], "height": _SIZE[1]})
    coordinator.signs_in(COORDINATOR)
    coordinator.goes_to("Groups")
    _TAKEN.parent.mkdir(exist_ok=True)
    coordinator.page.screenshot(path=_TAKEN)
    if os.environ.get("PORTAL_UPDATE_SCREENSHOT"):
        _KEPT.write_bytes(_TAKEN.read_bytes())
    assert _size(_TAKEN) == _SIZE
    assert _size(_KEPT) == _SIZE
    assert _KEPT.stat().st_size < _MOST_BYTES
    assert "(docs/register.png)" in (_ROOT / "README.md").read_text()


def _size(picture: Path) -> tuple[int, int]:
    """The width and height that a PNG says in its first piece."""
    start = picture.read_bytes()[:24]
    assert start[:8] == b"\x89PNG\r\n\x1a\n", f"{picture.name} is no PNG"
    width, height = struct.unpack(">II", start[16:24])
    return width, height
