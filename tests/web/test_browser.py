"""The guide in a real browser: no axe violation, no sideways scroll, no policy violation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = [320, 768, 1280]
PAGES = ["/", "/flash", "/errors/conflict", "/errors/kept", "/errors/not_found", "/signed-out"]


@pytest.fixture(params=WIDTHS)
def width(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


@pytest.fixture
def tab(chromium: Browser, width: int) -> Iterator[Page]:
    # axe is injected as a script, which the policy would stop.
    context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


def violations(tab: Page) -> list[str]:
    found = Axe().run(tab, options={"runOnly": RULES}).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in found]


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    tab: Page, guide_address: str, address: str
) -> None:
    tab.goto(guide_address + address)
    assert violations(tab) == []
    assert tab.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_failed_form_takes_the_focus_to_its_summary_and_on_to_the_box(
    tab: Page, guide_address: str
) -> None:
    tab.goto(guide_address)
    tab.fill("#review-day", "31")
    tab.fill("#review-month", "2")
    tab.fill("#review-year", "2031")
    tab.click("text=Share with 3 agencies")
    assert tab.title() == "Error: Style guide - Partnership Portal"
    assert tab.evaluate("document.activeElement.className") == "govuk-error-summary"
    tab.click(".govuk-error-summary >> text=Review date must be a real date")
    assert tab.evaluate("document.activeElement.id") == "review-day"
    assert violations(tab) == []


def test_sorting_keeps_the_focus_on_the_heading(tab: Page, guide_address: str) -> None:
    tab.goto(guide_address)
    tab.click("#sort-band")
    tab.wait_for_function("document.activeElement.id === 'sort-band'", timeout=5_000)
    assert tab.get_attribute("th:has(#sort-band)", "aria-sort") == "ascending"


def test_the_policy_stops_nothing_of_ours(chromium: Browser, guide_address: str) -> None:
    context = chromium.new_context()
    tab = context.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(guide_address)
    tab.wait_for_selector(".govuk-character-count__status")
    assert said == []
    context.close()


def test_without_scripts_everything_is_there(chromium: Browser, guide_address: str) -> None:
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 320, "height": 900}
    )
    tab = context.new_page()
    tab.goto(guide_address)
    assert tab.is_visible("text=Profiles")
    assert tab.is_visible("text=Tier 1")
    tab.fill("#name", "Bestwood")
    tab.click("text=Share with 3 agencies")
    assert tab.title().startswith("Error: ")
    assert tab.input_value("#name") == "Bestwood"
    context.close()
