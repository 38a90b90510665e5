"""Steps about what is written: groups, people, log, plans, scores, boards, agencies."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from portal.access.models import Given
from portal.agencies.models import Agency, Duty, Membership, Person
from portal.boards.models import Meeting, StreamReport
from portal.core import clock
from portal.groups.models import (
    Grading,
    Group,
    Identity,
    Involvement,
    LogEntry,
    Nominal,
    PartnerSummary,
    WorkingRecord,
)
from portal.plans.models import Action, ActionUpdate
from portal.scoring.models import Assessment, Review
from tests.cast import GROUPS, ident
from tests.twins.steps import Scene, hidden, named, step, values
from tests.twins.worlds import Twin

OTHER = ident("membership other-lro@nottspol.example")


@step(hidden)
def map_a_group(scene: Scene, twin: Twin) -> None:
    """A group that nobody but the regional scorer and one officer holds, with a known name."""
    made, person = scene.new_id(), scene.new_id()
    code = f"{scene.chance.randrange(16**4):04X}"
    words = scene.words()

    def write(session: Session) -> None:
        session.add(
            Group(id=made, reference=f"OCG-{code}-{made.hex[:4].upper()}",
                  lead_agency_id=ident("NOTTSPOL"), area=scene.chance.choice(["city", "county"]),
                  status="active", theme="fraud", other_themes=[], **values())
        )  # fmt: skip
        session.flush()
        session.add_all([
            Grading(group_id=made, band="1A", tier=1, review_month=clock.today().replace(day=1),
                    **values()),
            PartnerSummary(group_id=made, operation_name=f"Op Sorrel {code}", district=words,
                           text=words, version=1, edited_at=scene.pair.at, **values()),
            WorkingRecord(group_id=made, narrative=words, external_reference=code,
                          lead_officer_name="", mapped_on=clock.today(), **values()),
            Nominal(id=person, owner_agency_id=ident("NOTTSPOL"), reference=f"NOM-{code}",
                    home_area="city", status="active", **values()),
        ])  # fmt: skip
        session.flush()
        session.add(
            Identity(nominal_id=person, surname="Sorrel", forename="Pat", home_district=words,
                     born=clock.today() - timedelta(days=9000), **values())
        )  # fmt: skip
        session.add(
            Involvement(id=scene.new_id(), group_id=made, nominal_id=person, role="principal",
                        stated_at=scene.pair.at, **values())
        )  # fmt: skip
        session.add_all(
            Given(id=scene.new_id(), group_id=made, from_agency_id=ident("NOTTSPOL"),
                  recipient_id=who, view=3, via=via,
                  valid_from=scene.pair.at - timedelta(days=1))
            for who, via in ((ident("duty EMSOU SCO"), "STANDING"), (OTHER, "LRO"))
            if who != ident(f"membership {scene.pair.email}")
        )  # fmt: skip

    twin.write(write)


@step(hidden)
def write_in_the_log(scene: Scene, twin: Twin) -> None:
    """A decision in a log that the person cannot read."""
    group = scene.pick(scene.unseen_groups(below=3))
    if group:
        entry = LogEntry(
            id=scene.new_id(), group_id=group, kind="decision", text=scene.words(),
            written_at=scene.pair.at, written_by_id=OTHER, **values(),
        )  # fmt: skip
        twin.write(lambda session: session.add(entry))


@step(hidden)
def log_an_action(scene: Scene, twin: Twin) -> None:
    """An action that the lead keeps, or of a group out of sight."""
    group = scene.pick(scene.not_run())
    if not group:
        return
    action = scene.new_id()
    is_open = scene.view(group) < 2

    def write(session: Session) -> None:
        session.add(
            Action(id=action, group_id=group, owner_agency_id=ident("NOTTSPOL"), owner_id=OTHER,
                   strand="pursue", step=scene.words(), success="Fewer", state="accepted",
                   due_on=clock.today() + timedelta(days=9), for_partners=is_open, version=1,
                   logged_at=scene.pair.at, logged_by_id=OTHER, **values())
        )  # fmt: skip
        session.flush()
        session.add(
            ActionUpdate(id=scene.new_id(), action_id=action, group_id=group, state="accepted",
                         text=scene.words(), written_at=scene.pair.at, written_by_id=OTHER,
                         **values())
        )  # fmt: skip

    if scene.pair.looker.agency["id"] != ident("NOTTSPOL"):
        twin.write(write)


@step(hidden)
def rewrite_what_is_kept(scene: Scene, twin: Twin) -> None:
    """The narrative of one group, and the summary of one that is out of sight."""
    deep, out = scene.pick(scene.unseen_groups(below=3)), scene.pick(scene.unseen_groups(below=2))

    def write(session: Session) -> None:
        session.execute(
            update(WorkingRecord).where(WorkingRecord.group_id == deep).values(
                narrative=scene.words())
        )  # fmt: skip
        session.execute(
            update(PartnerSummary).where(PartnerSummary.group_id == out).values(
                text=scene.words(), edited_at=scene.pair.at, version=PartnerSummary.version + 1)
        )  # fmt: skip

    if deep or out:
        twin.write(write)


@step(hidden)
def score(scene: Scene, twin: Twin) -> None:
    """An assessment, another day of review, another band, where the person knows none of them."""
    deep, out = scene.pick(scene.unseen_groups(below=3)), scene.pick(scene.unseen_groups(below=2))

    def write(session: Session) -> None:
        if deep:
            session.add(
                Assessment(id=scene.new_id(), group_id=deep, score=scene.chance.randrange(100),
                           band="2B", tier=1, scored_on=clock.today(), origin="as supplied",
                           **values())
            )  # fmt: skip
            later = clock.today() + timedelta(days=scene.chance.randrange(90))
            session.execute(update(Review).where(Review.group_id == deep).values(due_on=later))
        if out:
            session.execute(
                update(Grading).where(Grading.group_id == out).values(band="5C", tier=4)
            )

    twin.write(write)


@step(hidden)
def involve_and_merge(scene: Scene, twin: Twin) -> None:
    """People of groups whose people are out of sight change places."""
    groups = scene.unseen_groups(below=3)
    group = scene.pick(groups)
    person = scene.pick([ident(f"nominal {name}") for name in GROUPS])

    def write(session: Session) -> None:
        there = session.scalars(
            select(Involvement.nominal_id).where(Involvement.group_id == group)
        ).all()
        if person in there and len(there) > 1:
            gone = delete(Involvement).where(Involvement.group_id == group)
            session.execute(gone.where(Involvement.nominal_id == person))
        elif person not in there:
            session.add(
                Involvement(id=scene.new_id(), group_id=group, nominal_id=person,
                            role="peripheral", stated_at=scene.pair.at, **values())
            )  # fmt: skip

    if group:
        twin.write(write)


@step(hidden)
def meet_elsewhere(scene: Scene, twin: Twin) -> None:
    """A board on which the person has no seat meets, and hears a report."""
    code = scene.pick(scene.other_boards())
    if not code:
        return
    day = clock.today() + timedelta(days=scene.chance.randrange(1, 900))

    def write(session: Session) -> None:
        taken = select(Meeting.id).where(Meeting.board_id == ident(code), Meeting.held_on == day)
        if not session.scalar(taken):
            session.add(
                Meeting(id=scene.new_id(), board_id=ident(code), held_on=day, place=scene.words(),
                        made_at=scene.pair.at, made_by_id=OTHER)
            )  # fmt: skip
        session.add(
            StreamReport(id=scene.new_id(), stream_id=ident(f"stream {code}"),
                         board_id=ident(code), progress="red", note=scene.words(),
                         written_at=scene.pair.at, written_by_id=OTHER)
        )  # fmt: skip

    twin.write(write)


@step(hidden)
def found_an_agency(scene: Scene, twin: Twin) -> None:
    """An agency that the person has nothing to do with, and somebody in it."""
    if scene.is_steward:
        return
    made: UUID = named(scene, f"agency {scene.chance.randrange(5)}")

    def write(session: Session) -> None:
        if session.get(Agency, made) is None:
            session.add(
                Agency(id=made, code=f"Z{made.hex[:5]}", name=f"Agency of {scene.words()}",
                       kind="trading standards", contact="duty@z.example", state="active",
                       ceiling=2)
            )  # fmt: skip
            session.flush()
        person, member = scene.new_id(), scene.new_id()
        session.add(
            Person(id=person, name=f"Pat {scene.words()}", email=f"{person.hex[:9]}@z.example")
        )
        session.flush()
        session.add(
            Membership(id=member, person_id=person, agency_id=made, ceiling=2,
                       started_at=scene.pair.at,
                       vetting_until=clock.today() + timedelta(days=400))
        )  # fmt: skip
        session.flush()
        session.add(Duty(membership_id=member, role="PRA"))

    twin.write(write)
