"""A person at a browser: the same words for one with a mouse and one with a keyboard alone.

A person follows links, fills in boxes and presses buttons by the words that the page shows.  Every
page they come to is checked: no fault that axe knows, nothing refused by the content policy.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_MOST_TABS = 400
Check = Callable[[Page], None]


class Hands(Protocol):
    """How somebody works a page."""

    def press(self, page: Page, target: Locator) -> None:
        """Follow a link or press a button."""

    def choose(self, page: Page, target: Locator) -> None:
        """Tick a box or pick a radio button."""

    def write(self, page: Page, target: Locator, text: str) -> None:
        """Fill in a box."""

    def select(self, page: Page, target: Locator, label: str) -> None:
        """Pick from a drop-down list."""


class Mouse:
    """With a pointer."""

    def press(self, page: Page, target: Locator) -> None:
        target.click()

    def choose(self, page: Page, target: Locator) -> None:
        target.check()

    def write(self, page: Page, target: Locator, text: str) -> None:
        target.fill(text)

    def select(self, page: Page, target: Locator, label: str) -> None:
        target.select_option(label=label)


class Keyboard:
    """With Tab, Enter, the space bar, arrows and letters: no event of a mouse at all."""

    def press(self, page: Page, target: Locator) -> None:
        self._reach(page, target)
        page.keyboard.press("Enter")

    def choose(self, page: Page, target: Locator) -> None:
        if target.get_attribute("type") == "radio":
            self._pick(page, target)
            return
        self._reach(page, target)
        if not target.is_checked():
            page.keyboard.press("Space")

    def write(self, page: Page, target: Locator, text: str) -> None:
        self._reach(page, target)
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.press("Delete")
        page.keyboard.type(text)

    def select(self, page: Page, target: Locator, label: str) -> None:
        self._reach(page, target)
        page.keyboard.type(label)
        expect(target.locator("option:checked")).to_have_text(label)

    def _pick(self, page: Page, target: Locator) -> None:
        group = page.locator(f'input[name="{target.get_attribute("name")}"]')
        self._reach(page, group)
        page.keyboard.press("Space")
        for _ in range(group.count()):
            if target.is_checked():
                return
            page.keyboard.press("ArrowDown")
        raise AssertionError("the arrows never reached the choice")

    def _reach(self, page: Page, target: Locator) -> None:
        """Tab until one of the targets has the focus, and can be seen to have it."""
        handles = target.element_handles()
        for _ in range(_MOST_TABS):
            page.keyboard.press("Tab")
            if any(handle.evaluate("one => one === document.activeElement") for handle in handles):
                _expect_visible_focus(page)
                return
        raise AssertionError(f"Tab never reached {target}")


def _expect_visible_focus(page: Page) -> None:
    shown = page.evaluate(
        """() => { const one = document.activeElement, style = getComputedStyle(one);
        const box = one.getBoundingClientRect();
        return { width: box.width, height: box.height, top: box.top, bottom: box.bottom,
                 high: innerHeight,
                 marked: style.outlineStyle !== 'none' || style.boxShadow !== 'none' }; }"""
    )
    assert shown["width"] > 0, "what has the focus cannot be seen"
    assert shown["bottom"] > 0, "what has the focus lies above the window"
    assert shown["top"] < shown["high"], "what has the focus lies below the window"


class Person:
    """Somebody at a browser of their own."""

    def __init__(self, context: BrowserContext, origin: str, hands: Hands, check: Check) -> None:
        self.page = context.new_page()
        self.origin = origin
        self.hands = hands
        self.check = check
        self.refused: list[str] = []
        self.page.on("console", self._listen)

    def _listen(self, message: object) -> None:
        text = str(getattr(message, "text", ""))
        if "Content Security Policy" in text or "Content-Security-Policy" in text:
            self.refused.append(text)

    def opens(self, path: str, status: int = 200) -> None:
        """Type an address."""
        answer = self.page.goto(self.origin + path)
        assert answer is not None
        assert answer.status == status, f"{path} answered {answer.status}, not {status}"
        self._arrived()

    def signs_in(self, email: str, password: str) -> None:
        """Sign in from the first page."""
        self.opens("/sign-in")
        self.writes("Email address", email)
        self.writes("Password", password)
        self.presses("Sign in")
        self.reads_heading("My work")

    def follows(self, name: str, within: str = "body") -> None:
        """Follow the link with these words."""
        link = self.page.locator(within).get_by_role("link", name=name, exact=True).first
        self.hands.press(self.page, link)
        self._arrived()

    def follows_like(self, pattern: str, within: str = "main") -> None:
        """Follow the first link whose words fit."""
        found = self.page.locator(within).get_by_role("link", name=re.compile(pattern)).first
        self.hands.press(self.page, found)
        self._arrived()

    def presses(self, name: str) -> None:
        """Press the button with these words."""
        button = self.page.get_by_role("button", name=name).first
        self.hands.press(self.page, button)
        self._arrived()

    def writes(self, label: str, text: str) -> None:
        """Fill in the box with this label."""
        box = self.page.locator("main").get_by_label(label, exact=True).first
        self.hands.write(self.page, box, text)

    def chooses(self, label: str) -> None:
        """Tick the box, or pick the radio button, with this label."""
        self.hands.choose(self.page, self.page.locator("main").get_by_label(label, exact=True))

    def selects(self, label: str, option: str) -> None:
        """Pick from the list with this label."""
        box = self.page.locator("main").get_by_label(label, exact=True)
        self.hands.select(self.page, box, option)

    def reads(self, text: str) -> None:
        """See these words on the page."""
        expect(self.page.locator("main")).to_contain_text(text)

    def reads_heading(self, text: str) -> None:
        """See that this is the page with that heading."""
        expect(self.page.locator("h1")).to_contain_text(text)

    def does_not_read(self, text: str) -> None:
        """See these words nowhere."""
        assert text not in self.page.content(), f"{text!r} is on {self.page.url}"

    def _arrived(self) -> None:
        self.page.wait_for_load_state("load")
        self.check(self.page)
        assert not self.refused, f"refused by the content policy: {self.refused}"


def nothing(_: Page) -> None:
    """No check beyond the content policy."""


def axe(page: Page) -> None:
    """No fault that axe knows of, and no sideways scrolling at 320 pixels."""
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": _TAGS}})
    faults = [
        f"{fault['id']}: {fault['nodes'][0]['html'][:160]}"
        for fault in found.response["violations"]
    ]
    assert not faults, f"{page.url}: {faults}"
    wide = page.viewport_size or {"width": 1280, "height": 900}
    page.set_viewport_size({"width": 320, "height": 900})
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.set_viewport_size(wide)
    assert over <= 0, f"{page.url} scrolls sideways by {over} at 320 pixels"
