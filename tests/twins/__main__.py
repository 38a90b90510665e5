"""Play interleavings of the twin worlds: ``make twins``, or ``make twins N=20000``."""

from __future__ import annotations

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from portal.core.server import Embedded
from portal.core.settings import Settings
from tests import conftest
from tests.twins.driver import AT_A_TIME, Driver
from tests.twins.worlds import make_template

WORKERS = 2
CHUNK = AT_A_TIME * 2


def settings() -> Settings:
    """Those of every test."""
    return Settings(secret="x" * 20 + "0123456789abcdefghij", demonstration=True,
                    origin="http://127.0.0.1:8000")  # fmt: skip


def _chunk(first: int, count: int) -> tuple[int, str]:
    server = Embedded(Path(os.environ[conftest.DATA])).start(create=False)
    driver = Driver(server, settings())
    try:
        found = driver.run(first, count)
    finally:
        driver.close()
    return count, str(found) if found else ""


def main(count: int, first: int) -> int:
    """Play so many, two processes at a time; 1 at the first difference."""
    began = time.monotonic()
    started = conftest.start_server()
    try:
        make_template(started.start(create=False))
        done, told = 0, ""
        with ProcessPoolExecutor(WORKERS) as pool:
            chunks = [
                (start, min(CHUNK, first + count - start))
                for start in range(first, first + count, CHUNK)
            ]
            for played, found in pool.map(_chunk, *zip(*chunks, strict=True)):
                done += played
                told = told or found
                sys.stderr.write(f"\r{done} of {count}, {time.monotonic() - began:.0f} s")
                if told:
                    pool.shutdown(cancel_futures=True)
                    break
    finally:
        conftest.stop_server(started)
    sys.stdout.write(f"\n{told or f'{done} interleavings, no difference'}\n")
    return 1 if told else 0


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:]]
    raise SystemExit(main(given[0] if given else 2000, given[1] if given[1:] else 0))
