"""What stands in the database is what the code declares of it, table by table."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, inspect

from portal.access.catalogue import drift, unguarded
from portal.access.sight import every_guarded, full_name
from portal.core.db import Base, db
from portal.factory import ROOMS
from tests.conftest import World

WEB, DOOR = "portal_web", "portal_door"
TABLES = {full_name(one).replace('"', "") for one in Base.metadata.sorted_tables}
ROOMS_SCHEMAS = sorted({name.partition(".")[0] for name in TABLES})

# With ids that nobody chooses, a taken key tells a stranger nothing; the rest give their reason.
KEYS = {
    "agencies.agency.uq_agency_code": "the codes of agencies are no secret of the partnership",
    "access.shared_view.uq_shared_view_code": "views are no secret, and only a migration adds one",
    "access.view_version.uq_view_version_view_id_number": "everybody reads every version",
    "access.view_version.uq_view_version_live": "everybody reads every version",
    "access.view_version.uq_view_version_draft": "everybody reads every version",
    "agencies.person.uq_person_email": "only commands add people",
    "agencies.gateway.uq_gateway_code_version": "reference data; names nobody",
    "boards.board.uq_board_code": "the codes of boards are no secret, and only commands add one",
    "boards.meeting.uq_meeting_board_id_held_on": "the board sees all of its meetings",
    "boards.seat.uq_seat_live": "only commands give seats",
    "groups.lent_person.uq_lent_person_live": "only a lead adds, and sees all of the group's",
    "agencies.power.uq_power_kind_name": "reference data; names nobody",
    "agencies.change_consent.uq_change_consent_change_id_membership_id": "a function alone adds",
    "groups.group.uq_group_reference": "random",
    "groups.trigger.uq_trigger_reference": "random",
    "groups.spotting_report.uq_spotting_report_reference": "random",
    "groups.handover.uq_handover_open": "whoever may offer the lead sees every offer of the group",
    "groups.closure.uq_closure_open": "whoever may propose sees every proposal of the group",
    "groups.intelligence_item.uq_intelligence_item_group_id_reference": "whoever may add to a "
    "group's queue reads all of it",
    "groups.text_version.uq_text_version_group_id_kind_number": "the database writes it",
    "groups.correction.uq_correction_sending_id_recipient_id": "ids that nobody chooses",
    "profiles.published_total.uq_published_total_published_at_measure_area": "readers see it all",
    "scoring.review.uq_review_open": "the web role adds no review",
}
PUBLIC_COLUMNS = {"owner_agency_id", "agency_id"}
_TRIGGERS = (
    "agencies.keep_agreement()", "agencies.keep_party()", "agencies.keep_item()",
    "agencies.keep_gateway()", "agencies.follow_agreement()", "agencies.follow_terms()",
    "agencies.follow_agency()", "agencies.follow_seat()", "groups.follow_consent()",
    "groups.follow_material()", "groups.check_basis()", "groups.settle_grant()",
)  # fmt: skip
"""Triggers that keep agreements and the grants that rest on them."""
DEFINERS = {
    "search.keep_links()": "",
    "search.lent_terms(only_shares uuid[])": WEB,
    "search.write_link(of_group uuid, of_kind text, source uuid, dated timestamp with time zone, "
    "marked smallint, said text, names text)": "",
    "search.write_person(of_group uuid, person uuid)": "",
    "access.enter(digest bytea)": WEB,
    "access.preview(digest bytea, only_group uuid, recipient uuid)": WEB,
    "access.touch(idle interval)": WEB,
    "audit.append(entries jsonb, request text)": WEB,
    "audit.put(event text, verb text, membership uuid, agency uuid, facts jsonb, "
    "subjects jsonb, request text)": "",
    "access.circle(only_group uuid)": WEB,
    "agencies.keep_receiver()": "",
    "access.recipients_of(who uuid, place uuid, held text[])": "",
    "access.stand_as(recipient uuid)": "",
    "access.stand_of(who uuid)": "",
    "access.denied_to(who uuid, place uuid)": "",
    "access.may_share(only_group uuid)": "",
    "access.runs(only_group uuid)": "",
    "access.held(only_group uuid)": "",
    "access.held_shares(only_group uuid)": "",
    "access.sit_down(present uuid[])": "",
    "access.room_grants()": WEB,
    "access.look_as(only_group uuid, recipient uuid, lasting interval)": WEB,
    "access.open_room(present uuid[], lasting interval)": WEB,
    "access.as_oneself()": WEB,
    "access.explain(only_group uuid)": WEB,
    "access.verdict(only_group uuid, who uuid)": WEB,
    "access.find_glass()": "",
    "access.keep_glass()": "",
    "agencies.agreement_until(agreement uuid, lender uuid, recipient uuid)": "",
    "agencies.my_agreements()": WEB,
    "agencies.family(agency uuid)": "",
    "agencies.behind(recipient uuid)": "",
    "agencies.agreement_covers(agreement uuid, lender uuid, recipient uuid)": WEB,
    "agencies.schedule_covers(agreement uuid, opened_by uuid, aim text)": "",
    "agencies.refresh_agreement(lineage uuid)": "",
    "agencies.refresh_agency(agency uuid)": "",
    "groups.origin_owners(only_group uuid, opened smallint)": "",
    "groups.origin_until(only_group uuid, owners uuid[], giver uuid, recipient uuid)": "",
    "groups.consents_missing(only_group uuid, opened smallint, recipient uuid)": WEB,
    "groups.borne_until(loan groups.share, recipient uuid)": "",
    "groups.stopped(only_group uuid)": WEB,
    "groups.refresh_grants(loans uuid[])": "",
    "groups.follow_consent()": "",
    "groups.follow_material()": "",
    "groups.fill_statement()": "",
    "groups.is_fresh(nominal uuid)": WEB,
    "groups.keep_text()": "",
    "groups.person_digest(kind text, said text[])": "",
    "groups.keep_person_key()": "",
    "groups.deconflict(search uuid, kind text, said text[], purpose text)": WEB,
    "groups.open_deconfliction(search uuid)": WEB,
    "groups.deconfliction_of_ours()": WEB,
    **dict.fromkeys(_TRIGGERS, ""),
    "agencies.known()": WEB,
    "agencies.members(only_agency uuid)": WEB,
    "agencies.end_membership(one uuid)": "",
    "agencies.manage_member(one uuid, step text, wanted text[], level text, reference text, "
    "until date)": WEB,
    "agencies.left_behind()": WEB,
    "agencies.hand_over(one uuid, receiver uuid)": WEB,
    "agencies.register(new_id uuid, new_code text, new_name text, new_kind text, "
    "new_contact text, above uuid)": WEB,
    "agencies.set_state(place uuid, wanted text)": WEB,
    "agencies.describe(new_contact text, powers uuid[])": WEB,
    "agencies.answer_invitation(one uuid, step text, link bytea)": WEB,
    "access.find_invitation(link bytea)": DOOR,
    "access.accept_invitation(link bytea, hashed text, request text)": DOOR,
    "agencies.start_round(new_id uuid, due timestamp with time zone)": WEB,
    "agencies.answer_role(one uuid, keep boolean)": WEB,
    "agencies.answer_share(one uuid, keep boolean)": WEB,
    "agencies.round_progress(one uuid)": WEB,
    "agencies.change_touches(one uuid)": WEB,
    "agencies.change_blocks(one uuid)": WEB,
    "agencies.agree_to_change(one uuid)": WEB,
    "agencies.withdraw_change(one uuid)": WEB,
    "agencies.give_lead(led uuid[], old uuid, taker uuid)": "",
    "agencies.move_members(going uuid[], taker uuid)": "",
    "agencies.settle_loans(old uuid, taker uuid)": "",
    "agencies.pass_on(old uuid, taker uuid)": "",
    "agencies.carry_out_change(one uuid)": WEB,
    "groups.keep_grant()": "",
    "groups.keep_match()": "",
    "groups.keep_answer()": "",
    "groups.need_approver()": "",
    "access.may_answer(only_group uuid)": "",
    "access.to_accept()": WEB,
    "access.may_accept(share uuid)": WEB,
    "groups.disclosures(nominal text, recipient uuid, agreement uuid, most integer)": WEB,
    "groups.write_grant(new groups.share)": "",
    "groups.keep_review_date()": "",
    "groups.count_members(only_group uuid)": "",
    "groups.keep_member_band()": "",
    "access.shares_of_view(only_view uuid)": WEB,
    "access.keep_version()": "",
    "groups.keep_lent_person()": "",
    "groups.lent_people(only_group uuid)": WEB,
    "access.keep_circle_ceiling()": "",
    "agencies.keep_circle()": "",
    "agencies.keep_circle_member()": "",
    "agencies.may_join(only_circle uuid, only_agency uuid)": WEB,
    "groups.may_share(only_group uuid)": "",
    "groups.cascade_adds(only_group uuid, only_agency uuid)": WEB,
    "groups.holders(only_group uuid)": WEB,
    "access.narrow_grants()": "",
    "access.meet_the_live_version()": "",
    "groups.keep_officer()": "",
    "groups.keep_trigger_state()": "",
    "groups.keep_status()": "",
    "groups.keep_closure()": "",
    "groups.runs(only_group uuid, by_via text[])": "",
    "groups.write_circle(only_group uuid, lead uuid, near uuid)": "",
    "groups.map_trigger(proposal uuid, lead uuid, new_reference text, new_kind text, "
    "operation text, place text, for_partners text, why text)": WEB,
    "groups.candidates(only_group uuid, for_duty text)": WEB,
    "groups.assign_officer(only_group uuid, new_duty text, who uuid)": WEB,
    "groups.release_officer(only_officer uuid)": WEB,
    "groups.answer_handover(offer uuid, accepted boolean, why text)": WEB,
    "search.write_terms(of_group uuid, of_kind text, source uuid, opened_by smallint, "
    "dated timestamp with time zone, marked smallint, said text, names text)": "",
    "search.keep_terms()": "",
    "search.keep_names()": "",
    "access.find_account(asked_email text)": DOOR,
    "access.may_try(email bytea)": DOOR,
    "access.count_failure(email bytea)": DOOR,
    "access.forget_failures(email bytea)": DOOR,
    "access.open_sign_in(new_id uuid, digest bytea, person uuid, membership uuid, "
    "idle interval, longest interval, request text)": DOOR,
    "access.find_sign_in(digest bytea)": DOOR,
    "access.close_sign_in(digest bytea, request text)": DOOR,
}
"""Every function that runs past the policies, and the one role that may call it."""
PLAIN = {
    "access.membership()", "access.person()", "access.agency()", "access.recipients()",
    "access.fellows()", "access.roles()", "access.ceiling()", "access.fence()", "access.leave()",
    "access.grantees()", "access.denied()", "access.in_room()",
    "groups.may_place(nominal uuid)", "groups.may_correct(entry uuid, only_group uuid)",
    "search.words(said text)", "search.sound(word text)",
    "agencies.roles_of(kind text)", "groups.reference_seen(one uuid)",
}  # fmt: skip
"""Functions of the caller's own power that the web role may call."""


