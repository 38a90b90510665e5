"""Locks on files, which end with whoever holds them."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.core.errors import SetUpFailed


@contextmanager
def held(path: Path, patience: float) -> Iterator[None]:
    """One starter at a time."""
    with path.open("a") as file:
        os.chmod(file.fileno(), 0o600)
        until = time.monotonic() + patience
        while not locked(file.fileno()):
            if time.monotonic() > until:
                raise SetUpFailed(f"Another start is still busy with {path.parent}: wait for it.")
            time.sleep(0.02)
        yield


def locked(descriptor: int) -> bool:
    """Whether the lock is ours now.  Whoever inherits the descriptor holds it as well."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
