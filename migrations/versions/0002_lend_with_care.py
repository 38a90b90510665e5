"""Every sharing is a loan: views as data, circles, approvals, agreements that gate, and the rest.

Nothing is lost going up.  A share that stands keeps its level as version 1 of the view of that
name, is live, asks nobody's acceptance, and ends no later than its agreement.  Going down, what
only this migration's tables and columns hold goes with them; shares to circles or people go too,
because the tables before knew neither.

Policies and the web role's privileges are taken away first and written whole at the end, so that
at no moment a table is open and no file has to say what changed in a policy.
"""

import re
from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SQL = Path(__file__).parent.parent / "sql"
_BEFORE, _TEXTS = _SQL / "0001", _SQL / "0002"
_REPLACED = re.compile(r"^create or replace function ([\w.]+)\(", re.MULTILINE)


def _run(text: str) -> None:
    op.get_bind().connection.driver_connection.execute(text)


def upgrade() -> None:
    """Close every table, run the texts in their order; the last of them opens the tables anew."""
    _run((_TEXTS / "00_close.sql").read_text(encoding="utf-8"))
    for path in sorted(_TEXTS.glob("*.up.sql")):
        _run(path.read_text(encoding="utf-8"))


def downgrade() -> None:
    """Take away what came, give each replaced function its text of before, open as before."""
    _run((_TEXTS / "00_close.sql").read_text(encoding="utf-8"))
    for path in sorted(_TEXTS.glob("*.down.sql"), reverse=True):
        _run(path.read_text(encoding="utf-8"))
    replaced = {
        name
        for path in _TEXTS.glob("*.up.sql")
        for name in _REPLACED.findall(path.read_text(encoding="utf-8"))
    }
    for path in sorted(_BEFORE.glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        for name in sorted(replaced):
            found = re.search(rf"^create function {re.escape(name)}\(.*?\$\$;$", text, re.M | re.S)
            if found:
                _run(found[0].replace("create function", "create or replace function", 1))
    for name in ("60_policies.sql", "80_privileges.sql"):
        _run((_BEFORE / name).read_text(encoding="utf-8"))
