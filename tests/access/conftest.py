"""Passwords for the cast, quick to check, since each test spends several."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from portal.agencies import sign_in
from portal.agencies.models import Credential
from portal.core import clock
from tests.asking import put
from tests.cast import PEOPLE, ident
from tests.conftest import World

PASSWORD = "correct horse battery"


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> PasswordHasher:
    """Argon2id at its cheapest: what a test of counting must not wait for."""
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(sign_in, "_hasher", quick)
    monkeypatch.setattr(sign_in, "_NOBODY", quick.hash("nobody"))
    return quick


@pytest.fixture
def door_world(world: World, quick_hashes: PasswordHasher) -> World:
    """A world of its own whose people can sign in."""
    kept = quick_hashes.hash(PASSWORD)
    put(
        world,
        *(
            Credential(person_id=ident(f"person {email}"), password_hash=kept, set_at=clock.now())
            for email in PEOPLE
        ),
    )
    return world
