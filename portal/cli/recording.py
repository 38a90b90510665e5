"""How a command puts what it does on the record."""

from __future__ import annotations

import json
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import cast, func, literal, null, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session
from sqlalchemy.types import Uuid

from portal.access.system import RECORDED
from portal.audit.events import Event
from portal.audit.record import About, entry


def record(
    session: Session,
    event: Event,
    about: Sequence[About] = (),
    by: tuple[UUID, UUID] | None = None,
    **facts: str | int,
) -> None:
    """Put an entry on the chain, with the command's reason.

    A command acts for nobody; only the demonstration writes its story in the names of its people
    (``by``: the membership and its agency).
    """
    session.flush()
    name, verb, told, subjects = entry(event, about, facts)
    membership, agency = by or (None, None)
    session.execute(
        select(
            func.audit.put(
                name,
                verb,
                cast(membership or null(), Uuid()),
                cast(agency or null(), Uuid()),
                cast(literal(json.dumps(told)), JSONB),
                cast(literal(json.dumps(subjects)), JSONB),
                session.info["why"],
            )
        )
    )
    session.info[RECORDED] = True
