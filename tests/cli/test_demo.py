"""``portal demo`` as a person runs it: made, served, changed, stopped, started again."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.agencies.models import Person
from portal.agencies.sign_in import DEMONSTRATION_PASSWORD
from portal.cli.demonstration.people import PEOPLE
from portal.core.server import Embedded, Role, engine

_PROGRAM = "from portal.cli import main; main()"
_PATIENCE = 180


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder that the server's account can reach."""
    folder = "/tmp" if os.geteuid() == 0 else tempfile.gettempdir()  # noqa: S108 - mkdtemp
    made = Path(tempfile.mkdtemp(prefix="portal-demo-", dir=folder))
    made.chmod(0o711)
    yield made / "var"
    shutil.rmtree(made, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _command(*words: str) -> list[str]:
    return [sys.executable, "-c", _PROGRAM, "demo", *words]


def _told(data: Path, port: int) -> dict[str, str]:
    told = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
    return told | {"PORTAL_DATA": str(data), "PORT": str(port)}


@contextmanager
def _running(data: Path, port: int) -> Iterator[str]:
    """The demonstration, served; gives what it printed, and ends it as Ctrl-C does."""
    with subprocess.Popen(
        _command(),
        env=_told(data, port),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if line.startswith("Open http"):
                break
        try:
            _wait_until_served(port, said)
            yield said
        finally:
            process.send_signal(signal.SIGINT)
            rest = process.communicate(timeout=60)[0]
    assert process.returncode == 0, rest
    assert "Traceback" not in said + rest


def _wait_until_served(port: int, said: str) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
                assert "Server" not in answer.headers
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(said)


def _signs_in(port: int, email: str) -> bool:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = f"http://127.0.0.1:{port}/sign-in"
    form = browser.open(page).read().decode()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', form)
    assert token is not None
    sent = {"csrf_token": token[1], "email": email, "password": DEMONSTRATION_PASSWORD}
    answer = browser.open(page, urlencode(sent).encode())
    return bool(answer.url.rstrip("/") == f"http://127.0.0.1:{port}")


def _busy() -> float:
    """How many times longer everything takes because the machine does other things as well."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def _rename(data: Path) -> None:
    """Change something, as a visitor would."""
    server = Embedded(data)
    owner = engine(server.start(create=False).url(Role.OWNER), pool=1)
    try:
        with Session(owner) as session:
            found = session.scalars(select(Person).where(Person.email == "pcc@opcc.example")).one()
            was, found.name = found.name, "Somebody Else"
            assert was == "V. Haddon"
            session.commit()
    finally:
        owner.dispose()
        server.stop()


def _still_renamed(data: Path) -> bool:
    with Embedded(data) as address:
        owner = engine(address.url(Role.OWNER), pool=1)
        with Session(owner) as session:
            name = session.scalar(select(Person.name).where(Person.email == "pcc@opcc.example"))
        owner.dispose()
    return name == "Somebody Else"


def test_the_demonstration_starts_is_kept_and_begins_afresh(data: Path) -> None:
    port = _free_port()
    with _running(data, port) as said:
        assert DEMONSTRATION_PASSWORD in said
        assert all(one.email in said for one in PEOPLE)
        assert _signs_in(port, "lro@nottspol.example")
        _rename(data)
    begun = time.monotonic()
    with _running(data, port) as said:
        assert time.monotonic() - begun < 10 * _busy()
        assert "kept as it was left" in said
        assert _signs_in(port, "officer@county-ts.example")
    assert _still_renamed(data)
    subprocess.run(_command("--reset", "--no-serve"), env=_told(data, port), check=True)
    assert not _still_renamed(data)
