"""A running demonstration, as `make demo` serves it, and browsers to visit it with."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.checks import Check, axe, narrow
from tests.browser.hands import Hands, Keyboard, Mouse
from tests.browser.people import Person, Someone

# Long, because a busy machine is no fault of the portal's.
_PATIENCE = 60_000
expect.set_options(timeout=_PATIENCE)


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A demonstration of its own: where it is served, and the settings its commands run under."""

    origin: str
    environment: Mapping[str, str]


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def demonstration() -> Iterator[Demonstration]:
    """`portal demo`, in a folder and on a port of its own."""
    folder = "/tmp" if os.geteuid() == 0 else tempfile.gettempdir()  # noqa: S108 - as root, nobody must pass through
    data = Path(tempfile.mkdtemp(prefix="portal-demo-", dir=folder))
    data.chmod(0o711)
    port = _free_port()
    log = data / "demo.log"
    environment = {
        name: text for name, text in os.environ.items() if not name.startswith("PORTAL_")
    }
    environment |= {"PORTAL_DATA": str(data / "var"), "PORT": str(port)}
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "portal.cli", "demo"],
            env=environment, stdout=out, stderr=out, stdin=subprocess.DEVNULL,
        )  # fmt: skip
    try:
        _wait(port, process, log)
        yield Demonstration(f"http://127.0.0.1:{port}", environment)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(120)
        shutil.rmtree(data, ignore_errors=True)


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2)
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the demonstration did not start:\n{log.read_text()}")


def somebody(
    browser: Browser, origin: str, hands: Hands, check: Check, *, script: bool = True
) -> Iterator[Someone]:
    """Makes people, each at a browser of their own, and closes their browsers afterwards."""
    contexts = []

    def make() -> Person:
        # The content policy would refuse axe, so it runs without; the other hands run under it.
        context = browser.new_context(
            viewport={"width": 1280, "height": 900}, java_script_enabled=script,
            bypass_csp=check is axe,
        )  # fmt: skip
        context.set_default_timeout(_PATIENCE)
        contexts.append(context)
        return Person(context, origin, hands, check)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def with_mouse(browser: Browser, demonstration: Demonstration) -> Iterator[Someone]:
    """People with a mouse, each of whose pages axe looks at."""
    yield from somebody(browser, demonstration.origin, Mouse(), axe)


@pytest.fixture
def with_keyboard(browser: Browser, demonstration: Demonstration) -> Iterator[Someone]:
    """People with a keyboard alone."""
    yield from somebody(browser, demonstration.origin, Keyboard(), lambda _: None)


@pytest.fixture
def without_script(browser: Browser, demonstration: Demonstration) -> Iterator[Someone]:
    """People whose browser runs no JavaScript."""
    yield from somebody(browser, demonstration.origin, Mouse(), narrow, script=False)


@pytest.fixture
def someone(browser: Browser, demonstration: Demonstration) -> Iterator[Someone]:
    """People with a mouse, of whose pages nothing but the content policy is checked."""
    yield from somebody(browser, demonstration.origin, Mouse(), lambda _: None)
