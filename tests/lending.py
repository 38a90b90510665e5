"""What the cast lacks of sharing: a version that waits, a sharing circle, a person who was lent."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from portal.access.models import ViewVersion
from portal.agencies.models import SharingCircle, SharingCircleMember
from portal.core import clock
from portal.groups.models import LentPerson
from tests.asking import put
from tests.cast import SENSITIVE, canary, ident
from tests.conftest import World

HEADLINE, PARTNER_SUMMARY = (UUID(f"00000000-0000-4000-8000-00000000000{n}") for n in (1, 2))
DRAFT, CIRCLE = ident("draft headline"), ident("circle vans")
MEMBER, LENT = ident("circle vans HMRC"), ident("lent sorrel HMRC")


def add_lending(world: World) -> None:
    """Add one row of each; the circle holds nothing, the person is lent to HMRC by their part."""
    coordinator = ident("membership coordinator@nottspol.example")
    put(
        world,
        ViewVersion(
            id=DRAFT, view_id=HEADLINE, number=2, view=1, sections=17, reason="How many",
            state="draft", proposed_at=clock.now(), proposed_by_id=coordinator,
        ),
        SharingCircle(
            id=CIRCLE, name=canary("circle vans"), purpose=canary("purpose vans"),
            owner_agency_id=ident("NOTTSPOL"), ceiling=SENSITIVE, state="active",
            made_at=clock.now(),
        ),
        LentPerson(
            id=LENT, share_id=ident("share sorrel HMRC"), group_id=ident("sorrel"), step=1,
            nominal_id=ident("nominal sorrel"), reason=canary("reason sorrel HMRC"),
            given_at=clock.now(), given_by_id=ident("membership lro@nottspol.example"),
            marking=SENSITIVE,
        ),
    )  # fmt: skip
    put(
        world,
        SharingCircleMember(
            id=MEMBER, circle_id=CIRCLE, agency_id=ident("HMRC"), is_hidden=False,
            starts_at=clock.now() - timedelta(days=1),
        ),
    )  # fmt: skip
