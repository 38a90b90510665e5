"""The demonstration's two boards and their work streams."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from sqlalchemy.orm import Session

from portal.boards.models import Board, WorkStream
from portal.cli.accounts import agency_of
from portal.groups.rules import Theme

BOARDS = (
    (
        "NOCEG", "Nottingham Organised Crime Executive Group", "city",
        "Oversees the partnership's work against organised crime in the city. It replaced the"
        " Ending Gang and Youth Violence Board.",
    ),
    (
        "SNBPG", "Safer Nottinghamshire Board Performance Group", "county",
        "Oversees the partnership's work against organised crime in the county.",
    ),
)  # fmt: skip

STREAMS = (
    ("NOCEG", "Illicit tobacco in shops and private homes", Theme.ILLICIT_TOBACCO, "CITY-TS",
     "Close the ten premises that complaints name most often, and keep them closed."),
    ("NOCEG", "Young people drawn into drug supply", Theme.DRUGS, "NCITY",
     "Every school in the three named wards has a briefed lead and a way to refer."),
    ("NOCEG", "Modern slavery in car washes and nail bars", Theme.MODERN_SLAVERY, "IE",
     "One joint visit a month, with support for victims present at each."),
    ("SNBPG", "Organised theft from farms and building sites", Theme.ACQUISITIVE_CRIME, "NOTTSPOL",
     "Marked machinery in the three rural districts, and a named contact at each auction."),
    ("SNBPG", "Doorstep fraud against older people", Theme.FRAUD, "NCC-TS",
     "Every repeat victim is visited within five days and offered call blocking."),
    ("SNBPG", "Exploitation of people in work", Theme.MODERN_SLAVERY, "IE",
     "Labour providers in Ashfield and Mansfield are mapped, and the worst three visited."),
)  # fmt: skip


def seat_boards(session: Session, today: date) -> None:
    """Write the boards, with three work streams for the year each."""
    keys = {code: uuid4() for code, *_ in BOARDS}
    for code, name, area, purpose in BOARDS:
        session.add(
            Board(id=keys[code], code=code, name=name, area=area, purpose=purpose, ceiling=2)
        )
    session.flush()
    for board, title, theme, lead, objective in STREAMS:
        session.add(
            WorkStream(
                board_id=keys[board],
                title=title,
                objective=objective,
                theme=theme.value,
                year=today.year,
                lead_agency_id=agency_of(session, lead).id,
                progress="not_reported",
                version=1,
            )
        )
    session.flush()
