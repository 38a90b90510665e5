"""The path of groups in the demonstration: triggers, a report, training, offers, a queue."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.agencies.models import Membership, Person
from portal.cli.accounts import agency_of
from portal.cli.load.writing.nominals import Groups, groups_loaded
from portal.core import clock
from portal.groups.models import (
    Closure,
    DefinitionAnswer,
    Group,
    Handover,
    IntelligenceItem,
    SpottingReport,
    Team,
    TeamMember,
    Training,
    Trigger,
    TriggerMove,
)
from portal.groups.rules import Marking, new_reference
from portal.groups.rules.definition import ELEMENTS, Answer, Question

SORREL, JUNIPER, PEWTER = "NOTTS/0119", "NOTTS/0113", "NOTTS/0173"
LEAD, COORDINATOR = "lro@nottspol.example", "coordinator@nottspol.example"
CHAIR, ANALYST = "scrutiny@nottspol.example", "analyst@nottspol.example"
COUNTY, CITY, HMRC = (
    "officer@county-ts.example", "officer@city-ts.example", "officer@hmrc.example"
)  # fmt: skip

TRIGGERS = (
    ("Larch", COUNTY, "partnership", "TS/2/0417", "illicit_tobacco_and_goods", "county",
     "Three shops of one family sell tobacco without duty marks. Stock comes at night by van."
     " Still to be found out: where it is stored, and who pays.", ("submitted",)),
    ("Alder", CITY, "partnership", "TS/1/0088", "fraud", "city",
     "Door-to-door roofing fraud on older people in four streets, by crews that share one yard.",
     ("submitted", "in_development", "at_scrutiny")),
    ("Rowan", HMRC, "investigation", "HM/7/2210", "money_laundering", "city",
     "Seven cash businesses bank more than they can earn. One accountant serves all of them.",
     ("submitted", "in_development", "at_scrutiny", "sent_to_ocgm")),
    ("Osier", COUNTY, "partnership", "TS/2/0391", "waste_and_environmental", "county",
     "Waste is burnt on rented farmland. The same two vehicles were seen at three sites.",
     ("submitted", "in_development", "returned")),
)  # fmt: skip
"""Name of record, who proposes, avenue, source code, theme, area, summary, moves so far."""

MOVERS = {"submitted": None, "in_development": COORDINATOR, "at_scrutiny": COORDINATOR,
          "sent_to_ocgm": CHAIR, "returned": COORDINATOR}  # fmt: skip
REASONS = {
    "submitted": "Beyond what our own powers reach.",
    "in_development": "Fits what the analyst already holds on the area.",
    "at_scrutiny": "Every question of the test has an answer.",
    "sent_to_ocgm": "Persistent, and partners are ready to act.",
    "returned": "Say which vehicles were seen where and when, and submit it again.",
}
QUEUE = ((SORREL, "NP/IR/26-0412", 23), (SORREL, "NP/IR/26-0467", 6), (JUNIPER, "EM/IR/26-1180", 2))
TRAINED = (
    (LEAD, "lead_officer", 200), (COUNTY, "spotting", 90), (COORDINATOR, "spotting", 300),
    (CITY, "spotting", -20), (ANALYST, "spotting", 30),
)  # fmt: skip
"""Who, the course, days from today until it runs out."""


class Path:
    """Where the path is laid out."""

    def __init__(self, session: Session, today: date, groups: Groups) -> None:
        self.session, self.today, self.groups = session, today, groups

    def lay(self) -> None:
        """Write all of it."""
        made = [self._trigger(*one) for one in TRIGGERS]
        self._report(made[0])
        for email, course, days in TRAINED:
            self._train(email, course, days)
        for reference, number, days in QUEUE:
            self._queue(reference, number, days)
        self._offer()
        self._propose()
        self._team()
        self.session.flush()

    def _trigger(  # noqa: PLR0913 - the columns of the table above
        self, name: str, email: str, avenue: str, code: str, theme: str, area: str, summary: str,
        moves: tuple[str, ...],
    ) -> UUID:  # fmt: skip
        who, trigger_id = self._who(email), uuid4()
        start = clock.now() - timedelta(days=6 + 9 * len(moves))
        self.session.add(
            Trigger(
                id=trigger_id,
                reference=new_reference("TRG"),
                agency_id=who.agency_id,
                avenue=avenue,
                source_code=code,
                name_of_record=name,
                summary=summary,
                area=area,
                theme=theme,
                other_themes=[],
                state="draft",
                state_since=start,
                made_at=start,
                made_by_id=who.id,
                marking=Marking.OFFICIAL_SENSITIVE.value,
            )
        )
        self.session.flush()
        self._answer(trigger_id, who, start, whole=len(moves) > 1)
        before = "draft"
        for number, state in enumerate(moves, 1):
            mover = MOVERS[state]
            self.session.add(
                TriggerMove(
                    trigger_id=trigger_id,
                    from_state=before,
                    to_state=state,
                    reason=REASONS[state],
                    moved_at=start + timedelta(days=9 * number - 5),
                    moved_by_id=self._who(mover).id if mover else who.id,
                )
            )
            self.session.flush()
            before = state
        return trigger_id

    def _answer(self, trigger_id: UUID, who: Membership, start: object, *, whole: bool) -> None:
        for question in Question:
            unsure = question in ELEMENTS[2:] or (not whole and question is Question.CAPABILITY)
            self.session.add(
                DefinitionAnswer(
                    trigger_id=trigger_id,
                    question=question.value,
                    answer=(Answer.UNKNOWN if unsure else Answer.YES).value,
                    basis="Not looked into yet." if unsure else "Seen at visits by two officers.",
                    evidence_on=None if unsure else self.today - timedelta(days=50),
                    answered_at=start,
                    answered_by_id=who.id,
                )
            )

    def _report(self, trigger_id: UUID) -> None:
        who = self._who(COUNTY)
        for state, signs, place, about in (
            ("linked", "The same van unloads at the back door after closing, on three evenings.",
             "Station Road", trigger_id),
            ("received", "A lock-up with blacked-out windows is visited by different people for a"
             " few minutes each.", "Mill Lane", None),
        ):  # fmt: skip
            self.session.add(
                SpottingReport(
                    reference=new_reference("SPT"),
                    agency_id=who.agency_id,
                    observer_id=who.id,
                    signs=signs,
                    place=place,
                    seen_on=self.today - timedelta(days=11),
                    theme="illicit_tobacco_and_goods",
                    filed_at=clock.now() - timedelta(days=10),
                    state=state,
                    trigger_id=about,
                    answer="Thank you: it fits what we hold." if about else "",
                    answered_at=clock.now() - timedelta(days=8) if about else None,
                    answered_by_id=self._who(COORDINATOR).id if about else None,
                    marking=Marking.OFFICIAL_SENSITIVE.value,
                )
            )

    def _train(self, email: str, course: str, days: int) -> None:
        who, by = self._who(email), self._who(CHAIR)
        self.session.add(
            Training(
                membership_id=who.id,
                agency_id=who.agency_id,
                course=course,
                passed_on=self.today + timedelta(days=days - 730),
                expires_on=self.today + timedelta(days=days),
                recorded_at=clock.now(),
                recorded_by_id=by.id,
            )
        )

    def _queue(self, reference: str, number: str, days: int) -> None:
        self.session.add(
            IntelligenceItem(
                group_id=self.groups[reference][0],
                reference=number,
                received_on=self.today - timedelta(days=days),
                added_at=clock.now() - timedelta(days=days),
                added_by_id=self._who(ANALYST).id,
                outcome="",
                marking=Marking.OFFICIAL_SENSITIVE.value,
            )
        )

    def _offer(self) -> None:
        group = self.session.get_one(Group, self.groups[JUNIPER][0])
        self.session.add(
            Handover(
                group_id=group.id,
                group_reference=group.reference,
                to_agency_id=agency_of(self.session, "CITY-TS").id,
                note="Most of what is left to do rests on powers of yours. Call me first.",
                residual_until=self.today + timedelta(days=60),
                offered_at=clock.now() - timedelta(days=8),
                offered_by_id=self._who(LEAD).id,
                state="offered",
                answer="",
                marking=group.marking,
            )
        )

    def _propose(self) -> None:
        group = self.session.get_one(Group, self.groups[PEWTER][0])
        if group.status not in ("active", "dormant"):
            return
        self.session.add(
            Closure(
                group_id=group.id,
                kind="archive",
                reason="principals_imprisoned_and_group_not_functioning",
                evidence="Both principals are in prison and nothing was heard for nine months.",
                residual_risk="One order runs until next year; two addresses stay on the visit"
                " list of the neighbourhood team.",
                reopen_triggers="A release.\nA new premises in either name.",
                proposed_at=clock.now() - timedelta(days=5),
                proposed_by_id=self._who(LEAD).id,
                state="proposed",
                answer="",
                marking=group.marking,
            )
        )

    def _team(self) -> None:
        team_id, made_by = uuid4(), self._who(COORDINATOR)
        self.session.add(
            Team(
                id=team_id,
                agency_id=made_by.agency_id,
                name="Street gangs team",
                purpose="Urban street gangs in the city: visits, diversion and operations.",
                made_at=clock.now(),
                made_by_id=made_by.id,
            )
        )
        self.session.flush()
        for email in (LEAD, ANALYST):
            self.session.add(TeamMember(team_id=team_id, membership_id=self._who(email).id))

    def _who(self, email: str) -> Membership:
        return self.session.scalars(
            select(Membership)
            .join(Person, Person.id == Membership.person_id)
            .where(Person.email == email)
        ).one()


def lay(session: Session, today: date) -> None:
    """Write the path as of ``today``."""
    Path(session, today, groups_loaded(session)).lay()
