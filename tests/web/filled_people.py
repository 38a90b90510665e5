"""The forms about people, links, texts and deconfliction, filled in so that they are taken."""

from __future__ import annotations

from typing import Any

from tests.cast import ident
from tests.links import of

SORREL = f"/groups/{ident('sorrel')}"
LRO, COORDINATOR = "lro@nottspol.example", "coordinator@nottspol.example"
OFFICER = "officer@county-ts.example"
_NOMINAL = f"/groups/nominals/{ident('nominal sorrel')}"
_PART: dict[str, Any] = {
    "role": "enabler", "category": "suspect", "basis": "fact", "confidence": "possible",
    "from_on": ["1", "3", "2020"], "to_on": ["", "", ""],
}  # fmt: skip
_PICKED = ("role", "category", "basis", "confidence")
_DAYS = ("from_on",)

# Path, sender, fields, texts, days, choices, optional, another sender.
FILLED: dict[str, tuple[Any, ...]] = {
    "groups.add_nominal": (
        f"{SORREL}/people/new", LRO,
        {"surname": "Testcase", "forename": "Ada", "born": ["1", "2", "1990"],
         "district": "Ashfield", "address": "1 High Street", "number": "981X", **_PART},
        ("surname", "forename", "address", "number"), ("born", "from_on", "to_on"),
        ("district", *_PICKED), ("forename", "address", "number", "from_on", "to_on"),
        "",
    ),
    "groups.edit_statement": (
        f"/groups/statements/{ident('part sorrel')}/edit", LRO, _PART, (), ("from_on", "to_on"),
        _PICKED, ("from_on", "to_on"), "",
    ),
    "groups.combine": (
        f"{_NOMINAL}/combine", LRO, {"reference": "N-OTHER", "reason": "The same address"},
        ("reference", "reason"), (), (), (), "",
    ),
    "groups.correct_entry": (
        f"/groups/decisions/{ident('log sorrel')}/correct", LRO,
        {"text": "On Tuesday", "audience": "circle"}, ("text",), (), ("audience",), (), "",
    ),
    "groups.edit_narrative": (
        f"{SORREL}/narrative", LRO, {"text": "They moved"}, ("text",), (), (), (), "",
    ),
    "groups.confirm_summary": (f"{SORREL}/summary-holds", LRO, {}, (), (), (), (), ""),
    "groups.ask_about_person": (
        "/groups/check-a-person", OFFICER,
        {"surname": "Testcase", "forename": "Ada", "born": ["1", "2", "1990"],
         "purpose": "disruption"},
        ("surname", "forename"), ("born",), ("purpose",), ("surname", "forename", "born"), "",
    ),
    "groups.set_answer": (
        "/groups/deconfliction", COORDINATOR, {"answer": "contact"}, (), (), ("answer",), (), "",
    ),
    "groups.add_premises": (
        f"{SORREL}/premises/new", OFFICER,
        {"name": "Unit 7", "address": "Canal Street", "use": "Storage", "state": "active",
         "from_on": ["1", "3", "2020"]},
        ("name", "address", "use"), _DAYS, ("state",), _DAYS, "",
    ),
    "groups.add_operation": (
        f"{SORREL}/operations/new", OFFICER,
        {"name": "Op Teasel", "aim": "Close the shops", "state": "live",
         "from_on": ["1", "3", "2020"]},
        ("name", "aim"), _DAYS, ("state",), _DAYS, LRO,
    ),
    "groups.add_order": (
        f"{SORREL}/orders/new", LRO,
        {"nominal": str(ident("nominal sorrel")), "kind": "cbo", "court": "Nottingham",
         "conditions": "Not to enter", "state": "sought", "from_on": ["1", "3", "2020"]},
        ("court", "conditions"), _DAYS, ("nominal", "kind", "state"), _DAYS, "",
    ),
    **{
        f"groups.end_{kind}": (
            f"/groups/{path}/{of(ident('sorrel'), kind)}/end", LRO, {"day": ["1", "1", "2024"]},
            (), ("day",), (), (), "",
        )
        for kind, path in (("premises", "premises"), ("operation", "operations"),
                           ("order", "orders"))
    },
}  # fmt: skip

ELSEWHERE = {
    "groups.combine": "tests/groups/test_combinations.py: it needs a second nominal",
    "groups.undo_combination": "tests/groups/test_combinations.py: it needs a combination",
    "groups.edit_statement": "tests/groups/test_statements.py: its conflict is about choices",
    "groups.answer_proposal": "tests/groups/test_statements.py: it needs a proposal",
    "groups.state_part": "it needs a nominal who is in another group too",
    "groups.show_answer": "tests/groups/test_deconfliction.py: it needs a question",
}
"""Forms that the cast has no row for, with where they are tried."""
