"""The answer to a question about a person, what our agency answers, and who asked about ours."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Boolean, DateTime, Text, column, func, select

from portal.access.entry import current_viewer
from portal.audit.events import Event
from portal.audit.record import shown
from portal.core.db import db
from portal.core.errors import Unseen
from portal.groups.models import DeconflictionSearch, DeconflictionSetting
from portal.groups.projections.deconfliction import AskerLine, SearchPage, SettingPage
from portal.groups.rules import Answer, Purpose


def search_page(search_id: UUID) -> SearchPage:
    """Hit or no hit."""
    one = db.session.scalars(
        select(DeconflictionSearch).where(DeconflictionSearch.id == search_id)
    ).one_or_none()
    if one is None:
        raise Unseen
    return SearchPage(one.id, Purpose(one.purpose).label, one.asked_at, one.is_hit)


def setting_page() -> SettingPage:
    """What the viewer's agency answers, and who asked about its nominals."""
    setting = db.session.scalars(
        select(DeconflictionSetting).where(
            DeconflictionSetting.agency_id == current_viewer().agency_id
        )
    ).one_or_none()
    asked = func.groups.deconfliction_of_ours().table_valued(
        column("asked_at", DateTime(timezone=True)),
        column("agency", Text()),
        column("purpose", Text()),
        column("nominal", Text()),
        column("opened", Boolean()),
    )
    rows = db.session.execute(select(asked)).all()
    shown(Event.ASKERS_SEEN)
    return SettingPage(
        Answer(setting.answer) if setting is not None else Answer.NOTHING,
        tuple(
            AskerLine(at, who, Purpose(why).label, whom, was) for at, who, why, whom, was in rows
        ),
    )