@pytest.fixture(scope="module")
def owner(still_world: World) -> Iterator[Connection]:
    """A connection as the owner, for reading the catalogue."""
    with still_world.owner.connect() as connection:
        yield connection


def test_the_policies_that_stand_are_those_of_the_code(world: World) -> None:
    with world.owner.connect() as connection:
        only_there, only_here = drift(connection)
    assert (only_there, only_here) == (set(), set()), "regenerate: portal policies --ddl"


def test_a_policy_altered_by_hand_is_noticed(world: World) -> None:
    with world.owner.connect() as connection:
        connection.exec_driver_sql(
            'alter policy may_select on groups."group" using (true)'
        )  # what a tired administrator might do
        only_there, only_here = drift(connection)
    assert {row[1] for row in only_there} == {row[1] for row in only_here} == {"group"}


def test_every_table_is_guarded_or_closed_or_open_with_a_reason() -> None:
    guarded = {full_name(one.table).replace('"', "") for one in every_guarded()}
    closed = {
        full_name(Base.metadata.tables[str(model.__table__)]).replace('"', ""): reason
        for room in ROOMS
        for model, reason in room.closed.items()
    }
    assert guarded | set(closed) == TABLES, "declare the table in its room's scope.py"
    assert not guarded & set(closed)
    assert all(len(reason) > 10 for reason in closed.values())


