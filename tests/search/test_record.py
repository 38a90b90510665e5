"""What somebody searched for is read by their own agency's auditors and by nobody else's."""

from __future__ import annotations

from tests.cast import canary
from tests.conftest import World
from tests.search.test_search import found

AUDITOR = "auditor@nottspol.example"


def test_our_auditors_read_what_our_officers_searched_for(world: World) -> None:
    found(world.as_("lro@nottspol.example"), canary("summary sorrel"))
    assert canary("summary sorrel") in world.as_(AUDITOR).get("/record").get_text()


def test_no_other_agencys_auditors_read_what_was_searched_for(world: World) -> None:
    assert found(world.as_("officer@county-ts.example"), canary("summary sorrel"))
    page = world.as_(AUDITOR).get("/record").get_text()
    assert "Searched" in page, "the group that was found is theirs"
    assert canary("summary sorrel") not in page
