"""Every answer carries the headers, and only fingerprinted files may be kept."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from portal.web.assets import asset

ANSWERS = ["/", "/absent", "/errors/absent", "/signed-out", asset("portal.css"), asset("absent")]


@pytest.mark.parametrize("address", ANSWERS)
def test_every_answer_is_locked_down(guide: FlaskClient, address: str) -> None:
    guide.application.testing = False
    answer = guide.get(address, buffered=True)
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    for part in ("frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"):
        assert part in policy
    assert "form-action 'self'" in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "Server" not in answer.headers


def test_a_page_is_never_kept_and_has_no_tag(guide: FlaskClient) -> None:
    answer = guide.get("/")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "ETag" not in answer.headers
    assert "Last-Modified" not in answer.headers
    assert guide.get("/", headers={"If-None-Match": "*"}).status_code == 200


def test_a_static_file_is_kept_for_good_and_an_absent_one_is_not(guide: FlaskClient) -> None:
    assert "immutable" in guide.get(asset("portal.css"), buffered=True).headers["Cache-Control"]
    assert guide.get(asset("absent.css"), buffered=True).headers["Cache-Control"] == "no-store"
    assert guide.get("/static/portal.css").status_code == 404


def test_https_is_demanded_for_a_year_once_there(guide: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in guide.get("/").headers
    strict = guide.get("/", base_url="https://localhost").headers["Strict-Transport-Security"]
    assert strict == "max-age=31556926; includeSubDomains"


def test_scripts_run_only_with_the_nonce_of_their_own_answer(guide: FlaskClient) -> None:
    nonces = set()
    for _ in range(2):
        answer = guide.get("/")
        found = re.search(
            r"script-src\s+'nonce-([\w-]+)'", answer.headers["Content-Security-Policy"]
        )
        assert found is not None
        scripts = re.findall(r"<script[^>]*>", answer.text)
        assert scripts
        assert all(f'nonce="{found[1]}"' in script for script in scripts)
        nonces.add(found[1])
    assert len(nonces) == 2


def test_a_page_has_no_inline_style_or_handler(guide: FlaskClient) -> None:
    page = guide.get("/").text
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)


def test_a_post_over_https_passes_without_a_referrer(guide: FlaskClient) -> None:
    secure = "https://localhost"
    page = guide.get("/", base_url=secure).text
    token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page)[0]
    answer = guide.post("/", base_url=secure, data={"csrf_token": token})
    assert answer.status_code == 200
    assert guide.post("/", base_url=secure).status_code == 400
