"""The guide: in process, and in a browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from tests.web.guide import app as make_app


@pytest.fixture(scope="session")
def guide_app() -> Flask:
    return make_app()


@pytest.fixture
def guide(guide_app: Flask) -> FlaskClient:
    return guide_app.test_client()


@pytest.fixture(scope="session")
def guide_address(guide_app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, guide_app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="session")
def chromium(browser: Browser) -> Browser:
    """The one browser of the process: the driver allows no second."""
    return browser
