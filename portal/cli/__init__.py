"""The command line: for people with a shell, and the only reader without a viewer."""

from __future__ import annotations

import sys


def main() -> None:
    """Run ``portal`` as the shell called it."""
    # Imported late: this package also holds what the tests use without any command.
    from portal.cli.program import run  # noqa: PLC0415 - see above

    sys.exit(run(sys.argv[1:]))
