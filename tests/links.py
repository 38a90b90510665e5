"""What each group of the cast is linked to: a premises, an order, an operation, earlier texts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from portal.core import clock
from portal.groups.models import (
    CourtOrder,
    NamedOperation,
    Premises,
    SummaryCheck,
    TextVersion,
)


def of(group_id: UUID, what: str) -> UUID:
    """The id of something that a group is linked to."""
    return uuid5(group_id, what)


def link(
    session: Session, group_id: UUID, name: str, officer: UUID, agency: UUID,
    canary: Callable[[str], str],
) -> None:  # fmt: skip
    """Give a group one of each; partners are told of none of them."""
    added = {"agency_id": agency, "added_at": clock.now(), "added_by_id": officer, "marking": 2}
    session.add_all(
        [
            Premises(
                id=of(group_id, "premises"), group_id=group_id, name=canary("premises " + name),
                address=canary("street " + name), use=canary("use " + name), state="active",
                from_on=date(2011, 2, 3), for_partners=False, **added,
            ),
            CourtOrder(
                id=of(group_id, "order"), group_id=group_id,
                nominal_id=uuid5_of_cast(f"nominal {name}"), kind="scpo",
                court=canary("court " + name), conditions=canary("conditions " + name),
                state="in_force", **added,
            ),
            NamedOperation(
                id=of(group_id, "operation"), group_id=group_id, name=canary("named " + name),
                aim=canary("aim " + name), state="live", for_partners=False, **added,
            ),
            TextVersion(
                id=of(group_id, "text"), group_id=group_id, kind="narrative", number=1,
                text=canary("earlier " + name), replaced_at=clock.now(), replaced_by_id=officer,
                marking=2,
            ),
            SummaryCheck(
                group_id=group_id, narrative_version=1, confirmed_at=clock.now(),
                confirmed_by_id=officer, marking=2,
            ),
        ]
    )  # fmt: skip


def uuid5_of_cast(name: str) -> UUID:
    """The id that the cast gives to a name."""
    return uuid5(UUID("5eed5eed-0000-4000-8000-000000000000"), name)
