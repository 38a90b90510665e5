"""How somebody works a page: with a pointer, or with the keys alone."""

from __future__ import annotations

from typing import Protocol

from playwright.sync_api import Locator, Page

_MOST_TABS = 300


class Hands(Protocol):
    """What hands can do."""

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
        _reach(page, target)
        page.keyboard.press("Enter")

    def choose(self, page: Page, target: Locator) -> None:
        if target.get_attribute("type") == "radio":
            _pick(page, target)
            return
        _reach(page, target)
        if not target.is_checked():
            page.keyboard.press("Space")

    def write(self, page: Page, target: Locator, text: str) -> None:
        _reach(page, target)
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.press("Delete")
        page.keyboard.type(text)

    def select(self, page: Page, target: Locator, label: str) -> None:
        _reach(page, target)
        page.keyboard.press("Home")
        for _ in range(target.locator("option").count()):
            if target.locator("option:checked").inner_text() == label:
                return
            page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows never reached {label}")


def _pick(page: Page, target: Locator) -> None:
    """Come to the group of radio buttons, and go by the arrows to the one that is meant."""
    group = page.locator(f'input[name="{target.get_attribute("name")}"]')
    _reach(page, group)
    page.keyboard.press("Space")
    for _ in range(group.count()):
        if target.is_checked():
            return
        page.keyboard.press("ArrowDown")
    raise AssertionError("the arrows never reached the choice")


_FOCUS = """all => {
  const one = document.activeElement;
  if (one === null || one === document.body) return null;
  const marks = style => style.boxShadow !== 'none'
    || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0);
  const hidden = getComputedStyle(one).opacity === '0';
  const drawn = hidden && one.labels && one.labels.length
    ? getComputedStyle(one.labels[0], '::before') : getComputedStyle(one);
  const box = one.getBoundingClientRect();
  return {
    meant: all.includes(one),
    there: box.width > 1 && box.height > 1,
    inside: box.bottom > 0 && box.top < innerHeight,
    marked: marks(drawn),
    words: one.outerHTML.slice(0, 160),
  };
}"""
"""What has the focus.  A radio button or a tick box cannot be seen itself: its label draws it."""


def _reach(page: Page, target: Locator) -> None:
    """Tab until one of the targets has the focus; whatever has it on the way can be seen to."""
    for _ in range(_MOST_TABS):
        page.keyboard.press("Tab")
        focus = target.evaluate_all(_FOCUS)
        if focus is None:
            continue
        assert focus["there"], f"what has the focus cannot be seen: {focus}"
        assert focus["inside"], f"what has the focus lies outside the window: {focus}"
        assert focus["marked"], f"nothing shows where the focus is: {focus}"
        if focus["meant"]:
            return
    raise AssertionError(f"Tab never reached {target}")
