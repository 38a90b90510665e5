"""An agency is merged, split or renamed, or leaves: nothing moves early, nothing is orphaned."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from portal.access.viewer import Role
from portal.groups.models import Group
from portal.plans.models import Action
from tests.agencies.people import (
    ADM,
    CITY,
    CITY_SPOC,
    COUNTY,
    COUNTY_SPOC,
    FIM,
    add_agency,
    add_person,
    add_spocs,
    answer,
)
from tests.asking import asked_as
from tests.cast import ident
from tests.client import words
from tests.conftest import World

COUNTY_TS, CITY_TS = ident("NCC-TS"), ident("CITY-TS")
KEPT = {
    "agencies.agreement_party.agency_id": "what it signed stays signed",
    "agencies.confirmed_power.agency_id": "what it said of itself",
    "agencies.agency_change.agency_id": "the plans themselves",
    "agencies.agency_change.other_id": "the plans themselves",
    "agencies.succession.agency_id": "the names it had",
    "agencies.succession.successor_id": "the names it had",
    "agencies.invitation.agency_id": "answered or withdrawn",
    "agencies.role_check.agency_id": "the evidence of a round",
    "access.duty_recipient.agency_id": "nobody answers to it any more",
    "access.given.from_agency_id": "grants that have ended",
    "groups.share.agency_id": "shares that have ended",
    "boards.seat.agency_id": "seats that have ended",
    "access.denial.agency_id": "its people carry what was shut to it, each for themselves",
    "access.glass.owner_agency_id": "emergencies that are over",
    "agencies.origin_consent.owner_agency_id": "what was declined or withdrawn",
    "agencies.origin_consent.asked_by_agency_id": "what was declined or withdrawn",
    "groups.combination.agency_id": "undone, or made by the other agency too",
    "groups.deconfliction_setting.agency_id": "how it answered while it was a member",
    "groups.deconfliction_search.agency_id": "what it asked while it was a member",
    "groups.handover.to_agency_id": "offers that were answered",
    "groups.team.agency_id": "the teams that it had when it left",
    "groups.training.agency_id": "what its people passed when it left",
    "profiles.monthly_count.owner_agency_id": "figures of the time when it was a member",
    "plans.operation_result.owner_agency_id": "figures of the time when it was a member",
}
"""What may still name an agency that went, each with the reason; live rows never may."""


@pytest.fixture
def staffed(world: World) -> World:
    """The cast, with a single point of contact in each of the two trading standards."""
    add_spocs(world)
    return world


def propose(world: World, who: str, agency: object = COUNTY_TS, **told: object) -> str:
    visitor = world.as_(who)
    path = f"/agencies/{agency}/changes/new?kind={told['kind']}"
    visitor.post(path, reason="A new charter", **told)
    return str(visitor.answer.headers["Location"])


def agree(world: World, path: str, *people: str) -> None:
    for who in people:
        world.as_(who).post(path, step="agree")


def merged(world: World) -> str:
    path = propose(world, COUNTY_SPOC, kind="merge", other=str(CITY_TS))
    agree(world, path, COUNTY_SPOC, CITY_SPOC)
    world.as_(COUNTY_SPOC).post(path, step="carry-out")
    return path


def left(world: World, **told: object) -> str:
    path = propose(world, COUNTY_SPOC, kind="leave", other=str(CITY_TS), **told)
    agree(world, path, COUNTY_SPOC, CITY_SPOC, FIM)
    world.as_(FIM).post(path, step="carry-out")
    return path


def test_the_form_asks_for_the_kind_and_then_for_what_that_kind_needs(staffed: World) -> None:
    visitor, path = staffed.as_(COUNTY_SPOC), f"/agencies/{COUNTY_TS}/changes/new"
    first, second = visitor.get(path), visitor.get(f"{path}?kind=rename")
    assert len(first.select("input[name=kind][type=radio]")) == 4
    assert not first.select("[name=reason]")
    assert second.select("[name=new_name]")
    assert second.select("[name=reason]")
    assert not second.select("[name=other], [name=members], [name=ends_seats]")


def test_a_new_name_leaves_the_old_one_in_the_register(staffed: World) -> None:
    old = answer(staffed, "select name from agencies.agency where id = :a", a=COUNTY_TS)
    path = propose(staffed, COUNTY_SPOC, kind="rename", new_name="County Consumer Service")
    agree(staffed, path, COUNTY_SPOC, FIM)
    staffed.as_(COUNTY_SPOC).post(path, step="carry-out")
    page = staffed.as_(COUNTY).get(f"/agencies/{COUNTY_TS}")
    assert "County Consumer Service" in words(str(page.find("h1")))
    assert old in page.get_text()


def test_nothing_moves_before_both_sides_agree(staffed: World) -> None:
    path = propose(staffed, COUNTY_SPOC, kind="merge", other=str(CITY_TS))
    agree(staffed, path, COUNTY_SPOC)
    page = staffed.as_(COUNTY_SPOC).post(path, 422, step="carry-out")
    assert "Not every side has agreed" in words(str(page))
    assert answer(staffed, "select state from agencies.agency where id = :a", a=COUNTY_TS) == (
        "active"
    )


def test_nobody_agrees_for_two_sides(staffed: World) -> None:
    path = propose(staffed, FIM, ident("NOTTSPOL"), kind="rename", new_name="Constabulary")
    agree(staffed, path, FIM)
    page = staffed.as_(FIM).post(path, 422, step="agree")
    assert "Another person agrees for the other" in words(str(page))


def test_a_point_of_contact_agrees_for_their_own_side_alone(staffed: World) -> None:
    path = propose(staffed, COUNTY_SPOC, kind="merge", other=str(CITY_TS))
    agree(staffed, path, CITY_SPOC)
    add_person(staffed, "two@city-ts.example", "CITY-TS", Role.SPC)
    page = staffed.as_("two@city-ts.example").post(path, 422, step="agree")
    assert "none of the sides" in words(str(page))


def test_an_agency_that_is_no_side_does_not_learn_of_a_plan(staffed: World) -> None:
    path = propose(staffed, COUNTY_SPOC, kind="rename", new_name="County Consumer Service")
    staffed.as_(CITY_SPOC).get(path, 404)


def test_the_dry_run_lists_what_is_touched_and_names_no_hidden_group(staffed: World) -> None:
    path = propose(staffed, COUNTY_SPOC, kind="merge", other=str(CITY_TS))
    mine = staffed.as_(COUNTY_SPOC).get(path).get_text()
    theirs = staffed.as_(CITY_SPOC).get(path).get_text()
    references = [
        answer(staffed, 'select reference from groups."group" where id = :g', g=ident(name))
        for name in ("sorrel", "bracken")
    ]
    for sort in ("2 people", "1 open action", "1 led group", "1 nominal record", "1 share held"):
        assert sort in mine
    assert all(one in mine for one in references)
    assert not any(one in theirs for one in references)
    assert "A group not in your view" in theirs


def test_a_merger_moves_everything_and_leaves_nothing_live_behind(staffed: World) -> None:
    merged(staffed)
    assert answer(staffed, 'select lead_agency_id from groups."group" where id = :g',
                  g=ident("bracken")) == CITY_TS  # fmt: skip
    assert answer(staffed, "select owner_agency_id from plans.action where id = :a",
                  a=ident("action own")) == CITY_TS  # fmt: skip
    assert {ident("sorrel"), ident("bracken")} <= asked_as(staffed, CITY, Group.id)
    assert {ident("sorrel"), ident("bracken")} <= asked_as(staffed, COUNTY, Group.id)
    assert ident("action own") in asked_as(staffed, CITY, Action.id)
    _nothing_live(staffed)


def test_an_agency_that_leaves_hands_its_work_on_and_its_people_read_nothing(
    staffed: World,
) -> None:
    _lend_sorrel_to_the_city(staffed)
    officer = staffed.as_(COUNTY)
    officer.get("/")
    left(staffed, ends_seats="y", ends_shares="y")
    officer.get("/", 303)
    _nothing_live(staffed)
    for one in (COUNTY, COUNTY_SPOC):
        staffed.as_(one).get("/", 303)
    assert ident("bracken") in asked_as(staffed, CITY, Group.id)
    assert ident("action own") in asked_as(staffed, CITY_SPOC, Action.id)


def test_leaving_leaves_a_certificate_and_a_call_for_copies(staffed: World) -> None:
    _lend_sorrel_to_the_city(staffed)
    path = left(staffed, ends_shares="y")
    page = staffed.as_(CITY_SPOC).get(path).get_text()
    assert "Certificate" in page
    assert "1 led group: goes to" in page
    events = "select count(*) from audit.entry where event = 'recall.due'"
    assert answer(staffed, events) == 1


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"ends_shares": "y"}, "Groups that it leads have no new lead"),
        ({"ends_shares": "y"}, "Open actions have no new owner"),
        ({"ends_shares": "y"}, "Nominal records have no new owner"),
        ({"other": str(CITY_TS)}, "Live shares have no end"),
        ({"other": str(CITY_TS), "ends_shares": "y"}, "Open actions are on groups"),
    ],
)
def test_leaving_waits_while_something_has_no_new_home(
    staffed: World, told: dict[str, str], why: str
) -> None:
    path = propose(staffed, COUNTY_SPOC, kind="leave", **told)
    agree(staffed, path, COUNTY_SPOC, FIM, *([CITY_SPOC] if "other" in told else []))
    page = staffed.as_(COUNTY_SPOC).post(path, 422, step="carry-out")
    assert why in page.get_text()
    assert answer(staffed, "select state from agencies.agency where id = :a", a=COUNTY_TS) == (
        "active"
    )


def test_leaving_waits_for_a_live_seat(staffed: World) -> None:
    path = propose(staffed, FIM, ident("NCOUNTY"), kind="leave", other=str(ident("NCITY")))
    assert "Live seats have no end" in staffed.as_(FIM).get(path).get_text()


def test_a_merger_waits_until_the_taker_has_signed_the_agreement(staffed: World) -> None:
    with staffed.owner.begin() as owner:
        owner.execute(
            text("delete from agencies.agreement_party where agency_id = :a"), {"a": CITY_TS}
        )
    path = propose(staffed, ADM, kind="merge", other=str(CITY_TS))
    assert "has not signed" in staffed.as_(COUNTY_SPOC).get(path).get_text()


def test_a_split_takes_the_chosen_people_with_the_groups_that_they_lead(staffed: World) -> None:
    add_agency(staffed, "NEW-TS")
    add_person(staffed, "second@county-ts.example", "NCC-TS", Role.PRA)
    with staffed.owner.begin() as owner:
        owner.execute(
            text("update plans.action set state = 'done' where id = :a"),
            {"a": ident("action own")},
        )
    path = propose(
        staffed, FIM, kind="split", other=str(ident("NEW-TS")),
        members=str(ident(f"membership {COUNTY}")),
    )  # fmt: skip
    agree(staffed, path, COUNTY_SPOC, FIM)
    staffed.as_(FIM).post(path, step="carry-out")
    assert asked_as(staffed, COUNTY, Group.id) == {ident("bracken")}
    assert asked_as(staffed, "second@county-ts.example", Group.id) == {ident("sorrel")}


def _lend_sorrel_to_the_city(world: World) -> None:
    with world.owner.begin() as owner:
        owner.execute(
            text(
                "insert into groups.share select (x).* from (select jsonb_populate_record(s, "
                "jsonb_build_object('id', gen_random_uuid(), 'agency_id', cast(:c as uuid))) as x "
                "from groups.share s where s.id = :s) y"
            ),
            {"c": CITY_TS, "s": ident("share sorrel NCC-TS")},
        )


def _references(world: World, to: str = "agencies.agency") -> list[tuple[str, str]]:
    with world.owner.connect() as connection:
        rows = connection.execute(
            text(
                "select c.conrelid::regclass::text, a.attname from pg_constraint c "
                "join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] "
                "where c.contype = 'f' and c.confrelid = cast(:t as regclass)"
            ),
            {"t": to},
        )
        return [(table, column) for table, column in rows]


LIVE = """
select (select count(*) from groups.share where agency_id = :a and revoked_at is null)
     + (select count(*) from boards.seat where agency_id = :a and ended_at is null)
     + (select count(*) from access.given
         where (from_agency_id = :a or recipient_id = :a) and revoked_at is null)
     + (select count(*) from plans.action
         where owner_agency_id = :a and state not in ('done', 'cancelled'))
     + (select count(*) from agencies.membership where agency_id = :a and ended_at is null)
     + (select count(*) from agencies.sharing_circle_member
         where agency_id = :a and (ends_at is null or ends_at > now()))
     + (select count(*) from access.sign_in s join agencies.membership m on m.id = s.membership_id
         where m.agency_id = :a and s.ended_at is null)
