"""Plant known faults one at a time in a copy of the portal: each must turn a named test red.

Run by ``make faults``.  A fault is a file, an old text and a new text; where it lies in what the
policies are made of, the copy's migration is written anew, so that the database has the fault too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
ACCESS, SQL = "tests/access/", "migrations/sql/0001/"
ENTER = "migrations/sql/0002/30_enter.up.sql"
OPEN = "migrations/sql/0002/90_policies.up.sql"
LOANS = "migrations/sql/0002/10_loans.up.sql"
_TODAY = "current_date);"
TRIES = 2
"""How many faults are tried at once."""
_REWRITE = """
from pathlib import Path
from portal import factory
from portal.access.catalogue import policies_ddl
factory.declare()
path = Path("migrations/sql/0002/90_policies.up.sql")
lines = policies_ddl(factory.every_row())
path.write_text("\\n".join(one for one in lines if not one.startswith("alter table")) + "\\n")
"""


@dataclass(frozen=True)
class Fault:
    """One fault, and the test that must notice it."""

    name: str
    file: str
    old: str
    new: str
    test: str
    rewrites: bool = False
    """Whether the policies of the migration are made from the faulty text."""


FAULTS = (
    Fault("row security left off a table", f"{SQL}60_policies.sql",
          "alter table plans.action enable row level security;", "",
          f"{ACCESS}test_views.py::test_the_lead_view_opens_it_and_the_partner_summary_does_not"),
    Fault("the web role may bypass", "portal/core/server/databases.py",
          "create role {} login", "create role {} login bypassrls",
          f"{ACCESS}test_sight.py::test_nobody_sees_nothing"),
    Fault("a clause compiled alone", "portal/access/sight.py",
          'return " ".join(text.partition("WHERE ")[2].split())',
          'return " ".join(str(rule.compile(dialect=DIALECT, '
          'compile_kwargs={"literal_binds": True})).split())',
          f"{ACCESS}test_views.py", rewrites=True),
    Fault(">= turned round in the view", "portal/access/clauses.py",
          "return and_(held.c.view >= literal(", "return and_(held.c.view <= literal(",
          f"{ACCESS}test_grants.py::test_a_view_opens_what_is_below_it_and_nothing_above",
          rewrites=True),
    Fault("a revoked grant honoured", "portal/access/clauses.py",
          "given.c.revoked_at.is_(None),", "",
          f"{ACCESS}test_grants.py::test_a_grant_that_does_not_hold_opens_nothing", rewrites=True),
    Fault("an expired grant honoured", "portal/access/clauses.py",
          "or_(given.c.valid_until.is_(None), given.c.valid_until > func.now()),", "",
          f"{ACCESS}test_grants.py::test_a_grant_that_does_not_hold_opens_nothing", rewrites=True),
    Fault("a grant honoured before its day", "portal/access/clauses.py",
          "given.c.valid_from <= func.now(),", "",
          f"{ACCESS}test_grants.py::test_a_grant_that_does_not_hold_opens_nothing", rewrites=True),
    Fault("nobody is everybody", "portal/access/clauses.py",
          "return _among(column, func.access.recipients(type_=ARRAY(Uuid())), Uuid())",
          "return or_(_once(func.access.recipients(type_=ARRAY(Uuid()))).is_(None), "
          "_among(column, func.access.recipients(type_=ARRAY(Uuid())), Uuid()))",
          f"{ACCESS}test_sight.py::test_nobody_sees_nothing", rewrites=True),
    Fault("partners read the narrative", "portal/groups/scope/records.py",
          "Standing.FULL: granted(_record.c.group_id, Section.NARRATIVE)",
          "Standing.FULL: granted(_record.c.group_id, Section.SUMMARY)",
          "tests/sweep/test_sweep.py::test_nobody_meets_a_field_that_the_policy_does_not_open_to_"
          "them", rewrites=True),
    Fault("a piece's owner not compared", "portal/plans/scope.py",
          "_action.c.owner_agency_id == my_agency(),\n                granted(",
          "granted(", f"{ACCESS}test_views.py", rewrites=True),
    Fault("a bar forgotten", "portal/access/sight.py", "if self.marking is not None:",
          "if self.marking is not None and not self.table.columns:",
          f"{ACCESS}test_views.py::test_a_lower_ceiling_hides_groups_and_every_piece_at_once",
          rewrites=True),
    Fault("the fence of a preview is open", "portal/access/clauses.py",
          "return or_(fence.is_(None), group_id == fence)",
          "return or_(fence.is_(None), fence.is_not(None))",
          "tests/groups/test_share_preview.py::"
          "test_a_preview_shows_none_of_the_other_groups_that_the_recipient_holds", rewrites=True),
    Fault("the agency's ceiling forgotten", ENTER,
          "a.name, least(x.ceiling, a.ceiling), held.roles", "a.name, x.ceiling, held.roles",
          f"{ACCESS}test_views.py::test_a_lower_ceiling_hides_groups_and_every_piece_at_once"),
    Fault("any seat opens every board", LOANS,
          "where b.membership_id = who and b.ended_at is null and b.agency_id = place",
          "where b.membership_id is not null",
          f"{ACCESS}test_views.py::test_a_seat_opens_its_own_board_and_no_other"),
    Fault("an ended seat still opens", LOANS,
          "where b.membership_id = who and b.ended_at is null and b.agency_id = place",
          "where b.membership_id = who and b.agency_id = place",
          f"{ACCESS}test_views.py::test_a_seat_that_ended_closes_the_board_and_its_groups_at_once"),
    Fault("a recipient too many", LOANS,
          "where r.agency_id = place and r.role = any (held))", "where r.agency_id = place)",
          f"{ACCESS}test_grants.py::test_what_a_duty_is_given_follows_the_duty"),
    Fault("an ended membership enters", ENTER,
          "where x.id = who and x.ended_at is null\n", "where x.id = who\n",
          f"{ACCESS}test_entering.py"),
    Fault("lapsed vetting enters", ENTER, f"x.vetting_until >= {_TODAY}",
          "x.vetting_until >= current_date - 1);", f"{ACCESS}test_entering.py"),
    Fault("vetting ends a day early", ENTER, f"x.vetting_until >= {_TODAY}",
          f"x.vetting_until > {_TODAY}", f"{ACCESS}test_entering.py"),
    Fault("a disabled person enters", ENTER,
          "on p.id = x.person_id and p.disabled_at is null\n", "on p.id = x.person_id\n",
          f"{ACCESS}test_entering.py"),
    Fault("a suspended agency enters", ENTER,
          "on a.id = x.agency_id and a.state = 'active'\n", "on a.id = x.agency_id\n",
          f"{ACCESS}test_entering.py"),
    Fault("an idle sign-in enters", ENTER,
          "and now() < i.idle_until and now() < i.ends_at", "and now() < i.ends_at",
          f"{ACCESS}test_entering.py"),
    Fault("settings outlive the transaction", ENTER,
          "set_config('portal.membership', r.membership::text, true)",
          "set_config('portal.membership', r.membership::text, false)",
          f"{ACCESS}test_transaction.py"),
    Fault("anybody calls the door's functions", f"{SQL}80_privileges.sql",
          "revoke execute on all functions in schema access, agencies, audit, groups from public;",
          "",
          f"{ACCESS}test_web_role.py::test_the_web_role_cannot"),
    Fault("the web role writes grants", OPEN,
          "grant select on access.given to portal_web;",
          "grant select, insert on access.given to portal_web;",
          f"{ACCESS}test_catalogue.py"),
    Fault("an entry does not cover the one before", f"{SQL}35_audit.sql",
          "sha256(coalesce(last.digest, ''::bytea) || convert_to(", "sha256(convert_to(",
          f"{ACCESS}test_record.py"),
    Fault("a sign-in is found after it ended", ENTER,
          "where i.token_hash = digest and i.ended_at is null", "where i.token_hash = digest",
          f"{ACCESS}test_entering.py"),
    Fault("a locked address may try", "portal/agencies/sign_in.py",
          "if found and fits and is_open and", "if found and fits and",
          f"{ACCESS}test_sign_in_failures.py"),
    Fault("an unknown address is not counted", "portal/agencies/sign_in.py",
          "connection.execute(select(func.access.count_failure(mark)))",
          "found and connection.execute(select(func.access.count_failure(mark)))",
          f"{ACCESS}test_sign_in_failures.py::test_ten_failures_lock_an_address_whether_or_not_"
          "it_is_known"),
    Fault("the secret itself is kept", "portal/access/entry.py",
          "return hashlib.sha256(token.encode()).digest()", "return token.encode()",
          f"{ACCESS}test_sign_in.py::test_only_the_hash_of_the_secret_is_kept"),
    Fault("signing in leads anywhere", "portal/agencies/views/entry.py",
          "return wanted if is_ours and is_plain else", "return wanted if wanted else",
          f"{ACCESS}test_sign_in.py::test_signing_in_leads_nowhere_but_here"),
    Fault("a session's viewer is swapped", "portal/core/db.py",
          'if "entry" in self.info:', 'if "entry" in self.info and not self.info:',
          f"{ACCESS}test_transaction.py"),
    Fault("a page that reads may write", "portal/core/db.py",
          'driver.read_only = session.info["read_only"]', "driver.read_only = False",
          f"{ACCESS}test_door.py"),
    Fault("pages read as the owner", "portal/factory.py",
          '"SQLALCHEMY_DATABASE_URI": address.url(Role.WEB)',
          '"SQLALCHEMY_DATABASE_URI": address.url(Role.OWNER)',
          f"{ACCESS}test_sight.py"),
    Fault("a room is left out", "portal/factory.py",
          "    Room(plans_views.bp, plans_scope.ROWS, (), plans_views.work, "
          "preview=plans_views.preview),\n", "",
          f"{ACCESS}test_catalogue.py"),
    Fault("the door does not fetch", "portal/access/guard.py",
          "fetch(door.on, _only(ids), door.needs)", "_only(ids)",
          "tests/matrix/test_matrix.py::test_a_page_about_a_row_opens_for_those_whom_the_policy_"
          "names[groups.show_people]"),
    Fault("fetch never says not allowed", "portal/access/sight.py", "if not found[1]:",
          "if found[1] is None:", f"{ACCESS}test_door.py"),
    Fault("the policy is widened by one standing", "portal/access/policy.py",
          "Right.GROUP_SHARE: frozenset({Standing.LEAD_OFFICER",
          "Right.GROUP_SHARE: frozenset({Standing.FULL, Standing.LEAD_OFFICER",
          f"{ACCESS}test_oracle.py", rewrites=True),
    Fault("posts from other sites are taken", "portal/access/guard.py",
          'not in {"same-origin", "none"}', 'in {"nowhere"}',
          f"{ACCESS}test_door.py"),
    Fault("the one-use key is ignored", "portal/access/guard.py",
          "door.twice is Twice.REPLAY:", "door.twice is None:", f"{ACCESS}test_door.py"),
    Fault("the entry of a shown page is lost", "portal/audit/record.py",
          " + _as_whom(current, read)", "", f"{ACCESS}test_record.py"),
    Fault("a denial is ignored", "portal/access/sight.py",
          'bars.append(("not_denied", not_denied(self.group)))', "pass",
          f"{ACCESS}test_denial.py", rewrites=True),
    Fault("a room shows what one alone holds", "portal/access/clauses.py",
          "~in_room,\n            _among(given.c.id", "true(),\n            _among(given.c.id",
          f"{ACCESS}test_room.py::test_the_chair_names_who_is_there_and_every_page_says_so",
          rewrites=True),
    Fault("a form is taken while seeing as another", "portal/access/guard.py",
          "raise Refused(_NOT_NOW[mode.is_room])", "pass", "tests/groups/test_seeing_as.py"),
    Fault("a post does not commit", "portal/core/transaction.py",
          "write_record(current)\n    current.commit()",
          "write_record(current)\n    current.rollback()", f"{ACCESS}test_door.py"),
    Fault("what cannot be recorded is shown", "portal/core/transaction.py",
          'log.error("record.not-written\\n%s", described(problem))\n'
          "            current.rollback()\n"
          "            return _nothing(response)",
          "current.rollback()\n            return response", f"{ACCESS}test_door.py"),
)  # fmt: skip


def copied(to: Path) -> Path:
    """A copy of what git keeps, with the styles that set-up brought."""
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    for name in filter(None, names):
        target = to / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, target)
    styles = Path("portal/web/static/vendor")
    if (ROOT / styles).is_dir():
        shutil.copytree(ROOT / styles, to / styles)
    return to


def tried(tree: Path, *tests: str) -> tuple[int, str]:
    """The tests' exit code in this tree, and the first that failed."""
    kept = {name: value for name, value in os.environ.items() if name != "PORTAL_TEST_DATA"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *tests],
        cwd=tree,
        env=kept | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    said = done.stdout[-400:] + done.stderr[-400:]
    caught = failed[0].partition(" ")[2].partition(" - ")[0] if failed else said
    return done.returncode, caught


