"""The markings, handling codes and conditions that are in force."""

from __future__ import annotations

from sqlalchemy import select

from portal.access.marking import LABELS
from portal.access.models import HandlingCode, HandlingCondition
from portal.agencies.projections.handling import HandlingPage
from portal.core.db import db


def handling_page() -> HandlingPage:
    """All of the reference data on one page."""
    conditions = db.session.scalars(
        select(HandlingCondition).order_by(HandlingCondition.words, HandlingCondition.code)
    ).all()
    codes = db.session.scalars(select(HandlingCode).order_by(HandlingCode.code.desc())).all()
    return HandlingPage(
        tuple(LABELS.values()),
        tuple(
            (
                code.code,
                code.name,
                code.words,
                tuple(one.words for one in conditions if one.handling_code == code.code),
            )
            for code in codes
        ),
    )
