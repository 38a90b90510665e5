"""``portal sample``: an invented partnership of a given size, for measurements."""

from __future__ import annotations

import click
from sqlalchemy import Engine, exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.access.system import system_session
from portal.audit.events import Event
from portal.cli.answers import answer, as_json_option, step
from portal.cli.installation import as_owner
from portal.cli.invented import casework, partnership
from portal.cli.invented.sizes import AMOUNTS, Size
from portal.cli.invented.words import Dice
from portal.cli.load.writing.work import Loading, Work
from portal.cli.recording import record
from portal.core import clock
from portal.core.errors import SetUpFailed
from portal.core.settings import read
from portal.groups.models import Group, Involvement, Nominal

_AT_ONCE = 1000


@click.command()
@click.option(
    "--size",
    type=click.Choice([size.value for size in Size]),
    required=True,
    help="34, 200 or 7,000 groups, with all that belongs to them.",
)
@click.option("--yes", is_flag=True, help="Even into a database that holds groups already.")
@as_json_option
def sample(size: str, yes: bool, as_json: bool) -> None:  # noqa: FBT001 - flags
    """Load an invented partnership of this size, for measurements.

    Nobody in it has a password. Never into a database that holds real records.
    """
    with as_owner(read()) as owner:
        _refuse_full(owner, even_so=yes)
        try:
            figures = _fill(owner, Size(size))
        except IntegrityError:
            raise SetUpFailed(
                "A sample is in this database already: empty it first, or use another PORTAL_DATA."
            ) from None
        step("telling the planner")
        with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("analyze")
    words = ", ".join(f"{count:,} {what.replace('_', ' ')}" for what, count in figures.items())
    answer({"size": size, **figures}, f"Loaded: {words}.", as_json=as_json)


def _refuse_full(owner: Engine, *, even_so: bool) -> None:
    with Session(owner) as session:
        holds = session.scalar(select(exists().where(Group.id.is_not(None))))
    if holds and not even_so:
        raise SetUpFailed(
            "This database holds groups already: use another PORTAL_DATA, or say --yes to add the"
            " sample to them."
        )


def _fill(owner: Engine, size: Size) -> dict[str, int]:
    amounts, dice, how = AMOUNTS[size], Dice(size.value), Loading(as_at=clock.today())
    with system_session(owner, f"portal sample {size.value}") as session:
        work = Work.begin(session, how)
        step("agencies, people and boards")
        made = partnership.build(work, amounts, dice)
        step("groups and what belongs to them")
        new = casework.build(work, made, amounts, dice)
        figures = {
            "agencies": len(made.agencies),
            "people": len(made.members),
            "boards": len(made.boards),
            "groups": _count(session, Group),
            "nominals": _count(session, Nominal),
            "memberships_of_groups": _count(session, Involvement),
        }
        _record(session, size, figures["groups"] + figures["nominals"])
    step("shares")
    # Each group that is shared holds a lock until the commit, and a server has few thousand.
    for start in range(0, len(new), _AT_ONCE):
        part = new[start : start + _AT_ONCE]
        with system_session(owner, f"portal sample {size.value}") as session:
            casework.share(Work.begin(session, how), made, amounts, dice, part)
            _record(session, size, len(part))
    return figures


def _record(session: Session, size: Size, accepted: int) -> None:
    kind = f"sample {size.value}"
    record(session, Event.RECORDS_LOADED, kind=kind, accepted=accepted, refused=0)


def _count(session: Session, model: type[Group] | type[Nominal] | type[Involvement]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0
