"""What a preview lets through, what it keeps out, and what the database refuses by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import exc, func, insert, select, update
from sqlalchemy.orm import Session

from portal.access.entry import current_viewer, enter_as_holder, preview
from portal.access.models import Given
from portal.access.sight import Guarded, every_guarded
from portal.agencies.models import Agency, Person, Receiver
from portal.boards.models import Board
from portal.core import clock
from portal.core.db import db
from portal.core.errors import NotAllowed
from portal.groups.models import Group, Nominal, Share
from tests.cast import SENSITIVE, ident
from tests.conftest import World

LRO = "lro@nottspol.example"
COUNTY_TS = "officer@county-ts.example"
SORREL = ident("sorrel")


@contextmanager
def entered(world: World, email: str, *, read_only: bool = False) -> Iterator[None]:
    visitor = world.as_(email)
    with world.app.app_context():
        enter_as_holder(visitor.token, read_only=read_only)
        yield


@contextmanager
def shared(world: World, recipient: str, view: int) -> Iterator[None]:
    """Sorrel given to a recipient in the transaction that is open, and seen as they would."""
    with entered(world, LRO):
        db.session.add(a_share(recipient, view))
        with preview(SORREL, ident(recipient)):
            yield


def a_share(recipient: str, view: int = 2, **other: Any) -> Share:
    is_board = recipient in {"NOCEG", "SNBPG"}
    values: dict[str, Any] = {
        "id": uuid4(),
        "group_id": SORREL,
        "agency_id": None if is_board else ident(recipient),
        "board_id": ident(recipient) if is_board else None,
        "view": view,
        "purpose": "disruption",
        "gateway_id": ident("gateway"),
        "agreement_id": ident("agreement"),
        "given_at": func.now(),
        "until": clock.end_of(clock.today()),
        "given_by_id": ident(f"membership {LRO}"),
        "marking": SENSITIVE,
    }
    return Share(**(values | other))


def rows(guard: Guarded) -> list[tuple[Any, ...]]:
    found = db.session.execute(select(*guard.table.columns))
    return sorted((tuple(row) for row in found), key=repr)


# ---- The fence ----


@pytest.mark.parametrize(
    ("recipient", "view"),
    [("CITY-TS", 1), ("CITY-TS", 2), ("CITY-TS", 3), ("SNBPG", 1), ("SNBPG", 2)],
)
def test_a_preview_holds_no_row_of_any_other_group(
    still_world: World, recipient: str, view: int
) -> None:
    with shared(still_world, recipient, view):
        for guard in every_guarded():
            if guard.group is not None:
                groups = set(db.session.scalars(select(guard.group)))
                assert groups <= {SORREL}, guard.table.name
            elif not guard.in_preview:
                assert rows(guard) == [], guard.table.name
        nominals = set(db.session.scalars(select(Nominal.id)))
        assert nominals == ({ident("nominal sorrel")} if view == 3 else set())


def test_a_preview_shows_none_of_the_other_groups_that_the_recipient_holds(world: World) -> None:
    with Session(world.owner) as session:
        session.add(
            Given(
                id=uuid4(), group_id=ident("juniper"), from_agency_id=ident("NOTTSPOL"),
                recipient_id=ident("NCC-TS"), view=3, via="LEAD", valid_from=clock.now(),
            )
        )  # fmt: skip
        session.commit()
    with entered(world, COUNTY_TS):
        assert ident("juniper") in rows_of(Group)
    with entered(world, LRO), preview(SORREL, ident("NCC-TS")):
        for guard in every_guarded():
            if guard.group is not None:
                assert set(db.session.scalars(select(guard.group))) <= {SORREL}, guard.table.name
        assert db.session.scalars(select(Nominal.id)).all() == []


@pytest.mark.parametrize("email", [COUNTY_TS, "officer@hmrc.example"])
def test_a_preview_gives_the_rows_of_the_group_that_a_real_officer_has(
    still_world: World, email: str
) -> None:
    agency = ident(still_world.cast[email].agency)
    guards = [guard for guard in every_guarded() if guard.group is not None]
    guards = [guard for guard in guards if guard.model is not Given]

    def of_sorrel() -> dict[str, list[tuple[Any, ...]]]:
        return {
            guard.table.fullname: [
                tuple(row)
                for row in db.session.execute(
                    select(*guard.table.columns)
                    .where(guard.group == SORREL)  # type: ignore[arg-type]
                    .order_by(guard.key)
                )
            ]
            for guard in guards
        }

    with entered(still_world, email):
        real = of_sorrel()
    with entered(still_world, LRO), preview(SORREL, agency):
        assert of_sorrel() == real


def test_a_preview_names_nobody_but_the_recipients_own_people(still_world: World) -> None:
    with shared(still_world, "CITY-TS", 2):
        people = set(db.session.scalars(select(Person.id)))
    assert people == {ident("person officer@city-ts.example")}


# ---- Who may ask, and what is left of it ----


@pytest.mark.parametrize(
    "email",
    [
        "other-lro@nottspol.example",
        "analyst@nottspol.example",
        "scorer@emsou.example",
        COUNTY_TS,
        "auditor@nottspol.example",
    ],
)
def test_who_neither_leads_nor_answers_for_the_group_is_refused_a_preview(
    still_world: World, email: str
) -> None:
    with entered(still_world, email), pytest.raises(NotAllowed), preview(SORREL, ident("HMRC")):
        pass


@pytest.mark.parametrize("name", ["sorrel", "nobody at all"])
def test_a_preview_is_of_a_recipient_alone(still_world: World, name: str) -> None:
    with entered(still_world, LRO), pytest.raises(NotAllowed), preview(SORREL, ident(name)):
        pass


def test_after_a_preview_the_asker_is_themselves_again(still_world: World) -> None:
    with entered(still_world, LRO):
        mine, viewer = rows_of(Group), current_viewer()
        with preview(SORREL, ident("HMRC")):
            assert current_viewer().agency_id == ident("HMRC")
        assert current_viewer() == viewer
        assert rows_of(Group) == mine
        assert db.session.scalar(select(func.access.fence())) is None
        assert db.session.scalar(select(func.access.membership())) == viewer.membership_id


def rows_of(model: type[Group]) -> list[UUID]:
    return sorted(db.session.scalars(select(model.id)))


def test_a_fault_inside_a_preview_leaves_the_asker_themselves(still_world: World) -> None:
    with entered(still_world, LRO):
        with pytest.raises(ZeroDivisionError), preview(SORREL, ident("HMRC")):
            raise ZeroDivisionError
        assert db.session.scalar(select(func.access.agency())) == ident("NOTTSPOL")


def test_nothing_written_before_a_preview_outlives_it(world: World) -> None:
    with shared(world, "CITY-TS", 2):
        pass
    with entered(world, LRO):
        db.session.add(a_share("CITY-TS"))
        with preview(SORREL, ident("CITY-TS")):
            pass
        db.session.commit()
    with Session(world.owner) as session:
        wanted = Share.agency_id == ident("CITY-TS"), Share.group_id == SORREL
        assert session.scalars(select(Share).where(*wanted)).all() == []


def test_nothing_can_be_written_in_a_preview(still_world: World) -> None:
    with entered(still_world, LRO), preview(SORREL, ident("HMRC")):
        db.session.add(a_share("CITY-TS"))
        with pytest.raises(exc.ProgrammingError, match="row-level security"):
            db.session.flush()


# ---- What the database refuses by itself ----


def test_the_web_role_writes_no_grant(still_world: World) -> None:
    with entered(still_world, LRO), pytest.raises(exc.ProgrammingError, match="permission denied"):
        db.session.execute(
            insert(Given).values(
                id=uuid4(), group_id=SORREL, from_agency_id=ident("NOTTSPOL"),
                recipient_id=ident("CITY-TS"), view=3, via="LEAD", valid_from=clock.now(),
            )
        )  # fmt: skip


@pytest.mark.parametrize(
    ("email", "group"),
    [
        (LRO, "juniper"),
        ("analyst@nottspol.example", "sorrel"),
        ("sro@nottspol.example", "sorrel"),
        (COUNTY_TS, "sorrel"),
        ("auditor@nottspol.example", "sorrel"),
    ],
)
def test_the_web_role_shares_no_group_for_who_does_not_lead_it(
    still_world: World, email: str, group: str
) -> None:
    mine = ident(f"membership {email}")
    with entered(still_world, email):
        db.session.add(a_share("CITY-TS", group_id=ident(group), given_by_id=mine))
        with pytest.raises(exc.ProgrammingError, match="row-level security"):
            db.session.flush()


def test_the_web_role_shares_in_nobody_elses_name(still_world: World) -> None:
    with entered(still_world, LRO):
        theirs = ident("membership other-lro@nottspol.example")
        db.session.add(a_share("CITY-TS", given_by_id=theirs))
        with pytest.raises(exc.ProgrammingError, match="row-level security"):
            db.session.flush()


def test_a_partner_revokes_nothing(still_world: World) -> None:
    with entered(still_world, COUNTY_TS):
        done = db.session.execute(
            update(Share).where(Share.group_id == SORREL).values(revoked_at=clock.now())
        )
        assert done.rowcount == 0  # type: ignore[attr-defined]
        db.session.rollback()


def test_a_revoked_share_is_never_live_again(still_world: World) -> None:
    with (
        entered(still_world, "other-lro@nottspol.example"),
        pytest.raises(exc.IntegrityError, match="stays revoked"),
    ):
        db.session.execute(
            update(Share).where(Share.id == ident("share hawthorn NCC-TS")).values(revoked_at=None)
        )


def test_two_shares_at_once_with_one_recipient_are_one_too_many(world: World) -> None:
    with entered(world, LRO):
        db.session.add(a_share("CITY-TS"))
        db.session.flush()
        db.session.add(a_share("CITY-TS", view=1))
        with pytest.raises(exc.IntegrityError, match="shared with this recipient already"):
            db.session.flush()


# ---- Those to whom a group can be given ----


def test_agencies_and_boards_are_receivers_under_their_names_as_they_stand(world: World) -> None:
    with Session(world.owner) as session:
        session.execute(
            update(Agency).where(Agency.id == ident("HMRC")).values(name="New", state="left")
        )
        session.execute(update(Board).where(Board.id == ident("NOCEG")).values(name="Board"))
        session.commit()
        hmrc, board = (session.get_one(Receiver, ident(name)) for name in ("HMRC", "NOCEG"))
        assert (hmrc.name, hmrc.kind, hmrc.is_active) == ("New", "revenue", False)
        assert (board.name, board.kind, board.is_active) == ("Board", "board", True)


@pytest.mark.parametrize(
    ("email", "seen"),
    [
        (COUNTY_TS, None),
        ("officer@city-ts.example", {"CITY-TS"}),
        ("pcc@opcc.example", {"OPCC"}),
        ("member.county@nottinghamshire.example", {"NCOUNTY", "SNBPG"}),
    ],
)
def test_only_those_who_may_share_learn_who_else_is_in_the_partnership(
    still_world: World, email: str, seen: set[str] | None
) -> None:
    with entered(still_world, email, read_only=True):
        found = set(db.session.scalars(select(Receiver.id)))
    everyone = 11
    assert len(found) == everyone if seen is None else found == {ident(name) for name in seen}


def test_the_circle_is_told_to_those_alone_who_hold_the_lead_view(still_world: World) -> None:
    def told(email: str) -> int:
        with entered(still_world, email, read_only=True):
            return len(db.session.execute(select(func.access.circle(SORREL))).all())

    assert told(LRO) == 6
    assert told("analyst@nottspol.example") == 6
    assert told(COUNTY_TS) == 0
    assert told("other-lro@nottspol.example") == 0
    assert told("auditor@nottspol.example") == 0
