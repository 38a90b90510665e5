"""Steps about who holds a group: shares, revokes, expiries, hand-overs, recusals, time."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.access.models import Given
from portal.boards.models import Seat
from portal.groups.models import Share
from tests.cast import LEAD_OFFICERS, PEOPLE, SEATS, ident
from tests.twins.steps import LENT, Scene, hidden, shared, step, values
from tests.twins.worlds import Twin

BOARDS = {ident("NOCEG"), ident("SNBPG")}


def _lend(scene: Scene, twin: Twin, group: UUID, recipient: UUID, days: int) -> None:
    is_board = recipient in BOARDS
    share_id, view = scene.new_id(), scene.chance.choice([1, 2])

    def write(session: Session) -> None:
        session.add(
            Share(
                id=share_id, group_id=group, agency_id=None if is_board else recipient,
                board_id=recipient if is_board else None, view=view, purpose="disruption",
                gateway_id=ident("gateway"), agreement_id=ident("agreement"),
                given_at=scene.pair.at - timedelta(minutes=1),
                until=scene.pair.at + timedelta(days=days),
                given_by_id=ident("membership lro@nottspol.example"), **values(),
            )
        )  # fmt: skip

    try:
        twin.write(write)
    except IntegrityError as problem:
        # It is lent to them already.
        if "shared with this recipient already" not in str(problem):
            raise


def _take_back(scene: Scene, twin: Twin, *where: Any) -> None:
    def write(session: Session) -> None:
        wanted = select(Share).where(
            Share.revoked_at.is_(None), Share.until > scene.pair.at, *where
        )
        shares = session.scalars(wanted.order_by(Share.id)).all()
        if shares:
            share = scene.chance.choice(shares)
            share.revoked_at = scene.pair.at
            share.revoked_by_id = ident("membership lro@nottspol.example")

    twin.write(write)


@step(hidden)
def lend_to_a_stranger(scene: Scene, twin: Twin) -> None:
    """A group is lent to somebody else, now and then for a day only."""
    group, recipient = scene.pick(scene.not_run()), scene.pick(scene.strangers())
    if group and recipient:
        _lend(scene, twin, group, recipient, scene.chance.choice([1, 20, 200]))


@step(hidden)
def take_back_from_a_stranger(scene: Scene, twin: Twin) -> None:
    """What was lent to somebody else is taken back."""
    groups, others = scene.not_run(), scene.strangers()
    _take_back(
        scene, twin, Share.group_id.in_(groups),
        Share.agency_id.in_(others) | Share.board_id.in_(others),
    )  # fmt: skip


@step(hidden)
def hand_over(scene: Scene, twin: Twin) -> None:
    """A group whose circle the person is not in gets another lead officer."""
    group = scene.pick(scene.not_run())
    heir = scene.chance.choice(sorted(set(LEAD_OFFICERS.values()) | {"sro@nottspol.example"}))
    if not group or heir == scene.pair.email:
        return

    def write(session: Session) -> None:
        session.execute(
            update(Given)
            .where(Given.group_id == group, Given.via == "LRO", Given.revoked_at.is_(None))
            .values(revoked_at=scene.pair.at)
        )
        session.add(
            Given(
                id=scene.new_id(), group_id=group, from_agency_id=ident("NOTTSPOL"),
                recipient_id=ident(f"membership {heir}"), view=3, via="LRO",
                valid_from=scene.pair.at - timedelta(minutes=1),
            )
        )  # fmt: skip

    twin.write(write)


@step(hidden)
def recuse_somebody_else(scene: Scene, twin: Twin) -> None:
    """Somebody else's own grant of a group ends."""
    groups = scene.not_run()
    others = [ident(f"membership {email}") for email in PEOPLE if email != scene.pair.email]

    def write(session: Session) -> None:
        grants = session.scalars(
            select(Given)
            .where(Given.group_id.in_(groups), Given.recipient_id.in_(others),
                   Given.revoked_at.is_(None))
            .order_by(Given.id)
        ).all()  # fmt: skip
        if len(grants) > 1:
            scene.chance.choice(grants).revoked_at = scene.pair.at

    twin.write(write)


@step(hidden)
def end_a_seat_elsewhere(scene: Scene, twin: Twin) -> None:
    """Somebody leaves a board on which the person has no seat."""
    boards = scene.other_boards()
    seats = [email for email, (board, _) in SEATS.items() if board in boards]
    email = scene.pick(seats)
    if email:
        ending = update(Seat).where(Seat.id == ident(f"seat {email}"))

        def write(session: Session) -> None:
            session.execute(ending.values(ended_at=scene.pair.at))

        twin.write(write)


@step(shared)
def lend_to_the_person(scene: Scene, twin: Twin) -> None:
    """A group is lent to the person's own agency or board."""
    recipient = scene.pick(scene.mine())
    if recipient:
        group = scene.chance.choice(LENT)
        _lend(scene, twin, group, recipient, scene.chance.choice([2, 60]))


@step(shared)
def take_back_from_the_person(scene: Scene, twin: Twin) -> None:
    """What was lent to the person is taken back."""
    mine = scene.mine()
    _take_back(scene, twin, Share.agency_id.in_(mine) | Share.board_id.in_(mine))