def test_no_model_is_guarded_twice() -> None:
    declared = [one.model for room in ROOMS for one in room.rows]
    assert len(declared) == len(set(declared))


def test_row_security_is_on_for_every_table(still_world: World, owner: Connection) -> None:
    assert unguarded(owner) == ["public.alembic_version"] or unguarded(owner) == []
    with still_world.app.app_context(), db.engines[None].connect() as web:
        for one in every_guarded():
            active = web.exec_driver_sql(
                "select row_security_active(%s::regclass)", (full_name(one.table),)
            ).scalar()
            assert active is True, one.model


def test_a_closed_table_has_no_policy(owner: Connection) -> None:
    rows = owner.exec_driver_sql("select distinct schemaname || '.' || tablename from pg_policies")
    assert {name for (name,) in rows} == {
        full_name(one.table).replace('"', "") for one in every_guarded()
    }


def test_every_policy_is_for_the_web_role_alone(owner: Connection) -> None:
    rows = owner.exec_driver_sql("select distinct roles::text from pg_policies").all()
    assert rows == [("{portal_web}",)]


def test_the_web_role_holds_the_declared_privileges_and_no_other(owner: Connection) -> None:
    # The pages refuse to start on another schema than theirs, so they read its number.
    wanted = {("public.alembic_version", "SELECT", "")}
    for one in every_guarded():
        name = full_name(one.table).replace('"', "")
        wanted.add((name, "SELECT", ""))
        if one.add is not None:
            wanted.add((name, "INSERT", ""))
        wanted |= {(name, "UPDATE", column) for column in one.change_columns}
    tables = owner.exec_driver_sql(
        "select table_schema || '.' || table_name, privilege_type, '' "
        "from information_schema.role_table_grants where grantee = 'portal_web'"
    )
    held = {tuple(row) for row in tables}
    whole = {row[:2] for row in held}
    columns = owner.exec_driver_sql(
        "select table_schema || '.' || table_name, privilege_type, column_name "
        "from information_schema.role_column_grants where grantee = 'portal_web'"
    )
    held |= {tuple(row) for row in columns if tuple(row)[:2] not in whole}
    assert held == wanted


