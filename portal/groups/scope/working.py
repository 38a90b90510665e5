"""What a duty towards a group is, where more than one table asks for it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_

from portal.access.clauses import Column, granted, holds
from portal.access.policy import CONTRIBUTORS
from portal.access.viewer import Section, View
from portal.groups.scope.duties import coordinates


def works_on(group_id: Column) -> ColumnElement[bool]:
    """Whether the viewer leads, analyses or coordinates the group."""
    return or_(granted(group_id, View.FULL, "LRO", "ANA"), coordinates(group_id))


def contributes_to(group_id: Column) -> ColumnElement[bool]:
    """Whether the viewer may propose something to those who run the group."""
    return and_(holds(*CONTRIBUTORS), granted(group_id, Section.SUMMARY))
