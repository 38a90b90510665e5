"""What is said of a loading."""

from __future__ import annotations

import json

from portal.cli.load.report import Refusal, Report


def test_the_report_as_json() -> None:
    report = Report(rows=3, accepted=2, refused=(Refusal(4, "N3", "not a real date"),))
    assert json.loads(json.dumps(report.as_json())) == {
        "rows": 3,
        "accepted": 2,
        "recognised": 0,
        "refused": [{"row": 4, "reference": "N3", "reason": "not a real date"}],
        "neutralised": [],
    }


def test_the_report_as_a_person_reads_it() -> None:
    report = Report(
        rows=4,
        accepted=2,
        recognised=1,
        refused=(Refusal(4, "N3", "not a real date"),),
        neutralised=(Refusal(2, "N1", "looks like a formula and is kept as text"),),
    )
    assert report.as_text().splitlines() == [
        "4 rows, 2 accepted, 1 loaded before, 1 refused.",
        "  Row 4, N3: refused, not a real date",
        "  Row 2, N1: accepted, looks like a formula and is kept as text",
    ]
    assert Report(rows=0, accepted=0).as_text() == "0 rows, 0 accepted, 0 refused."