def test_nobody_else_holds_any_privilege_on_a_table(owner: Connection) -> None:
    rows = owner.exec_driver_sql(
        "select distinct grantee from information_schema.role_table_grants "
        "where table_schema = any(%s)", (ROOMS_SCHEMAS,)
    )  # fmt: skip
    assert {name for (name,) in rows} <= {"portal_owner", WEB}


def _functions(owner: Connection, *, definers: bool) -> dict[str, tuple[str, str]]:
    rows = owner.exec_driver_sql(
        "select n.nspname || '.' || p.proname || '(' "
        "|| pg_get_function_identity_arguments(p.oid) || ')', p.prosecdef, "
        "coalesce(array_to_string(p.proconfig, ' '), ''), coalesce((select string_agg("
        "coalesce(r.rolname, 'public'), ' ' order by 1) from aclexplode(coalesce(p.proacl, "
        "acldefault('f', p.proowner))) a left join pg_roles r on r.oid = a.grantee "
        "where a.privilege_type = 'EXECUTE' and a.grantee <> p.proowner), '') "
        "from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
        "where n.nspname not in ('pg_catalog', 'information_schema')"
    )
    return {name: (config, callers) for name, kind, config, callers in rows if kind is definers}


def test_what_runs_past_the_policies_is_a_short_list_with_one_caller_each(
    owner: Connection,
) -> None:
    found = _functions(owner, definers=True)
    assert {name: callers for name, (_, callers) in found.items()} == DEFINERS
    for name, (config, _) in found.items():
        assert config == 'search_path=""', f"{name} must fix its search_path"


def test_everything_else_that_may_be_called_tells_who_is_asking(owner: Connection) -> None:
    found = _functions(owner, definers=False)
    assert {name for name, (_, callers) in found.items() if callers} == PLAIN
    assert {callers for _, callers in found.values()} == {"", WEB}


