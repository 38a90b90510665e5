"""What is checked of every page that somebody comes to."""

from __future__ import annotations

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Check = Callable[[Page], None]

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_OPTIONS = {"runOnly": {"type": "tag", "values": _TAGS}, "resultTypes": ["violations"]}


def narrow(page: Page) -> None:
    """No sideways scrolling at 320 pixels, which is 1280 at four times the size."""
    wide = page.viewport_size or {"width": 1280, "height": 900}
    page.set_viewport_size({"width": 320, "height": 900})
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.set_viewport_size(wide)
    assert over <= 0, f"{page.url} scrolls sideways by {over} at 320 pixels"


def axe(page: Page) -> None:
    """No fault that axe knows of, and no sideways scrolling."""
    found = Axe().run(page, options=_OPTIONS)
    faults = [
        f"{fault['id']}: {node['html'][:160]} {node['failureSummary']}"
        for fault in found.response["violations"]
        for node in fault["nodes"][:2]
    ]
    assert not faults, f"{page.url}: {faults}"
    narrow(page)
