"""Whatever is done to a group: without a live share or a duty, nobody sees any of it."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from portal.access.entry import enter_as_holder
from portal.access.models import Given, ViewVersion
from portal.access.sight import every_guarded
from portal.access.viewer import View
from portal.agencies.models import SharingCircle, SharingCircleMember
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Refused
from portal.groups.models import Group, Involvement, LentPerson, Share
from portal.groups.operations.sharing import Terms, share_at_creation
from portal.groups.rules import Purpose
from tests.asking import asked_as
from tests.cast import PEOPLE, SENSITIVE, ident
from tests.conftest import World

EXAMPLES = int(os.environ.get("PORTAL_DEFAULT_EXAMPLES", "12"))
LRO = "lro@nottspol.example"
CITY_TS, LENA = "officer@city-ts.example", "officer@county-ts.example"
TAKERS = {
    "agency_id": [ident("CITY-TS"), ident("NCC-TS")],
    "board_id": [ident("NOCEG")],
    "circle_id": [ident("circle")],
    "membership_id": [ident(f"membership {CITY_TS}")],
}
PARTNER_SUMMARY = UUID("00000000-0000-4000-8000-000000000002")
READERS = {
    ident("CITY-TS"): {CITY_TS},
    ident("NCC-TS"): {LENA},
    ident("NOCEG"): {email for email in PEOPLE if email.endswith("noceg@nottingham-city.example")},
    ident("circle"): set(),
    ident(f"membership {CITY_TS}"): {CITY_TS},
}
"""Who answers to each recipient; the circle stays empty."""
_edits = st.lists(
    st.tuples(
        st.sampled_from(["share", "revoke", "expire", "edit", "lend", "narrow", "take", "duty"]),
        st.integers(0, 20),
    ),
    max_size=8,
)


class Story:
    """A group that is made with nobody, and what is then done to it."""

    def __init__(self, connection: Connection) -> None:
        self.connection, self.group = connection, uuid4()
        self.live: dict[UUID, UUID] = {}
        """The live shares, by their recipient."""
        connection.execute(
            insert(Group),
            [
                {
                    "id": self.group, "reference": self.group.hex, "area": "city",
                    "lead_agency_id": ident("NOTTSPOL"), "status": "active", "theme": "drugs",
                    "other_themes": [], "marking": SENSITIVE,
                }
            ],
        )  # fmt: skip
        part = {"group_id": self.group, "nominal_id": ident("nominal sorrel")}
        connection.execute(insert(Involvement), [part | {"role": "enabler", "marking": SENSITIVE}])

    def does(self, what: str, number: int) -> None:
        """One edit; one that cannot be done now is left out."""
        point = self.connection.begin_nested()
        try:
            getattr(self, what)(number)
        except DBAPIError:
            point.rollback()
        else:
            point.commit()

    def share(self, number: int) -> None:
        choices = [(kind, one) for kind, ones in TAKERS.items() for one in ones]
        kind, taker = choices[number % len(choices)]
        if taker in self.live:
            return
        share, version = uuid4(), self.connection.execute(
            select(ViewVersion.id).where(ViewVersion.state == "live", ViewVersion.view == 2)
        ).scalar_one()  # fmt: skip
        values: dict[str, Any] = {
            "id": share, "group_id": self.group, "view": 2, "view_version_id": version,
            "purpose": "disruption", "gateway_id": ident("gateway"), "marking": SENSITIVE,
            "agreement_id": ident("agreement"), "given_at": clock.now() - timedelta(days=1),
            "until": clock.now() + timedelta(days=9), kind: taker,
            "given_by_id": ident(f"membership {LRO}"),
        }  # fmt: skip
        self.connection.execute(insert(Share).values(**values))
        self.live[taker] = share

    def _one(self, number: int) -> UUID | None:
        takers = sorted(self.live)
        return takers[number % len(takers)] if takers else None

    def revoke(self, number: int) -> None:
        taker = self._one(number)
        if taker is None:
            return
        self.connection.execute(
            update(Share)
            .where(Share.id == self.live[taker])
            .values(revoked_at=clock.now(), revoked_by_id=ident(f"membership {LRO}"))
        )
        del self.live[taker]

    def expire(self, number: int) -> None:
        taker = self._one(number)
        if taker is None:
            return
        ended = {"valid_until": clock.now() - timedelta(hours=1)}
        self.connection.execute(
            update(Given).where(Given.share_id == self.live[taker]).values(**ended)
        )
        del self.live[taker]

    def edit(self, number: int) -> None:
        status = ["active", "dormant", "archived"][number % 3]
        self.connection.execute(update(Group).where(Group.id == self.group).values(status=status))

    def lend(self, number: int) -> None:
        taker = self._one(number)
        if taker is not None:
            self.connection.execute(
                insert(LentPerson).values(
                    id=uuid4(), share_id=self.live[taker], group_id=self.group, step=1, reason="x",
                    nominal_id=ident("nominal sorrel"), given_at=clock.now(), marking=SENSITIVE,
                    given_by_id=ident(f"membership {LRO}"), words="",
                )
            )  # fmt: skip

    def narrow(self, number: int) -> None:
        made = uuid4()
        last = self.connection.execute(
            select(func.max(ViewVersion.number)).where(ViewVersion.view_id == PARTNER_SUMMARY)
        ).scalar_one()
        self.connection.execute(
            insert(ViewVersion).values(
                id=made, view_id=PARTNER_SUMMARY, number=last + 1,
                view=2, sections=(15, 31, 7, 3)[number % 4], reason="", state="draft",
                proposed_at=clock.now(), proposed_by_id=ident(f"membership {LRO}"),
            )
        )  # fmt: skip
        self.connection.execute(
            update(ViewVersion)
            .where(ViewVersion.id == made)
            .values(state="live", approved_by_id=ident(f"membership {LENA}"))
        )

    def take(self, number: int) -> None:
        self.connection.execute(
            text("update groups.lent_person set revoked_at = now() where revoked_at is null")
        )

    def duty(self, number: int) -> None:
        self.connection.execute(
            insert(Given).values(
                id=uuid4(), group_id=self.group, from_agency_id=ident("NOTTSPOL"), view=3,
                recipient_id=uuid4(), via="LRO", valid_from=clock.now(), sections=2047,
            )
        )  # fmt: skip


@pytest.fixture(scope="module")
def watched(still_world: World) -> World:
    """A world with a sharing circle that has had members and has none now."""
    with still_world.owner.begin() as connection:
        connection.execute(
            insert(SharingCircle).values(
                id=ident("circle"), name="Empty", purpose="", owner_agency_id=ident("NOTTSPOL"),
                ceiling=SENSITIVE, state="active", made_at=clock.now(),
            )
        )  # fmt: skip
        connection.execute(
            insert(SharingCircleMember).values(
                id=uuid4(), circle_id=ident("circle"), agency_id=ident("HMRC"), is_hidden=False,
                starts_at=clock.now() - timedelta(days=2), ends_at=clock.now() - timedelta(days=1),
            )
        )  # fmt: skip
    return still_world


@given(edits=_edits)
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_without_a_live_share_or_a_duty_nobody_sees_it(
    watched: World, edits: list[tuple[str, int]]
) -> None:
    with watched.owner.begin() as connection:
        story = Story(connection)
        for what, number in edits:
            story.does(what, number)
    allowed = {email for taker in story.live for email in READERS[taker]}
    event(f"{len(story.live)} live")
    for email in (CITY_TS, LENA, "officer@hmrc.example", LRO, "coordinator@nottspol.example",
                  "member.noceg@nottingham-city.example", "auditor@nottspol.example"):  # fmt: skip
        seen = story.group in asked_as(watched, email, Group.id)
        assert seen is (email in allowed), (email, edits)
        if not seen:
            for guard in every_guarded():
                if guard.group is not None:
                    assert story.group not in asked_as(watched, email, guard.group), guard.model


# ---- Set at creation ----


def made_with(world: World, *recipients: str) -> UUID:
    """A group made by its lead officer, with its shares, in one transaction that is committed."""
    group = uuid4()
    with world.owner.begin() as connection:
        connection.execute(
            insert(Group).values(
                id=group, reference=group.hex, lead_agency_id=ident("NOTTSPOL"), area="city",
                status="active", theme="drugs", other_themes=[], marking=SENSITIVE,
            )
        )  # fmt: skip
        connection.execute(
            insert(Given).values(
                id=uuid4(), group_id=group, from_agency_id=ident("NOTTSPOL"), view=3, via="LRO",
                recipient_id=ident(f"membership {LRO}"), valid_from=clock.now(), sections=2047,
            )
        )  # fmt: skip
    with world.app.app_context():
        enter_as_holder(world.as_(LRO).token, read_only=False)
        every = [
            Terms(
                ident(code), View.SUMMARY, Purpose("disruption"), ident("gateway"),
                ident("agreement"), clock.today() + timedelta(days=9),
            )
            for code in recipients
        ]  # fmt: skip
        share_at_creation(group, every)
        assert group not in asked_as(world, CITY_TS, Group.id), "before the commit nobody reads it"
        db.session.commit()
    return group


def test_shares_set_at_creation_open_for_the_chosen_and_nobody_else(world: World) -> None:
    group = made_with(world, "CITY-TS", "NOCEG")
    assert group in asked_as(world, CITY_TS, Group.id)
    assert group in asked_as(world, "member.noceg@nottingham-city.example", Group.id)
    assert group not in asked_as(world, LENA, Group.id)


def test_one_refusal_at_creation_leaves_no_share(world: World) -> None:
    with pytest.raises(Refused):
        made_with(world, "CITY-TS", "OPCC")
    with world.owner.connect() as connection:
        assert connection.exec_driver_sql("select count(*) from groups.share").scalar_one() == 5


def test_nobody_is_named_twice_at_creation(world: World) -> None:
    with pytest.raises(Refused, match="same recipient"):
        made_with(world, "CITY-TS", "CITY-TS")