def test_no_sequence_tells_how_many_there_are(owner: Connection) -> None:
    assert owner.exec_driver_sql("select 1 from pg_sequences").all() == []


def test_no_column_has_a_default_of_the_server(still_world: World) -> None:
    look = inspect(still_world.owner)
    found = [
        f"{name}.{column['name']}"
        for name in TABLES
        for column in look.get_columns(name.partition(".")[2], schema=name.partition(".")[0])
        if column["default"] is not None or column.get("identity") or column.get("computed")
    ]
    assert found == []


def test_a_unique_key_tells_a_stranger_nothing(owner: Connection) -> None:
    rows = owner.exec_driver_sql(
        "select n.nspname || '.' || t.relname || '.' || i.relname, array_agg(a.attname::text), "
        "bool_and(a.atttypid = 'uuid'::regtype) from pg_index x "
        "join pg_class i on i.oid = x.indexrelid join pg_class t on t.oid = x.indrelid "
        "join pg_namespace n on n.oid = t.relnamespace "
        "join pg_attribute a on a.attrelid = t.oid and a.attnum = any(x.indkey) "
        "where x.indisunique and not x.indisprimary and n.nspname = any(%s) group by 1",
        (ROOMS_SCHEMAS,),
    ).all()
    guarded = {full_name(one.table).replace('"', "") for one in every_guarded()}
    telling = {
        name
        for name, columns, _ in rows
        if name.rpartition(".")[0] in guarded and not PUBLIC_COLUMNS & set(columns)
    }
    assert telling == set(KEYS), "give the key an agency or a random reference, or a reason here"


def test_there_is_no_view_that_would_read_as_its_owner(owner: Connection) -> None:
    rows = owner.exec_driver_sql(
        "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
        "where c.relkind in ('v', 'm', 'f') and n.nspname not in "
        "('pg_catalog', 'information_schema')"
    )
    assert rows.all() == []


def test_the_roles_of_pages_and_sign_in_have_no_power(owner: Connection) -> None:
    rows = owner.exec_driver_sql(
        "select rolname, rolsuper or rolbypassrls or rolcreatedb or rolcreaterole "
        "or rolreplication, exists (select from pg_auth_members m where m.member = r.oid), "
        "exists (select from pg_class c where c.relowner = r.oid) "
        "from pg_roles r where rolname in ('portal_web', 'portal_door') order by 1"
    )
    assert rows.all() == [(DOOR, False, False, False), (WEB, False, False, False)]


def _references(owner: Connection) -> dict[str, set[str]]:
    """Which tables the policies of each table look at."""
    rows = owner.exec_driver_sql(
        "select distinct p.polrelid::regclass::text, d.refobjid::regclass::text "
        "from pg_policy p join pg_depend d on d.classid = 'pg_policy'::regclass "
        "and d.objid = p.oid and d.refclassid = 'pg_class'::regclass"
    )
    found: dict[str, set[str]] = {}
    for table, other in rows:
        found.setdefault(table, set()).add(other)
    return found


def test_no_policy_looks_at_its_own_table_from_another_row(owner: Connection) -> None:
    rows = owner.exec_driver_sql(
        "select schemaname || '.' || tablename, tablename, schemaname, "
        "coalesce(qual, '') || coalesce(with_check, '') from pg_policies"
    )
    for name, table, schema, clause in rows:
        quoted = f'{schema}."{table}"' if table == "group" else name
        looked_at = re.findall(r"(?:FROM|JOIN)\s+([a-z_.\"]+)", clause)
        assert quoted not in looked_at, f"{name} looks at itself"


def test_policies_do_not_look_at_each_other_in_a_circle(owner: Connection) -> None:
    looks = _references(owner)
    assert len(looks) > 10, "the catalogue was not read as this test expects"

    def walk(table: str, path: tuple[str, ...]) -> None:
        assert table not in path, f"a circle: {' looks at '.join((*path, table))}"
        for other in looks.get(table, set()) - {table}:
            walk(other, (*path, table))

    for table in looks:
        walk(table, ())
