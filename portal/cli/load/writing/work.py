"""What every writer needs, and the bulk insert that all of them use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import click
from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

from portal.agencies.models import Agency, LoadedRow
from portal.cli.load.layouts import Kind
from portal.cli.load.mapping import ColumnMap
from portal.cli.load.rows import Loaded
from portal.core.db import Base
from portal.core.errors import SetUpFailed

SENSITIVE = 2
"""The marking of all that an export of groups holds: the portal's ceiling."""
POLICE = "police force"
REGIONAL = "regional organised crime unit"
_STEP = 5000

Values = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Loading:
    """How a file is loaded."""

    as_at: date
    """The day on which it was taken: no date in it may lie after that."""
    to: date | None = None
    """The day to which its dates are moved; none keeps them."""
    mapping: ColumnMap | None = None
    force: str | None = None
    """The code of the force whose export it is; none when there is only one."""
    region: str | None = None
    """The code of that force's regional unit; none when there is only one."""


@dataclass(frozen=True)
class Work:
    """One loading under way, in one transaction."""

    session: Session
    how: Loading
    moment: datetime
    """When the transaction began, by the database's clock: grants hold from now, not from soon."""

    @classmethod
    def begin(cls, session: Session, how: Loading) -> Work:
        """Begin in this session's transaction."""
        return cls(session, how, session.scalars(select(func.now())).one())

    def force(self) -> UUID:
        """The force whose export it is."""
        found = self._only(POLICE, self.how.force, "--as")
        if found is None:
            raise SetUpFailed(
                f'There is no agency of the kind "{POLICE}": load the agencies first.'
            )
        return found

    def region(self) -> UUID | None:
        """The force's regional unit, if the partnership has one."""
        return self._only(REGIONAL, self.how.region, "--region")

    def agencies(self) -> dict[str, UUID]:
        """The agencies there are, by code."""
        return dict(self.session.execute(select(Agency.code, Agency.id)).all())

    def known(self, kind: Kind) -> dict[str, str]:
        """What was loaded before: the digest of each reference."""
        rows = self.session.execute(
            select(LoadedRow.reference, LoadedRow.digest).where(LoadedRow.kind == kind.value)
        )
        return dict(rows.all())

    def remember(self, kind: Kind, rows: Iterable[Loaded]) -> None:
        """Know these rows again."""
        self.insert(
            LoadedRow,
            [
                {
                    "kind": kind.value,
                    "reference": row.reference,
                    "digest": row.digest,
                    "loaded_at": self.moment,
                }
                for row in rows
            ],
        )

    def insert(self, model: type[Base], rows: Sequence[Values]) -> None:
        """Insert in bulk; many rows are told of as they go."""
        table = model.__table__
        assert isinstance(table, Table)  # noqa: S101 - tells the type checker
        for start in range(0, len(rows), _STEP):
            part = rows[start : start + _STEP]
            self.session.execute(insert(table), part)
            if len(rows) > _STEP:
                done = f"{start + len(part):,} of {len(rows):,}"
                click.echo(f"  {table.name.replace('_', ' ')}: {done}", err=True)

    def _only(self, kind: str, code: str | None, option: str) -> UUID | None:
        rows = self.session.execute(select(Agency.code, Agency.id).where(Agency.kind == kind))
        found = dict(rows.all())
        if code is not None:
            if code not in found:
                raise SetUpFailed(f'{option} {code} names no agency of the kind "{kind}".')
            return found[code]
        if len(found) > 1:
            raise SetUpFailed(
                f'There are several agencies of the kind "{kind}": say which with {option}'
                f" ({', '.join(sorted(found))})."
            )
        return next(iter(found.values()), None)
