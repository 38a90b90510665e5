"""Build the house: every room's tables, their policies, and the functions of entering.

There is nothing before it, so no row has to move.  Tables and policies come together: at no moment
is a table open.
"""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TEXTS = Path(__file__).parent.parent / "sql" / "0001"
_SCHEMAS = "boards, profiles, scoring, plans, groups, audit, agencies, access"


def upgrade() -> None:
    """Run the texts in their order."""
    driver = op.get_bind().connection.driver_connection
    for path in sorted(_TEXTS.glob("*.sql")):
        driver.execute(path.read_text(encoding="utf-8"))


def downgrade() -> None:
    """Take the whole house away, with everything in it."""
    op.get_bind().connection.driver_connection.execute(f"drop schema {_SCHEMAS} cascade")
