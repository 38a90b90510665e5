"""What a browser keeps, and what it shows of a mistake."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Demonstration
from tests.browser.people import Someone
from tests.browser.story import LEAD

_KEPT = """async () => ({
  local: localStorage.length, session: sessionStorage.length,
  cookies: document.cookie, caches: (await caches.keys()).length,
  databases: (await indexedDB.databases()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""

_PLANTED = """
const script = document.createElement('script');
script.text = 'window.x = 1';
document.body.append(script);
"""


def test_after_signing_out_back_shows_nothing(
    someone: Someone, demonstration: Demonstration
) -> None:
    lead = someone()
    lead.signs_in(LEAD)
    lead.goes_to("Groups")
    lead.follows("Op Tansy")
    lead.follows("People")
    secret = lead.texts("tbody th")[0]
    lead.presses("Sign out")
    lead.reads_heading("You have signed out")
    for _ in range(3):
        lead.page.go_back(wait_until="load")
        expect(lead.page.locator("h1")).to_have_text("Sign in")
        lead.does_not_read("Op Tansy", secret)


def test_after_signing_out_back_shows_nothing_without_javascript(without_script: Someone) -> None:
    lead = without_script()
    lead.signs_in(LEAD)
    lead.goes_to("Groups")
    lead.presses("Sign out")
    lead.page.go_back(wait_until="load")
    lead.reads_heading("Sign in")
    lead.does_not_read("Op Tansy")


def test_nothing_is_stored_in_the_browser(someone: Someone) -> None:
    lead = someone()
    lead.signs_in(LEAD)
    lead.goes_to("Groups")
    lead.follows("Op Tansy")
    kept = lead.page.evaluate(_KEPT)
    assert kept == {
        "local": 0, "session": 0, "cookies": "", "caches": 0, "databases": 0, "workers": 0,
    }  # fmt: skip
    for cookie in lead.page.context.cookies():
        assert cookie["httpOnly"], cookie["name"]
        assert cookie["expires"] == -1, f"{cookie['name']} outlives the browser"


def test_the_content_policy_is_in_force_and_refuses_nothing_of_ours(someone: Someone) -> None:
    lead = someone()
    lead.signs_in(LEAD)
    for place in ("Groups", "Statistics", "Totals", "My work"):
        lead.goes_to(place)
    assert not lead.wrong
    lead.page.evaluate(_PLANTED)
    assert lead.page.evaluate("window.x") is None
    assert any("Content Security Policy" in one for one in lead.wrong)


def test_the_error_summary_takes_the_focus_and_leads_to_the_box(someone: Someone) -> None:
    lead = someone()
    lead.signs_in(LEAD)
    lead.goes_to("Groups")
    lead.follows("Op Tansy")
    lead.follows("Plan")
    lead.follows("Log an action")
    lead.writes("What success is", "Kept when the page comes back")
    lead.presses("Log the action", status=422)
    assert lead.page.title().startswith("Error: ")
    expect(lead.page.locator(".govuk-error-summary")).to_be_focused()
    summary = lead.page.locator(".govuk-error-summary a")
    summary.filter(has_text="Enter what will be done").click()
    expect(lead.page.get_by_label("What will be done")).to_be_focused()
    expect(lead.page.get_by_label("What success is")).to_have_value("Kept when the page comes back")
