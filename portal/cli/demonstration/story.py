"""What has happened in the demonstration before anybody signs in: shares, actions, decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.access.viewer import View
from portal.agencies.models import Agreement, Gateway, Membership, Person
from portal.audit.events import Event
from portal.audit.record import About, about_group
from portal.boards.models import Board
from portal.cli.accounts import agency_of, give
from portal.cli.demonstration import people_and_links
from portal.cli.demonstration.law import AGREEMENT
from portal.cli.load.writing.nominals import Groups, groups_loaded
from portal.cli.recording import record
from portal.core import clock
from portal.groups.models import Grading, LogEntry, PartnerSummary, Share
from portal.groups.rules import Purpose
from portal.plans.models import Action, ActionUpdate
from portal.scoring.models import Assessment

SORREL, TANSY, JUNIPER = "NOTTS/0119", "NOTTS/0134", "NOTTS/0113"
SAFFRON, QUARRY, PEWTER = "NOTTS/0116", "NOTTS/0155", "NOTTS/0173"
LEAD_OFFICER, SENIOR, ANALYST = (
    "lro@nottspol.example", "sro@nottspol.example", "analyst@nottspol.example"
)  # fmt: skip
COUNTY_OFFICER = "officer@county-ts.example"

SUMMARIES = {
    SORREL: "The group supplies class A drugs in the west of the city, from two takeaways and a"
    " tyre shop. Partners are asked for new premises, tenancies and business links, and to tell"
    " the lead officer before any visit.",
    TANSY: "The group hires out firearms. Partners are asked to pass on threats heard at housing"
    " visits the same day, and to make no visit to the named premises alone.",
    SAFFRON: "The group imports illicit tobacco by parcel and sells it through shops and private"
    " homes in the city and across the county boundary. Partners are asked for complaints, test"
    " purchases and landlords' names.",
}

SHARES = (
    (SAFFRON, "NCC-TS", None, View.SUMMARY, "CDA115-STANDARDS", 200),
    (SAFFRON, "HMRC", None, View.HEADLINE, "COMMON-LAW", 120),
    (SORREL, None, "NOCEG", View.SUMMARY, "CDA115-BOARD", 250),
    (TANSY, None, "NOCEG", View.SUMMARY, "CDA115-BOARD", 250),
)
"""Group, agency or board, view, gateway, days from today to the last day."""

ACTIONS = (
    (SAFFRON, COUNTY_OFFICER, "protect", "Visit the landlords of the four shops and explain their"
     " duties under the licensing conditions.", "Four landlords visited, each with a signed"
     " undertaking.", 21, "in_progress", True, "Two of four landlords visited."),
    (SAFFRON, LEAD_OFFICER, "pursue", "Ask the parcel carriers for deliveries to the six"
     " addresses.", "An answer from each carrier.", 14, "accepted", True, None),
    (SORREL, LEAD_OFFICER, "prevent", "Refer the two younger brothers to the diversion programme.",
     "Both accepted on the programme.", -12, "in_progress", True,
     "One referred; the other is waiting for consent."),
    (SORREL, LEAD_OFFICER, "protect", "Brief the housing officers of the two estates on cuckooing.",
     "All officers briefed, and a way to report agreed.", 30, "accepted", True, None),
    (QUARRY, LEAD_OFFICER, "prepare", "Agree with the council how victims are housed on the day of"
     " arrests.", "A written plan that names the on-call officer.", 10, "blocked", False,
     "Waiting for the council's contact."),
)  # fmt: skip
"""Group, owner, strand, step, success, days until due, state, for partners, what was done."""

DECISIONS = (
    (SORREL, "decision", "Visits to the tyre shop are to be joint with the fire service, because"
     " the premises have no second exit."),
    (SORREL, "concern", "Two new names appeared in one week. The structure may be changing; ask the"
     " analyst for a new chart."),
    (SAFFRON, "decision", "Share the partner summary with County Trading Standards: the sales cross"
     " the boundary, and their powers reach the landlords."),
)  # fmt: skip


@dataclass(frozen=True)
class Story:
    """Where the story is told."""

    session: Session
    today: date
    groups: Groups

    def tell(self) -> None:
        """Write all of it."""
        self._assign()
        self._edit_summaries()
        for share in SHARES:
            self._share(*share)
        for action in ACTIONS:
            self._act(*action)
        for decision in DECISIONS:
            self._decide(*decision)
        self._move_band(SORREL, "4A", 39)
        people_and_links.tell(self.session, self.today, self.groups, self._membership)
        self.session.flush()

    def _assign(self) -> None:
        mine = [self.groups[one][0] for one in (SORREL, TANSY, JUNIPER, SAFFRON, QUARRY, PEWTER)]
        give(self.session, mine, self._membership(SENIOR), "SRO")
        give(self.session, mine[:3], self._membership(ANALYST), "ANA")

    def _edit_summaries(self) -> None:
        for reference, words in SUMMARIES.items():
            row = self.session.get_one(PartnerSummary, self.groups[reference][0])
            row.text = words
            row.version += 1

    def _share(
        self, reference: str, agency: str | None, board: str | None, view: View, gateway: str,
        days: int,
    ) -> None:  # fmt: skip
        session, (group_id, lead) = self.session, self.groups[reference]
        to_agency = agency_of(session, agency) if agency else None
        to_board = session.scalars(select(Board).where(Board.code == board)).first()
        recipient = to_agency or to_board
        assert recipient is not None  # noqa: S101 - each line of the table names one
        giver = self._membership(LEAD_OFFICER)
        until = self.today + timedelta(days=days)
        share_id = uuid4()
        session.add(
            Share(
                id=share_id,
                group_id=group_id,
                agency_id=to_agency.id if to_agency else None,
                board_id=to_board.id if to_board else None,
                view=view.value,
                purpose=Purpose.DISRUPTION.value,
                gateway_id=self._id(Gateway, Gateway.code == gateway),
                agreement_id=self._id(Agreement, Agreement.reference == AGREEMENT),
                given_at=session.scalars(select(func.now())).one(),
                until=clock.end_of(until),
                given_by_id=giver.id,
                marking=2,
            )
        )
        record(
            session,
            Event.GROUP_SHARED,
            [about_group(group_id, lead), About("share", share_id, group_id, lead)],
            by=(giver.id, giver.agency_id),
            recipient_id=str(recipient.id),
            recipient=recipient.name,
            view=view.label,
            purpose=Purpose.DISRUPTION.label,
            until=until.isoformat(),
        )

    def _act(  # noqa: PLR0913 - the columns of the table above
        self, reference: str, email: str, strand: str, step: str, success: str, days: int,
        state: str, for_partners: bool, done: str | None,  # noqa: FBT001 - likewise
    ) -> None:  # fmt: skip
        owner, action_id = self._membership(email), uuid4()
        group_id = self.groups[reference][0]
        logged = clock.now() - timedelta(days=25)
        self.session.add(
            Action(
                id=action_id,
                group_id=group_id,
                owner_agency_id=owner.agency_id,
                owner_id=owner.id,
                strand=strand,
                step=step,
                success=success,
                due_on=self.today + timedelta(days=days),
                state=state,
                for_partners=for_partners,
                logged_at=logged,
                logged_by_id=owner.id,
                version=1,
                marking=2,
            )
        )
        self.session.flush()
        if done is not None:
            self.session.add(
                ActionUpdate(
                    action_id=action_id,
                    group_id=group_id,
                    state=state,
                    text=done,
                    written_at=logged + timedelta(days=9),
                    written_by_id=owner.id,
                    marking=2,
                )
            )

    def _decide(self, reference: str, kind: str, words: str) -> None:
        self.session.add(
            LogEntry(
                group_id=self.groups[reference][0],
                kind=kind,
                text=words,
                written_at=clock.now() - timedelta(days=20),
                written_by_id=self._membership(LEAD_OFFICER).id,
                marking=2,
            )
        )

    def _move_band(self, reference: str, before: str, score: int) -> None:
        """Let the group have come to its present band at its last scoring."""
        group_id = self.groups[reference][0]
        grading = self.session.get_one(Grading, group_id)
        scored = self.session.scalars(
            select(Assessment.scored_on).where(Assessment.group_id == group_id)
        ).one()
        grading.previous_band, grading.band_moved_on = before, scored
        self.session.add(
            Assessment(
                group_id=group_id,
                score=score,
                band=before,
                tier=3,
                scored_on=scored - timedelta(days=91),
                origin="as supplied",
                marking=2,
            )
        )

    def _membership(self, email: str) -> Membership:
        return self.session.scalars(
            select(Membership)
            .join(Person, Person.id == Membership.person_id)
            .where(Person.email == email)
        ).one()

    def _id(self, model: type[Gateway] | type[Agreement], rule: object) -> UUID:
        key: UUID = self.session.scalars(select(model.id).where(rule)).one()  # type: ignore[arg-type]  # a comparison of its columns
        return key


def tell(session: Session, today: date) -> None:
    """Write what has happened, as of ``today``."""
    Story(session, today, groups_loaded(session)).tell()
