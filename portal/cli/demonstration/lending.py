"""What follows a share in the demonstration: one that waits, conditions, a copy, a correction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.access.viewer import STANDARD, View
from portal.agencies.models import Agency, Agreement, Gateway, Membership, Person
from portal.audit.events import Event
from portal.audit.record import About, about_group
from portal.cli.accounts import agency_of
from portal.cli.demonstration.law import AGREEMENT
from portal.cli.load.writing.nominals import Groups, groups_loaded
from portal.cli.recording import record
from portal.core import clock
from portal.groups.models import AccessRequest, Copy, Correction, Group, Share
from portal.groups.rules import Purpose, needs_second_person

LEAD_OFFICER = "lro@nottspol.example"
COUNTY, REVENUE = "officer@county-ts.example", "officer@hmrc.example"
SAFFRON, QUARRY, PEWTER, JUNIPER = "NOTTS/0116", "NOTTS/0155", "NOTTS/0173", "NOTTS/0113"
CONDITIONS = (
    "Do not act on it, and tell nobody outside your team, before you have spoken to the lead"
    " officer. Keep no copy on a shared drive."
)


@dataclass(frozen=True)
class Lending:
    """Where it is told."""

    session: Session
    today: date
    groups: Groups

    def tell(self) -> None:
        """Write all of it."""
        self._share(PEWTER, "NCC-TS", View.FULL, "CDA115-STANDARDS", 150)
        self._share(QUARRY, "CITY-TS", View.SUMMARY, "CDA115-STANDARDS", 180, CONDITIONS)
        self._share(JUNIPER, "CITY-TS", View.SUMMARY, "CDA115-STANDARDS", 20)
        taken_back = self._share(QUARRY, "NCC-TS", View.SUMMARY, "CDA115-STANDARDS", 90)
        self.session.flush()
        now, giver = clock.now(), self._membership(LEAD_OFFICER)
        taken_back.revoked_at, taken_back.revoked_by_id = now, giver.id
        self._copy(taken_back, now)
        self._correct(now)
        self._ask(now)
        self.session.flush()

    def _share(
        self, reference: str, agency: str, view: View, gateway: str, days: int, conditions: str = ""
    ) -> Share:  # fmt: skip
        session, (group_id, lead) = self.session, self.groups[reference]
        to, giver = agency_of(session, agency), self._membership(LEAD_OFFICER)
        reason = needs_second_person(view, STANDARD[view], 2, to.kind)
        until = self.today + timedelta(days=days)
        share = Share(
            id=uuid4(),
            group_id=group_id,
            agency_id=to.id,
            view=view.value,
            purpose=Purpose.DISRUPTION.value,
            gateway_id=session.scalars(select(Gateway.id).where(Gateway.code == gateway)).one(),
            agreement_id=session.scalars(
                select(Agreement.id).where(Agreement.reference == AGREEMENT)
            ).one(),
            given_at=clock.now() - timedelta(days=9),
            until=clock.end_of(until),
            given_by_id=giver.id,
            conditions=conditions,
            state="awaiting" if reason else "live",
            needs_approval=reason,
            marking=2,
        )
        session.add(share)
        whom = {"recipient_id": str(to.id), "recipient": to.name, "view": view.label}
        about = [about_group(group_id, lead), About("share", share.id, group_id, lead)]
        by = (giver.id, giver.agency_id)
        if reason:
            record(session, Event.SHARE_PROPOSED, about, by=by, **whom)
        else:
            told = {"purpose": Purpose.DISRUPTION.label, "until": until.isoformat()}
            record(session, Event.GROUP_SHARED, about, by=by, **whom, **told)
        return share

    def _copy(self, share: Share, now: datetime) -> None:
        """A print of a share since taken back, whose holder has yet to destroy it."""
        group, lender = self._named(share.group_id)
        self.session.add(
            Copy(
                group_id=group.id,
                share_id=share.id,
                membership_id=self._membership(COUNTY).id,
                kind="print",
                what="The overview, two pages, in the locked case file",
                reference=group.reference,
                lender=lender,
                taken_at=now - timedelta(days=4),
                recalled_at=now,
                marking=2,
            )
        )

    def _correct(self, now: datetime) -> None:
        group, lender = self._named(self.groups[SAFFRON][0])
        sending = uuid4()
        for code in ("NCC-TS", "HMRC"):
            self.session.add(
                Correction(
                    sending_id=sending,
                    group_id=group.id,
                    recipient_id=agency_of(self.session, code).id,
                    reference=group.reference,
                    lender=lender,
                    text="The group was recorded as active in both areas. It is active in the city"
                    " alone: strike the county from your own records.",
                    sent_at=now - timedelta(days=2),
                    sent_by_id=self._membership(LEAD_OFFICER).id,
                    marking=2,
                )
            )

    def _ask(self, now: datetime) -> None:
        group, _ = self._named(self.groups[JUNIPER][0])
        asker = self._membership(REVENUE)
        for about in (
            f"{group.reference}, named at the last board meeting",
            "Whoever sells tobacco from the green van at the Saturday market",
        ):
            self.session.add(
                AccessRequest(
                    asked_by_id=asker.id,
                    agency_id=asker.agency_id,
                    about=about,
                    need="To see whether our own case concerns the same premises.",
                    purpose=Purpose.DISRUPTION.value,
                    asked_at=now - timedelta(hours=30),
                )
            )

    def _named(self, group_id: UUID) -> tuple[Group, str]:
        group = self.session.get_one(Group, group_id)
        return group, self.session.get_one(Agency, group.lead_agency_id).name

    def _membership(self, email: str) -> Membership:
        return self.session.scalars(
            select(Membership)
            .join(Person, Person.id == Membership.person_id)
            .where(Person.email == email)
        ).one()


def tell(session: Session, today: date) -> None:
    """Write what follows the shares, as of ``today``."""
    Lending(session, today, groups_loaded(session)).tell()
