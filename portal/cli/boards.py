"""``portal board``: the boards on which agencies sit."""

from __future__ import annotations

from uuid import uuid4

import click
from sqlalchemy import select

from portal.access.system import system_session
from portal.audit.events import Event
from portal.audit.record import About
from portal.boards.models import Board
from portal.cli.installation import as_owner
from portal.cli.load.writing.work import SENSITIVE
from portal.cli.recording import record
from portal.core.errors import SetUpFailed
from portal.core.settings import read
from portal.groups.rules import Area


@click.group()
def board() -> None:
    """Add boards."""


@board.command()
@click.option("--code", required=True, help="Short, such as NOCEG.")
@click.option("--name", required=True, help="In full.")
@click.option("--area", required=True, type=click.Choice([area.value for area in Area]))
@click.option("--purpose", required=True, help="What it is for, in a sentence.")
def add(code: str, name: str, area: str, purpose: str) -> None:
    """Add a board; its people come with portal person add --board."""
    with as_owner(read()) as owner, system_session(owner, "portal board add") as session:
        if session.scalar(select(Board.id).where(Board.code == code)) is not None:
            raise SetUpFailed(f"There is a board {code} already: choose another code.")
        new = Board(id=uuid4(), code=code, name=name, area=area, purpose=purpose, ceiling=SENSITIVE)
        session.add(new)
        record(session, Event.BOARD_ADDED, [About("board", new.id)], board_id=str(new.id))
    click.echo(f"The board {code} is there.")
