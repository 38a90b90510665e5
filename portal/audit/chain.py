"""Whether the chain still holds."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from portal.audit.models import Entry


@dataclass(frozen=True, slots=True)
class Chain:
    """What a reading of the whole chain found."""

    entries: int
    head: str
    """The digest of the newest entry, in hexadecimal: keep it elsewhere, since a chain alone
    cannot show that its end was cut off."""
    first_altered: int | None


def verify(owner: Connection) -> Chain:
    """Read the chain from its first entry to its last, as the owner."""
    altered = owner.scalar(select(func.audit.first_altered()))
    count = owner.scalar(select(func.count()).select_from(Entry)) or 0
    newest = owner.scalar(select(Entry.digest).order_by(Entry.seq.desc()).limit(1))
    return Chain(count, newest.hex() if newest else "", altered)


def holds_head(owner: Connection, head: str) -> bool:
    """Whether an entry with this digest is still on the chain."""
    found = owner.scalar(select(Entry.seq).where(Entry.digest == bytes.fromhex(head)))
    return found is not None
