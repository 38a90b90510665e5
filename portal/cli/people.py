"""``portal person`` and ``portal agency``: who may sign in, and for whom."""

from __future__ import annotations

import sys
from datetime import datetime

import click
from sqlalchemy import func
from sqlalchemy.orm import Session

from portal.access.system import system_session
from portal.access.viewer import Role
from portal.agencies.models import Agency, Credential
from portal.agencies.sign_in import hash_password
from portal.audit.events import Event
from portal.audit.record import About
from portal.cli.accounts import SEATS, NewMember, add_member, agency_of, person_of
from portal.cli.installation import as_owner
from portal.cli.passwords import refuse_weak
from portal.cli.recording import record
from portal.core import clock
from portal.core.errors import SetUpFailed
from portal.core.settings import read

_ROLES = click.Choice([role.value for role in Role], case_sensitive=False)
_ROLES_IN_WORDS = "\b\nRoles:\n" + "\n".join(
    f"  {role.value.lower()}  {role.label}" for role in Role
)
_DATE = click.DateTime(["%Y-%m-%d"])


@click.group()
def person() -> None:
    """Add people, let them in, keep them out."""


@person.command(epilog=_ROLES_IN_WORDS)
@click.option("--email", required=True, help="What they sign in with.")
@click.option(
    "--name", default="", help="As colleagues know them; not needed for one who is known already."
)
@click.option("--agency", "agency_code", required=True, metavar="CODE", help="Whom they work for.")
@click.option("--role", "roles", required=True, multiple=True, type=_ROLES, help="May be repeated.")
@click.option("--board", metavar="CODE", help="The board on which a board role sits.")
@click.option("--vetting-until", type=_DATE, help="The last day on which their vetting holds.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add(  # noqa: PLR0913 - one for each option
    email: str, name: str, agency_code: str, roles: tuple[str, ...], board: str | None,
    vetting_until: datetime | None, password_stdin: bool,  # noqa: FBT001 - a flag
) -> None:  # fmt: skip
    """Add a person to an agency, or another agency or role to a person who is known.

    Somebody whose name stands as lead officer in a loaded export is given those groups.
    """
    wanted = tuple(Role(role.upper()) for role in roles)
    _check(email, wanted, board)
    hashed = _hashed(email) if password_stdin else ""
    new = NewMember(
        email=email,
        name=" ".join(name.split()),
        agency=agency_code,
        roles=wanted,
        board=board,
        password_hash=hashed,
        vetting_until=vetting_until.date() if vetting_until else None,
    )
    with as_owner(read()) as owner, system_session(owner, "portal person add") as session:
        added = add_member(session, new)
    led = f" They lead {added.groups_led} groups." if added.groups_led else ""
    click.echo(f"{email} works for {agency_code} as {', '.join(wanted)}.{led}")


@person.command()
@click.argument("email")
def disable(email: str) -> None:
    """Keep a person out from their next request on."""
    _set_disabled(email, disabled=True)


@person.command()
@click.argument("email")
def enable(email: str) -> None:
    """Let a disabled person in again."""
    _set_disabled(email, disabled=False)


@person.command()
@click.argument("email")
@click.option("--password-stdin", is_flag=True, required=True, help="Read it from standard input.")
def password(email: str, password_stdin: bool) -> None:  # noqa: FBT001 - a flag
    """Give a person another password."""
    del password_stdin  # it is the only way
    hashed = _hashed(email)
    with as_owner(read()) as owner, system_session(owner, "portal person password") as session:
        found = person_of(session, email)
        kept = session.get(Credential, found.id)
        if kept is None:
            session.add(Credential(person_id=found.id, password_hash=hashed, set_at=func.now()))
        else:
            kept.password_hash, kept.set_at = hashed, func.now()
        about = [About("person", found.id)]
        record(session, Event.PASSWORD_SET, about, person_id=str(found.id))
    click.echo(f"{email} has a new password.")


@click.group()
def agency() -> None:
    """Keep an agency's people out, or let them in again."""


@agency.command()
@click.argument("code")
def suspend(code: str) -> None:
    """Keep all of an agency's people out from their next request on."""
    _set_state(code, "suspended", Event.AGENCY_SUSPENDED)


@agency.command()
@click.argument("code")
def resume(code: str) -> None:
    """Let a suspended agency's people in again."""
    _set_state(code, "active", Event.AGENCY_RESUMED)


def _check(email: str, roles: tuple[Role, ...], board: str | None) -> None:
    local, at, host = email.strip().partition("@")
    if not (local and at and "." in host) or any(sign.isspace() for sign in email.strip()):
        raise SetUpFailed(f"{email} is no e-mail address: write it as name@agency.example.")
    seats = [role for role in roles if role in SEATS]
    if len(seats) > 1:
        raise SetUpFailed(
            "Give one board role at a time: a seat is the chair's, or the secretary's"
            ", or a member's."
        )
    if seats and board is None:
        raise SetUpFailed(f"{seats[0]} is a board role: name the board with --board CODE.")
    if board is not None and not seats:
        raise SetUpFailed("--board needs a board role: BCH, BSE or BME.")


def _hashed(email: str) -> str:
    # A terminal would show what is typed, and wait for ever without saying for what.
    if sys.stdin.isatty():
        given = click.prompt("Password", hide_input=True, err=True)
    else:
        given = sys.stdin.readline().rstrip("\r\n")
    refuse_weak(given, email)
    return hash_password(given)


def _set_disabled(email: str, *, disabled: bool) -> None:
    word = "disable" if disabled else "enable"
    with as_owner(read()) as owner, system_session(owner, f"portal person {word}") as session:
        found = person_of(session, email)
        if (found.disabled_at is not None) is disabled:
            click.echo(f"{email} is {word}d already.")
            return
        found.disabled_at = clock.now() if disabled else None
        event = Event.PERSON_DISABLED if disabled else Event.PERSON_ENABLED
        record(session, event, [About("person", found.id)], person_id=str(found.id))
    click.echo(f"{email} is {word}d.")


def _set_state(code: str, state: str, event: Event) -> None:
    why = "portal agency suspend" if state == "suspended" else "portal agency resume"
    with as_owner(read()) as owner, system_session(owner, why) as session:
        found = agency_of(session, code)
        if found.state == state:
            click.echo(f"{code} is {state} already.")
            return
        _change(session, found, state, event)
    click.echo(f"{code} is {state}.")


def _change(session: Session, found: Agency, state: str, event: Event) -> None:
    found.state = state
    about = [About("agency", found.id, None, found.id)]
    record(session, event, about, agency_id=str(found.id))
