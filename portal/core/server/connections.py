"""How the house connects, with a sentence for each way in which that fails."""

from __future__ import annotations

from typing import Any

import psycopg
from sqlalchemy import URL, Engine, create_engine  # noqa: TID251 - this is the doorway

from portal.core.errors import SetUpFailed
from portal.core.server.address import SET_UP

Connection = psycopg.Connection[tuple[Any, ...]]


def engine(url: URL, *, pool: int = 4) -> Engine:
    """A pool of connections for one process.  Make it after the fork, never before.

    Waiting for a connection ends after two seconds; one lost while idle is replaced once.
    """
    return create_engine(
        url,
        pool_size=pool,
        max_overflow=0,
        pool_timeout=2,
        pool_pre_ping=True,
        hide_parameters=True,  # values are people, and errors reach the log
        connect_args={"connect_timeout": 2},
    )


def connect(url: URL, *, patience: int = 5) -> Connection:
    """One connection that commits each statement.  Refuses with a sentence that says what to do."""
    try:
        # The dialect reads a URL with several hosts the same way for the engine.
        _, arguments = url.get_dialect()().create_connect_args(url)
        arguments.setdefault("connect_timeout", patience)
        return psycopg.connect(**arguments, autocommit=True)
    except psycopg.Error as problem:
        raise SetUpFailed(_sentence(url, str(problem))) from None


def _sentence(url: URL, problem: str) -> str:
    host = str(url.host or url.query.get("host") or "this machine")
    where = f"{host}, port {url.port or 5432}" if url.host else host
    role = url.username
    answers = {
        "password authentication failed": f"The database at {where} does not take the password of"
        f" {role}: correct it in the settings.",
        "no password supplied": f"The database at {where} asks {role} for a password: add it to the"
        " settings.",
        "Peer authentication failed": f"The database at {where} does not admit this account as"
        f" {role}: run the portal as the account that started the database.",
        "failed to resolve host": f"There is no machine called {host}: correct the database's"
        " address in the settings.",
        "could not translate host name": f"There is no machine called {host}: correct the"
        " database's address in the settings.",
        "Connection refused": f"No database answers at {where}: start it, or correct its address in"
        " the settings.",
        "No such file or directory": f"No database answers in {where}: start it, or correct its"
        " address in the settings.",
        "Permission denied": f"This account may not enter {where}: run the portal as the account"
        " that started the database.",
        "timeout": f"The database at {where} does not answer: check that it runs and that the"
        " network lets the portal through.",
        "starting up": f"The database at {where} is still starting: try again in a moment.",
        "shutting down": f"The database at {where} is stopping: start it again.",
        "too many": f"The database at {where} has no connection free: end some, or allow more.",
        "no pg_hba.conf entry": f"The database at {where} does not admit {role} from this machine:"
        " ask its keeper to allow it.",
        "certificate": f"The database at {where} could not prove who it is: check sslrootcert and"
        " the server's certificate.",
        f'role "{role}" does not exist': f"The database at {where} has no role {role}: make the"
        f" roles first ({SET_UP}).",
        f'database "{url.database}" does not exist': f"There is no database called {url.database}"
        f" at {where}: make it first ({SET_UP}), or correct its name in the settings.",
        "permission denied for database": f"{role} may not enter the database {url.database} at"
        f" {where}: make it again ({SET_UP}).",
    }
    for sign, answer in answers.items():
        if sign in problem:
            return answer
    return f"The database at {where} cannot be reached as {role}: check its address and its log."
