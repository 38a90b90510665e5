"""What each standing means for a table's rows: declared once, kept by the database, asked here.

A clause is used twice: ``policies`` compiles it to row-level security, and ``fetch`` asks it about
one row.  No twin in Python can drift.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Dialect,
    Select,
    Table,
    bindparam,
    false,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import InstrumentedAttribute

from portal.access.clauses import inside_fence, not_denied, outside_preview, within_ceiling
from portal.access.entry import current_viewer
from portal.access.policy import POLICY, Right, Standing, may
from portal.core.db import Base, db
from portal.core.errors import NotAllowed, Unseen

M = TypeVar("M", bound=Base)
Attribute = InstrumentedAttribute[Any]
WEB = "portal_web"
DIALECT: Dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # its class is untyped


@dataclass(frozen=True, kw_only=True)
class Guarded:
    """What a table's rows ask of a viewer.  A verb without a clause is a verb refused.

    ``means`` gives each standing its clause; ``see`` and ``change`` are rights, opened by the
    standings that the policy names.  ``group`` is the column that ties the row to a group, for
    denials and for the fence of a preview; without one, a preview sees no row unless
    ``in_preview`` gives the reason.  ``marking`` is the column that the viewer's ceiling is held
    against.
    """

    model: type[Base]
    key: Attribute
    see: Right
    means: Mapping[Standing, ColumnElement[bool]]
    add: ColumnElement[bool] | None = None
    change: tuple[Right, ...] = ()
    change_columns: tuple[str, ...] = ()
    """The only columns that the web role may write; named whenever ``change`` is."""
    group: Attribute | None = None
    in_preview: str = ""
    marking: Attribute | None = None

    @property
    def table(self) -> Table:
        """The table that is guarded."""
        table = self.model.__table__
        assert isinstance(table, Table)  # noqa: S101 - tells the type checker
        return table

    def clause(self, *rights: Right) -> ColumnElement[bool]:
        """What a row asks for any of the rights."""
        standings = sorted({standing for right in rights for standing in POLICY[right]})
        return or_(false(), *(self.means[one] for one in standings if one in self.means))

    def policies(self) -> list[str]:
        """The row-level security of the table, a statement each."""
        rules = {
            "select": ("using", self.clause(self.see)),
            "insert": ("with check", self.add),
            "update": ("using", self.clause(*self.change) if self.change else None),
        }
        made = [
            self._policy(f"may_{verb}", f"for {verb}", word, rule)
            for verb, (word, rule) in rules.items()
            if rule is not None
        ]
        return made + [
            self._policy(name, "as restrictive for all", "using", rule)
            for name, rule in self._bars()
        ]

    def _bars(self) -> list[tuple[str, ColumnElement[bool]]]:
        bars: list[tuple[str, ColumnElement[bool]]] = []
        if self.group is not None:
            bars.append(("not_denied", not_denied(self.group)))
            bars.append(("within_fence", inside_fence(self.group)))
        elif not self.in_preview:
            bars.append(("within_fence", outside_preview()))
        if self.marking is not None:
            bars.append(("within_ceiling", within_ceiling(self.marking)))
        return bars

    def _policy(self, name: str, verb: str, word: str, rule: ColumnElement[bool]) -> str:
        kind, _, command = verb.rpartition("for ")
        head = f"create policy {name} on {full_name(self.table)} {kind}for {command} to {WEB}"
        return f"{head} {word} ({clause_sql(rule, self.table)})"

    def privileges(self) -> list[str]:
        """What the web role may do at all with the table: no more than the policies speak of."""
        name = full_name(self.table)
        verbs = ["select"] + (["insert"] if self.add is not None else [])
        if self.change:
            verbs.append(f"update ({', '.join(self.change_columns)})")
        return [f"grant {', '.join(verbs)} on {name} to {WEB}"]


def full_name(table: Table) -> str:
    """The table's name as SQL wants it, quoted where it is a reserved word."""
    return str(DIALECT.identifier_preparer.format_table(table))


def clause_sql(rule: ColumnElement[bool], table: Table) -> str:
    """The clause as text about *this* row.

    Compiled inside a select from its own table: alone, an exists would take the table into its
    own FROM, and would no longer speak of the row that the policy is asked about.
    """
    whole: Select[Any] = select(literal_column("1")).select_from(table).where(rule)
    text = str(whole.compile(dialect=DIALECT, compile_kwargs={"literal_binds": True}))
    return " ".join(text.partition("WHERE ")[2].split())


@dataclass
class _Declared:
    rows: dict[type[Base], Guarded] = field(default_factory=dict)
    doors: dict[tuple[type[Base], Right], Select[Any]] = field(default_factory=dict)
    """The statement of ``fetch`` for each page's right, made when it is first asked for."""


_declared = _Declared()


def declare(rows: Iterable[Guarded]) -> None:
    """Take what the rooms declare; the factory and the commands call it once at start."""
    _declared.rows = {one.model: one for one in rows}
    _declared.doors = {}


def guarded(model: type[Base]) -> Guarded:
    """What the model's rows ask; a model that no room declares is a mistake of ours."""
    return _declared.rows[model]


def every_guarded() -> list[Guarded]:
    """All that is guarded, in the order in which the rooms stand."""
    return list(_declared.rows.values())


def permits(model: type[Base], right: Right) -> ColumnElement[bool]:
    """Whether the viewer may do this to a row: a clause for a select from the model's table."""
    return guarded(model).clause(right)


def _door(model: type[Base], right: Right) -> Select[Any]:
    """The row of an id, and whether the viewer holds the right."""
    if (model, right) not in _declared.doors:
        statement: Select[Any] = select(model).add_columns(permits(model, right))
        wanted = guarded(model).key == bindparam("ident")
        _declared.doors[model, right] = statement.where(wanted)
    return _declared.doors[model, right]


def fetch(model: type[M], ident: UUID, right: Right) -> M:
    """The one way an id becomes a row: unseen and not-allowed are different answers."""
    found = db.session.execute(_door(model, right), {"ident": ident}).one_or_none()
    if found is None:
        raise Unseen
    if not found[1]:
        raise NotAllowed
    row: M = found[0]
    return row


def allow(right: Right) -> None:
    """Refuse unless the viewer holds the right everywhere, by role."""
    if not may(current_viewer(), right):
        raise NotAllowed
