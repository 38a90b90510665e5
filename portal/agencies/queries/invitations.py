"""Invitations: one of them, and those that wait for the viewer."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Text, func, select
from sqlalchemy.dialects.postgresql import ARRAY

from portal.access.entry import current_viewer
from portal.access.viewer import Role, Viewer
from portal.agencies.models import Agency, Membership, Person
from portal.agencies.models.people import Invitation
from portal.agencies.projections.people import InvitationLine, InvitationPage
from portal.audit.events import Event
from portal.audit.record import About, shown
from portal.core.db import db
from portal.core.errors import Unseen

_NOT_IN_VIEW = "Somebody not in your view"


def roles_to_give() -> tuple[Role, ...]:
    """The roles that the viewer's own agency gives to its people."""
    kind = select(Agency.kind).where(Agency.id == current_viewer().agency_id).scalar_subquery()
    found = db.session.scalar(select(func.agencies.roles_of(kind, type_=ARRAY(Text())))) or ()
    return tuple(Role(one) for one in found)


def invitation_page(invitation_id: UUID) -> InvitationPage:
    """One invitation, with those who stand for it and what the viewer can do."""
    row = db.session.execute(
        select(Invitation, Agency.name)
        .join(Agency, Agency.id == Invitation.agency_id)
        .where(Invitation.id == invitation_id)
    ).one_or_none()
    if row is None:
        raise Unseen
    one, agency = row
    shown(Event.INVITATION_SEEN, [About("invitation", one.id, None, one.agency_id)])
    named = (
        ("Sponsor", one.sponsor_id), ("Approver", one.approver_id),
        ("Registrar", one.registrar_id),
    )  # fmt: skip
    names = _names([ident for _, ident in named if ident])
    return InvitationPage(
        line=InvitationLine(one.id, one.name, one.made_at, one.state),
        agency_id=one.agency_id,
        agency=agency,
        email=one.email,
        roles=tuple(Role(role) for role in one.roles),
        vetting=f"{one.vetting_level}, until {one.vetting_until.day} {one.vetting_until:%B %Y}",
        is_move=one.is_move,
        expires_at=one.expires_at,
        stood_for=[(who, names.get(ident, _NOT_IN_VIEW)) for who, ident in named if ident],
        steps=_steps(one, current_viewer()),
    )


def _names(ids: list[UUID]) -> dict[UUID, str]:
    rows = db.session.execute(
        select(Membership.id, Person.name)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.id.in_(ids))
    )
    return {row.id: row.name for row in rows}


def _steps(one: Invitation, viewer: Viewer) -> list[str]:
    is_spoc = viewer.agency_id == one.agency_id and viewer.holds(Role.SPC)
    stands = viewer.membership_id in (one.sponsor_id, one.approver_id)
    steps = []
    if one.state == "sponsored" and not stands and (is_spoc or viewer.holds(Role.FIM)):
        steps.append("approve")
    may_issue = is_spoc or viewer.holds(Role.ADM, Role.FIM)
    if one.state == "approved" and not stands and may_issue:
        steps.append("issue")
    if one.state in ("sponsored", "approved", "issued"):
        steps.append("withdraw")
    return steps


def waiting_for_me(limit: int) -> list[InvitationLine]:
    """The invitations that wait for the viewer to approve or to register."""
    viewer = current_viewer()
    rows = db.session.scalars(
        select(Invitation)
        .where(Invitation.state.in_(["sponsored", "approved"]))
        .order_by(Invitation.made_at, Invitation.id)
        .limit(50)
    )
    found = [
        InvitationLine(one.id, one.name, one.made_at, one.state)
        for one in rows
        if {"approve", "issue"} & set(_steps(one, viewer))
    ]
    return found[:limit]
