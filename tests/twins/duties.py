"""Steps about who answers for what: hand-overs, officers, denials, circles, views, triggers."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from portal.access.models import Denial, Given, ViewVersion
from portal.access.viewer import View
from portal.agencies.models import Agreement, SharingCircle, SharingCircleMember
from portal.core import clock
from portal.groups.models import Combination, Handover, Trigger, TriggerMove
from tests.cast import GROUPS, LEAD_OFFICERS, VIEWS, ident
from tests.twins.steps import Scene, hidden, named, shared, step, values
from tests.twins.worlds import Twin

OTHER = ident("membership other-lro@nottspol.example")
SCRUTINY = ident("membership scrutiny@nottspol.example")
SPOC = ident("membership information@nottspol.example")


@step(hidden)
def accept_a_hand_over(scene: Scene, twin: Twin) -> None:
    """A group whose circle the person is not in was offered to somebody else, who took it."""
    group = scene.pick(scene.not_run())
    if not group or scene.pair.email in LEAD_OFFICERS.values():
        return
    offer = Handover(
        id=scene.new_id(), group_id=group, group_reference="OCG-0000-TEST", to_membership_id=OTHER,
        note=scene.words(), offered_at=scene.pair.at, offered_by_id=SCRUTINY, state="accepted",
        answer="", answered_at=scene.pair.at, answered_by_id=OTHER, **values(),
    )  # fmt: skip
    twin.write(lambda session: session.add(offer))


@step(hidden)
def assign_an_officer(scene: Scene, twin: Twin) -> None:
    """Somebody else becomes the analyst or the senior officer of a group."""
    group = scene.pick(scene.not_run())
    if group:
        duty = Given(
            id=scene.new_id(), group_id=group, from_agency_id=ident("NOTTSPOL"),
            recipient_id=SCRUTINY, view=3, via=scene.chance.choice(["ANA", "SRO"]),
            valid_from=scene.pair.at - timedelta(minutes=1),
        )  # fmt: skip
        twin.write(lambda session: session.add(duty))


@step(hidden)
def combine_or_part(scene: Scene, twin: Twin) -> None:
    """Two people out of sight are held to be one, or no longer."""
    deep = set(scene.unseen_groups(below=3))
    people = [ident(f"nominal {name}") for name in sorted(GROUPS) if ident(name) in deep]
    if len(people) < 2:
        return
    kept, merged = scene.chance.sample(people, 2)

    def write(session: Session) -> None:
        wanted = select(Combination).where(
            Combination.merged_id == merged, Combination.undone_at.is_(None)
        )
        found = session.scalars(wanted).first()
        if found:
            found.undone_at, found.undone_by_id = scene.pair.at, OTHER
        else:
            session.add(
                Combination(id=scene.new_id(), kept_id=kept, merged_id=merged,
                            agency_id=ident("NOTTSPOL"), reason=scene.words(),
                            made_at=scene.pair.at, made_by_id=OTHER, **values())
            )  # fmt: skip

    twin.write(write)


@step(hidden)
def shut_somebody_else_out(scene: Scene, twin: Twin) -> None:
    """A group whose circle the person is not in is shut to somebody else."""
    group, email = scene.pick(scene.not_run()), scene.somebody_else()
    if group:
        denial = Denial(
            id=scene.new_id(), group_id=group, membership_id=ident(f"membership {email}"),
            reason=scene.words(), starts_at=scene.pair.at - timedelta(minutes=1),
            until=scene.pair.at + timedelta(days=9), given_by_id=OTHER,
        )  # fmt: skip
        twin.write(lambda session: session.add(denial))


@step(shared)
def shut_the_person_out(scene: Scene, twin: Twin) -> None:
    """A group is shut to the person for some days."""
    denial = Denial(
        id=scene.new_id(), group_id=ident(scene.chance.choice(sorted(GROUPS))),
        membership_id=ident(f"membership {scene.pair.email}"), reason=scene.words(),
        starts_at=scene.pair.at - timedelta(minutes=1), until=scene.pair.at + timedelta(days=2),
        given_by_id=OTHER,
    )  # fmt: skip
    twin.write(lambda session: session.add(denial))


@step(hidden)
def join_a_circle_elsewhere(scene: Scene, twin: Twin) -> None:
    """An agency that the person does not answer to joins a circle of another agency."""
    others = [one for one in scene.strangers() if one not in (ident("NOCEG"), ident("SNBPG"))]
    member, made = scene.pick(others), named(scene, "circle")
    until = scene.pair.at + timedelta(days=scene.chance.randrange(1, 9))
    if not member:
        return

    def write(session: Session) -> None:
        if session.get(SharingCircle, made) is None:
            session.add(
                SharingCircle(id=made, name=scene.words(), purpose=scene.words(),
                              owner_agency_id=ident("EMSOU"), ceiling=2, state="active",
                              made_at=scene.pair.at)
            )  # fmt: skip
            session.flush()
        session.add(
            SharingCircleMember(id=scene.new_id(), circle_id=made, agency_id=member,
                                is_hidden=False, starts_at=scene.pair.at,
                                ends_at=until)
        )  # fmt: skip

    twin.write(write)


@step(shared)
def narrow_a_view(scene: Scene, twin: Twin) -> None:
    """The partner summary opens one section fewer from now on."""
    made, sections = scene.new_id(), 15 & ~scene.chance.choice([2, 8])
    view = VIEWS[View.SUMMARY]

    def write(session: Session) -> None:
        last = session.scalar(select(func.max(ViewVersion.number)).where(
            ViewVersion.view_id == view))  # fmt: skip
        version = ViewVersion(
            id=made, view_id=view, number=(last or 0) + 1, view=2, sections=sections,
            reason=scene.words(), state="draft", proposed_at=scene.pair.at, proposed_by_id=SCRUTINY,
        )  # fmt: skip
        session.add(version)
        session.flush()
        version.state, version.approved_by_id = "live", SPOC
        version.approved_at = scene.pair.at

    twin.write(write)


@step(shared)
def end_the_agreement(scene: Scene, twin: Twin) -> None:
    """The agreement under which everything is lent ends sooner."""
    ends = clock.today() + timedelta(days=scene.chance.choice([1, 30]))
    ending = update(Agreement).where(Agreement.id == ident("agreement"), Agreement.ends_on > ends)

    def write(session: Session) -> None:
        session.execute(ending.values(ends_on=ends, review_on=clock.today()))

    twin.write(write)


@step(hidden)
def move_a_trigger(scene: Scene, twin: Twin) -> None:
    """Another agency's proposal to map a group goes on; the police read those of all agencies."""
    if scene.pair.looker.agency["id"] in (ident("NOTTSPOL"), ident("EMSOU")):
        return
    made, writer = scene.new_id(), ident("membership scorer@emsou.example")

    def write(session: Session) -> None:
        session.add(
            Trigger(id=made, reference=f"TRG-{made.hex[:8].upper()}", agency_id=ident("EMSOU"),
                    avenue="intelligence", source_code="", name_of_record=scene.words(),
                    summary=scene.words(), area="city", theme="drugs", other_themes=[],
                    state="submitted", state_since=scene.pair.at, made_at=scene.pair.at,
                    made_by_id=writer, **values())
        )  # fmt: skip
        session.flush()
        session.add(
            TriggerMove(id=scene.new_id(), trigger_id=made, from_state="submitted",
                        to_state="in_development", reason=scene.words(), moved_at=scene.pair.at,
                        moved_by_id=writer)
        )  # fmt: skip

    twin.write(write)
