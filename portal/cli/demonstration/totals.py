"""The totals that the demonstration's coordinator has published."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session


def publish(session: Session, today: date) -> None:
    """Publish nothing yet: the coordinator's page does."""
