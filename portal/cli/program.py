"""The commands as one program, whose failures are one plain line each."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

import click
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from portal.cli.audit import audit
from portal.cli.boards import board
from portal.cli.checking import check
from portal.cli.demo import demo
from portal.cli.loading import load
from portal.cli.migrate import migrate
from portal.cli.people import agency, person
from portal.cli.policies import policies
from portal.cli.sampling import sample
from portal.cli.serve import serve
from portal.core.errors import SetUpFailed

_STOPPED = 130
_FULL = {errno.ENOSPC, errno.EDQUOT}
_REASONS = {
    "42P01": "The database lacks a table that this version needs: run portal migrate.",
    "42703": "The database lacks a column that this version needs: run portal migrate.",
    "3F000": "The database lacks a schema that this version needs: run portal migrate.",
    "53100": "The database's disk is full: free some space, then try again.",
    "55P03": "Another command holds the database: wait for it to end, then try again.",
    "57014": "The database took too long to answer: try again when it is less busy.",
    "57P01": "The database was stopped while this ran: start it, then try again.",
}


def _version() -> str:
    try:
        return version("partnership-portal")
    except PackageNotFoundError:
        return "not installed"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(_version(), message="%(version)s")
def portal() -> None:
    """Set up, fill, check and serve the partnership portal.

    Settings come from the environment (.env.example names them all).
    """


for _command in (
    agency, audit, board, check, demo, load, migrate, person, policies, sample, serve
):  # fmt: skip
    portal.add_command(_command)


def run(arguments: Sequence[str]) -> int:
    """Run one command; gives its exit code.  What fails is said in a line, never as a trace."""
    try:
        code = portal.main(list(arguments), prog_name="portal", standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except (click.Abort, KeyboardInterrupt):
        return _say("Stopped.", _STOPPED)
    except (SetUpFailed, SQLAlchemyError, OSError) as problem:
        return _say(sentence(problem), 1)
    return code if isinstance(code, int) else 0


def sentence(problem: SetUpFailed | SQLAlchemyError | OSError) -> str:
    """What went wrong and what to do, in a line."""
    if isinstance(problem, SetUpFailed):
        return " ".join(str(problem).split())
    if isinstance(problem, OSError):
        if problem.errno in _FULL:
            return "The disk is full: free some space, then try again."
        where = f" ({problem.filename})" if problem.filename else ""
        return f"The machine refused{where}: {problem.strerror or type(problem).__name__}."
    state = getattr(problem.orig, "sqlstate", None) if isinstance(problem, DBAPIError) else None
    if state is None:
        return "The database cannot be reached, or was lost: check that it runs, then try again."
    return _REASONS.get(
        state, f"The database refused this ({state}): its log says why; nothing was changed."
    )


def _say(line: str, code: int) -> int:
    click.echo(f"portal: {line}", err=True)
    return code