"""
ENDED = {
    "agencies.membership.agency_id", "agencies.sharing_circle_member.agency_id",
    "plans.action.owner_agency_id",
}  # fmt: skip
"""What may name it still once it has ended, as ``LIVE`` counts."""


def _nothing_live(world: World) -> None:
    """No table names the agency that went, but those that may; and of these no live row does."""
    naming = [
        f"{table}.{column}"
        for table, column in _references(world)
        if answer(world, f"select count(*) from {table} where {column} = :a", a=COUNTY_TS)  # noqa: S608 - names of the catalogue's
    ]
    assert set(naming) <= set(KEPT) | ENDED
    assert answer(world, LIVE, a=COUNTY_TS) == 0


def test_a_column_that_names_an_agency_is_moved_or_kept_for_a_reason(world: World) -> None:
    moved = {
        'groups."group".lead_agency_id', "groups.nominal.owner_agency_id",
        "plans.action.owner_agency_id", "agencies.membership.agency_id",
        "agencies.agency.parent_id", "agencies.sharing_circle.owner_agency_id",
        "agencies.sharing_circle_member.agency_id", "boards.work_stream.lead_agency_id",
        "agencies.agreement.owner_agency_id", "groups.involvement.agency_id",
        "groups.premises.agency_id", "groups.court_order.agency_id",
        "groups.named_operation.agency_id", "groups.trigger.agency_id",
        "groups.spotting_report.agency_id",
    }  # fmt: skip
    found = {f"{table}.{column}" for table, column in _references(world)}
    assert found == moved | set(KEPT), "say what a merger does with it (60_changes.up.sql)"


PEOPLE = {
    "access.sign_in.membership_id": "ended, so that they come in anew",
    "plans.action.owner_id": "open ones go to their other membership",
    "boards.seat.membership_id": "moves with them, or ends with the membership",
    "agencies.duty.membership_id": "stays theirs where the new agency gives such roles",
    "agencies.sharing_circle_member.membership_id": "stays theirs, or ends with the membership",
    "agencies.role_check.membership_id": "an open question goes to the new agency",
    "groups.share.membership_id": "stays theirs, or ends with the membership",
    "access.acceptance.membership_id": "what they accepted, of a share that is theirs or ended",
    "access.denial.membership_id": "goes with them, and so does what was shut to their agency",
    "groups.officer.membership_id": "a live duty goes to their other membership",
    "groups.handover.to_membership_id": "an open offer goes along, or is declined on leaving",
    "groups.team_member.membership_id": "goes along with the team, or ends",
    "groups.training.membership_id": "goes with them",
    "groups.spotting_report.observer_id": "who saw it",
    "agencies.change_consent.membership_id": "who agreed",
    "agencies.invitation.sponsor_id": "who asked",
    "agencies.invitation.approver_id": "who approved",
    "agencies.invitation.registrar_id": "who gave out the link",
    "access.sent_form.membership_id": "what they sent, for a day",
}
"""What becomes of each column that names a membership when its agency changes.  One that ends in
``_by_id`` says who did something, and stays."""


def test_a_column_that_names_a_membership_has_its_answer(world: World) -> None:
    found = {
        f"{table}.{column}"
        for table, column in _references(world, "agencies.membership")
        if not column.endswith("_by_id")
    }
    assert found == set(PEOPLE), "say what a change of agencies does with it (60_changes.up.sql)"


def test_what_was_shut_to_an_agency_stays_shut_to_its_people(staffed: World) -> None:
    _lend_sorrel_to_the_city(staffed)
    with staffed.owner.begin() as owner:
        owner.execute(
            text(
                "insert into access.denial (id, group_id, agency_id, reason, starts_at,"
                " given_by_id) values (gen_random_uuid(), :g, :a, 'Conflict', now(), :m)"
            ),
            {"g": ident("sorrel"), "a": COUNTY_TS, "m": ident(f"membership {FIM}")},
        )
    merged(staffed)
    assert ident("sorrel") not in asked_as(staffed, COUNTY, Group.id)
    assert ident("sorrel") in asked_as(staffed, CITY, Group.id)
