"""Who may find a word: whoever holds a grant that opens the section it stands in."""

from __future__ import annotations

from sqlalchemy import SmallInteger, exists, literal, select

from portal.access.clauses import given
from portal.access.policy import Right, Standing
from portal.access.sight import Guarded
from portal.search.models import Term

_term = Term.__table__
_held = given.alias("held")
_opened = exists(
    select(literal(1))
    .where(
        _held.c.group_id == _term.c.group_id,
        _held.c.sections.op("&", return_type=SmallInteger())(_term.c.section)
        != literal(0, SmallInteger()),
    )
    .correlate(_term)
    .offset(literal(0))
)

ROWS = (
    Guarded(
        model=Term,
        key=Term.source_id,
        see=Right.TERM_FIND,
        means={Standing.RECIPIENT: _opened},
        group=Term.group_id,
        marking=Term.marking,
    ),
)
