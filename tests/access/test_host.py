"""The name that a request is for: ours, or it is refused before any work."""

from __future__ import annotations

import pytest

from portal.core.settings import Settings
from portal.factory import create_app
from tests.client import Visitor
from tests.conftest import World


@pytest.mark.parametrize(
    ("origin", "asked", "status"),
    [
        ("https://portal.example", "https://portal.example", 200),
        ("https://portal.example:443", "https://portal.example", 200),
        ("https://portal.example:8443", "https://portal.example:8443", 200),
        ("https://portal.example", "https://evil.example", 400),
        ("https://portal.example", "https://portal.example.evil.example", 400),
        ("https://portal.example", "https://portal.example:8443", 400),
    ],
)
def test_a_forged_host_is_refused(still_world: World, origin: str, asked: str, status: int) -> None:
    app = create_app(Settings(secret="x" * 20 + "0123456789abcdefghij", origin=origin),
                     still_world.address)  # fmt: skip
    visitor = Visitor(app, still_world.owner, None)
    page = visitor.get("/sign-in", status, base_url=asked)
    assert "evil" not in str(page)
    assert visitor.browser.get("/health", base_url=asked).status_code == 200
    app.extensions["portal.door"].dispose()
