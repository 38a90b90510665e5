"""What every page has: a title, one heading, the marking, the way out."""

from __future__ import annotations

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from jinja2 import TemplateRuntimeError, UndefinedError

from portal.web import assets

ERRORS = [
    "not_found",
    "not_allowed",
    "conflict",
    "refused",
    "kept",
    "too_many",
    "wrong",
    "busy",
    "signed_out",
]


def page(guide: FlaskClient, address: str) -> Any:
    answer = guide.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.data, "html5lib")


@pytest.mark.parametrize("address", ["/", "/signed-out", *(f"/errors/{name}" for name in ERRORS)])
def test_every_page_has_a_title_one_heading_the_marking_and_help(
    guide: FlaskClient, address: str
) -> None:
    found = page(guide, address)
    (heading,) = found.find_all("h1")
    assert found.title.string == f"{heading.text} - Partnership Portal"
    assert "OFFICIAL-SENSITIVE" in found.header.text
    assert [link.text for link in found.footer.find_all("a")] == [
        "Help",
        "Who may see what",
        "Accessibility",
        "Privacy and handling",
        "Cookies",
    ]
    ids = [tag["id"] for tag in found.find_all(id=True)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ERRORS)
def test_every_error_page_says_its_reference(guide: FlaskClient, name: str) -> None:
    assert "3f2b9c1e" in page(guide, f"/errors/{name}").main.text


def test_nobody_signed_in_sees_no_name_and_no_sign_out(guide: FlaskClient) -> None:
    found = page(guide, "/signed-out")
    assert "Acting as" not in found.text
    assert found.find("form") is None


def test_signing_out_is_a_post_with_a_token(guide: FlaskClient) -> None:
    form = page(guide, "/").find("form", action="/sign-out")
    assert form["method"] == "post"
    assert form.find("input", {"name": "csrf_token"})["value"]


def test_a_form_that_failed_says_so_first_in_the_title(guide: FlaskClient) -> None:
    token = page(guide, "/").find("input", {"name": "csrf_token"})["value"]
    found: Any = BeautifulSoup(guide.post("/", data={"csrf_token": token}).data, "html5lib")
    assert found.title.string == "Error: Style guide - Partnership Portal"
    assert found.main.find(class_="govuk-error-summary") is not None


def test_an_act_is_told_in_one_line(guide: FlaskClient) -> None:
    banner = page(guide, "/flash").find(class_="govuk-notification-banner")
    assert "HMRC can now see the partner summary until 30 June 2026." in banner.text


def test_a_name_in_the_heading_is_escaped_in_the_title_as_well(guide_app: Flask) -> None:
    words = '{% extends "web/layout.html" %}{% block heading %}{{ name }}{% endblock %}'
    with guide_app.test_request_context("/"):
        html = render_template_string(words, name="<b>R & D</b></title><script>")
    assert "<title>&lt;b&gt;R &amp; D&lt;/b&gt;&lt;/title&gt;&lt;script&gt; - " in re.sub(
        r"\s+", " ", html
    )


def test_a_page_without_a_heading_is_not_drawn(guide_app: Flask) -> None:
    with guide_app.test_request_context("/"), pytest.raises(TemplateRuntimeError, match="heading"):
        render_template_string('{% extends "web/layout.html" %}')


def test_a_name_that_is_not_there_stops_the_page(guide_app: Flask) -> None:
    with guide_app.test_request_context("/"), pytest.raises(UndefinedError):
        render_template_string("{{ pgae }}")


def test_what_a_conflict_sends_again_is_everything_once(guide: FlaskClient) -> None:
    form = page(guide, "/errors/conflict").main.form
    sent = [field["name"] for field in form.find_all(["input", "textarea"])]
    assert sent == ["csrf_token", "review", "review", "review", "version", "summary_text"]


def test_what_was_kept_is_sent_again_with_a_token(guide: FlaskClient) -> None:
    found = page(guide, "/errors/kept").main
    assert found.textarea.text.strip() == "Line one\nLine two"
    sent = [(field["name"], field["value"]) for field in found.form.find_all("input")][1:]
    assert sent[0] == ("summary_text", "Line one\nLine two")
    assert ("review", "2031") in sent


def test_no_page_speaks_to_anyone_else(guide: FlaskClient) -> None:
    for address in ("/", "/signed-out"):
        assert not re.search(r"(src|href|action)=\"(https?:)?//", guide.get(address).text)


def test_the_style_sheets_name_no_font_of_their_own_and_no_crest() -> None:
    assert assets.missing() == ()
    for sheet in assets.FOLDER.rglob("*.css"):
        words = sheet.read_text()
        assert "@font-face" not in words
        assert "GDS Transport" not in words
