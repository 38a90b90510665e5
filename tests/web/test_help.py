"""The help and the notices, as anybody may read them."""

from __future__ import annotations

import pytest

from portal.access.guard import COOKIE
from portal.access.policy_page import RIGHTS_IN_WORDS, VIEWS
from tests.conftest import World

NOTICES = {
    "/help": "Help",
    "/help/accessibility": "Accessibility statement",
    "/help/privacy": "Privacy and handling",
    "/help/cookies": "Cookies",
}


@pytest.mark.parametrize(("path", "heading"), NOTICES.items())
def test_a_notice_is_read_without_signing_in(still_world: World, path: str, heading: str) -> None:
    page = still_world.nobody().get(path)
    assert page.select("h1")[0].get_text(strip=True) == heading
    assert len(page.select("main p")) > 2
    assert "To be written" not in page.get_text()


def test_the_cookies_page_lists_exactly_the_cookies_that_are_set(still_world: World) -> None:
    rows = still_world.nobody().get("/help/cookies").select("tbody th")
    config = still_world.app.config
    assert {row.get_text(strip=True) for row in rows} == {
        config[COOKIE],
        config["SESSION_COOKIE_NAME"],
    }


def test_no_other_cookie_is_set(world: World) -> None:
    visitor = world.nobody()
    visitor.get("/sign-in")
    set_ = {name.partition("=")[0] for name in visitor.answer.headers.getlist("Set-Cookie")}
    assert set_ <= {world.app.config[COOKIE], world.app.config["SESSION_COOKIE_NAME"]}


@pytest.mark.parametrize("path", ["/help/accessibility", "/help/privacy", "/help/cookies"])
def test_a_notice_has_its_date(still_world: World, path: str) -> None:
    assert still_world.nobody().get(path).select("main time[datetime]")


def test_the_policy_is_read_in_words(still_world: World) -> None:
    text = still_world.as_("pcc@opcc.example").get("/help/who-may-see-what").get_text(" ")
    for words in (*RIGHTS_IN_WORDS.values(), *(one.part for one in VIEWS)):
        assert words in text