def rewritten(tree: Path) -> None:
    """Write the copy's policies from its own, faulty, text."""
    subprocess.run(
        [sys.executable, "-c", _REWRITE],
        cwd=tree,
        env=os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"},
        check=True,
    )


def planted(fault: Fault) -> str:
    """The test that caught the fault; empty when it survived."""
    with tempfile.TemporaryDirectory(prefix="portal-fault-") as folder:
        tree = copied(Path(folder))
        path = tree / fault.file
        before = path.read_text("utf-8")
        if before.count(fault.old) != 1:
            raise SystemExit(f"{fault.name}: its old text is {before.count(fault.old)} times in "
                             f"{fault.file}; write it anew.")  # fmt: skip
        path.write_text(before.replace(fault.old, fault.new), "utf-8")
        if fault.rewrites:
            rewritten(tree)
        code, caught = tried(tree, fault.test)
    # Pytest answers 1 for tests that failed; anything else caught nothing.
    return caught if code == 1 else ""


def run(faults: Sequence[Fault], wanted: Sequence[str], least: int) -> int:
    """Try the unaltered tree, then each fault; 1 when fewer than ``least`` are caught."""
    chosen = [one for one in faults if not wanted or any(word in one.name for word in wanted)]
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="portal-fault-") as folder:
        code, said = tried(copied(Path(folder)), *sorted({fault.test for fault in chosen}))
    if code != 0:
        sys.stdout.write(f"Without any fault the tests are red: {said}\n")
        return 1
    survived = 0
    with ThreadPoolExecutor(TRIES) as pool:
        for fault, caught in zip(chosen, pool.map(planted, chosen), strict=True):
            sys.stdout.write(f"{fault.name:52} {caught or 'SURVIVED'}\n")
            sys.stdout.flush()
            survived += not caught
    took = round(time.monotonic() - began)
    sys.stdout.write(f"{len(chosen) - survived} of {len(chosen)} caught in {took} s\n")
    return 1 if survived > len(faults) - least else 0


if __name__ == "__main__":
    raise SystemExit(run(FAULTS, sys.argv[1:], len(FAULTS)))
