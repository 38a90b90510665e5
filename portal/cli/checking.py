"""``portal check``: whether the installation is as it should be, a line for each question."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import click
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from portal.access.system import RECORDED, system_session
from portal.audit.events import Event
from portal.cli.answers import answer, as_json_option
from portal.cli.gate import chain_faults, differences, schema_faults, server_faults
from portal.cli.installation import owner_engine, reached
from portal.cli.recording import record
from portal.core.errors import SetUpFailed
from portal.core.server import Address
from portal.core.settings import Settings, kept_secret, read


@dataclass(frozen=True, slots=True)
class Finding:
    """One question, and everything that is wrong with its answer."""

    question: str
    wrong: tuple[str, ...]


@click.command()
@as_json_option
@click.pass_context
def check(ctx: click.Context, as_json: bool) -> None:  # noqa: FBT001 - a flag
    """Check settings, server, schema, policies and record; say what to do about each fault."""
    settings = read()
    found = [_settings(settings)]
    try:
        with reached(settings) as address:
            found += list(_database(address))
    except SetUpFailed as problem:
        found.append(Finding("server", (str(problem),)))
    is_well = not any(one.wrong for one in found)
    figures: dict[str, object] = {
        "ok": is_well,
        "checks": [
            {"check": one.question, "ok": not one.wrong, "wrong": list(one.wrong)} for one in found
        ],
    }
    answer(figures, "\n".join(_lines(found)), as_json=as_json)
    if not is_well:
        ctx.exit(1)


def _settings(settings: Settings) -> Finding:
    if settings.is_embedded and not settings.secret and settings.data.is_dir():
        settings = replace(settings, secret=kept_secret(settings.data))
    # Commands are the owner's: what the web server must not be given is no fault here.
    served = replace(settings, owner_database_url="", admin_database_url="")
    return Finding("settings", tuple(served.weaknesses()))


def _database(address: Address) -> Iterator[Finding]:
    yield Finding("server and roles", tuple(server_faults(address)))
    yield Finding("schema, and every table guarded", tuple(schema_faults(address)))
    with owner_engine(address) as owner:
        yield Finding("policies as the code has them", _asked(differences, owner))
        yield Finding("record whole", _asked(chain_faults, owner))
        yield Finding("record can be written", _asked(_writes, owner))


def _asked(question: Callable[[Engine], Iterator[str]], owner: Engine) -> tuple[str, ...]:
    try:
        return tuple(question(owner))
    except DBAPIError:
        return ("The database cannot answer this: run portal migrate.",)


def _writes(owner: Engine) -> Iterator[str]:
    """Try to write an entry, in a transaction that is thrown away."""
    with system_session(owner, "portal check") as session:
        record(session, Event.RECORDS_LOADED, kind="check", accepted=0, refused=0)
        del session.info[RECORDED]
    yield from ()


def _lines(found: list[Finding]) -> Iterator[str]:
    for one in found:
        yield f"{'not ok' if one.wrong else 'ok':<8}{one.question}"
        yield from (f"        {line}" for line in one.wrong)
