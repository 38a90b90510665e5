"""The web server as a child of the command that holds the database."""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

from portal.core.errors import SetUpFailed
from portal.core.server import Address, Role
from portal.core.server.account import Account, becoming
from portal.core.settings import Settings, environment_of

_PATIENCE = 40
"""Seconds in which pages under way may end, a little more than gunicorn gives them."""
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def refuse_taken(host: str, port: int) -> None:
    """Go no further when the address cannot be listened on, and say why."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as problem:
            raise SetUpFailed(_why_not(problem, host, port)) from None


def serve_from(settings: Settings, address: Address, bind: str, workers: int) -> None:
    """Serve until a signal ends it.

    The child is told the web role's and the door's addresses and never the owner's.
    """
    told = environment_of(settings, {
        "PORTAL_DATABASE_URL": _text(address, Role.WEB),
        "PORTAL_DOOR_DATABASE_URL": _text(address, Role.DOOR),
    })  # fmt: skip
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi:application"]
    command += ["--config", "python:portal.cli.workers"]
    command += ["--bind", bind, "--workers", str(workers)]
    ourselves = Account(os.geteuid(), os.getegid(), "")
    with _deaf() as asked:
        child = subprocess.Popen(  # noqa: S603 - our own program and settings
            command,
            env=told,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # the terminal's Ctrl-C is for us, and we end it in order
            preexec_fn=becoming(ourselves, []),  # noqa: PLW1509 - it loads nothing
        )
        try:
            _wait(child, asked)
        finally:
            _end(child)
    if not asked:
        raise SetUpFailed(
            f"The web server ended by itself (code {child.returncode}): what it said above tells"
            " why."
        )


def _text(address: Address, role: Role) -> str:
    return address.url(role).render_as_string(hide_password=False)


def _wait(child: subprocess.Popen[bytes], asked: list[int]) -> None:
    while not asked and child.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            child.wait(0.2)


def _end(child: subprocess.Popen[bytes]) -> None:
    for number, patience in ((signal.SIGTERM, _PATIENCE), (signal.SIGKILL, 5)):
        if child.poll() is None:
            child.send_signal(number)
            with suppress(subprocess.TimeoutExpired):
                child.wait(patience)


@contextmanager
def _deaf() -> Iterator[list[int]]:
    """Note the signals that ask us to end, instead of ending half-way."""
    asked: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        del frame
        asked.append(number)

    before = {number: signal.signal(number, note) for number in _SIGNALS}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _why_not(problem: OSError, host: str, port: int) -> str:
    if problem.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is taken: stop what listens there, or choose another"
            f" (PORT={port + 1} make demo)."
        )
    if problem.errno in {errno.EACCES, errno.EPERM}:
        return f"This account may not listen on port {port}: choose one above 1023."
    return f"{host} is no address of this machine: choose another to listen on."
