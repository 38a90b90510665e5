"""The end of the story: what is counted, what is on the record, and what is taken back."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence

from portal.core import clock
from portal.web.filters import long_date
from tests.browser.people import Person
from tests.browser.story import BOARD, STANDARDS, Story

COORDINATOR = "coordinator@nottspol.example"
COMMISSIONER = "pcc@opcc.example"
AUDITOR = "auditor@nottspol.example"


def count(story: Story) -> None:
    """The coordinator reads the statistics and publishes totals."""
    coordinator = story.joins(COORDINATOR)
    coordinator.goes_to("Statistics")
    for words in ("City", "County", "City and County"):
        table = (
            f"table:has(caption:text-is('{words}')) tbody tr:not(:last-child) td:not(:last-child)"
        )
        assert len(coordinator.texts(table)) == 15, words
    assert coordinator.page.locator(".portal-chart svg").count() == 1
    months = coordinator.texts(".portal-chart tbody tr")
    assert len(months) == 14, months
    coordinator.reads("Changes of counting", "It is neither a rise nor a fall in crime.")
    coordinator.goes_to("Totals")
    coordinator.follows_like("^Check and publish")
    coordinator.presses("Publish these totals")
    coordinator.reads_heading("Totals")
    coordinator.reads(f"As at {long_date(clock.today())}")


def read_totals_only(story: Story) -> None:
    """The Commissioner's office reads the totals, and nothing else."""
    commissioner = story.joins(COMMISSIONER)
    assert commissioner.menu == ["My work", "Totals"]
    commissioner.goes_to("Totals")
    commissioner.reads("Active groups", "High-risk nominals", "published as “fewer than 5”")
    assert commissioner.texts("table tbody td"), "there are no totals"
    commissioner.does_not_read(story.group, STANDARDS)
    for path in ("/groups", "/statistics", "/boards", "/record"):
        commissioner.opens(path, 403)
    commissioner.opens(story.address, 404)


def read_the_record(story: Story) -> None:
    """The auditor reads who consulted, altered and disclosed, and to whom."""
    auditor = story.joins(AUDITOR)
    assert auditor.menu == ["My work", "Record"]
    auditor.goes_to("Record")
    _narrow(auditor, "Disclosed")
    auditor.follows(f"group {story.address.rsplit('/', 1)[-1][:8]}…")
    for verb, entries in _EXPECTED.items():
        _narrow(auditor, verb)
        _find(auditor, entries)
    auditor.does_not_read(story.summary, *story.secrets)
    auditor.opens(story.address, 404)


def _narrow(auditor: Person, verb: str) -> None:
    auditor.selects("Kind of act", verb)
    auditor.presses("Apply filters")


def _find(auditor: Person, entries: Sequence[Sequence[str]]) -> None:
    """Read from the newest on until each of these entries has been found."""
    rows = auditor.texts("tbody tr")
    while missing := [one for one in entries if not any(_is_in(one, row) for row in rows)]:
        assert auditor.page.locator("a[rel=next]").count(), f"not on the record: {missing}"
        auditor.follows_like("^Next")
        rows += auditor.texts("tbody tr")


def _is_in(words: Sequence[str], row: str) -> bool:
    return all(word in row for word in words)


_LEAD, _OFFICER, _MEMBER = "DI T. Oldmere", "G. Marchbank", "K. Holbeck"
_EXPECTED = {
    "Disclosed": (
        (_LEAD, "Shared a group", STANDARDS),
        (_LEAD, "Shared a group", BOARD),
    ),
    "Altered": ((_LEAD, "Changed the partner summary"), (_OFFICER, "Updated an action")),
    "Consulted": (
        (_OFFICER, "Opened the overview of a group"),
        (_MEMBER, "Opened the overview of a group"),
        (_LEAD, "Previewed a share", STANDARDS),
    ),
    "Collected": ((_OFFICER, "Logged an action"),),
}


def verify(environment: Mapping[str, str]) -> None:
    """The record is whole, says the command."""
    done = subprocess.run(
        [sys.executable, "-m", "portal.cli", "audit", "verify"],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "whole" in done.stdout


def revoke(story: Story) -> None:
    """The lead takes the share back, and the officer's next request finds nothing."""
    lead, officer = story.lead, story.officer
    officer.opens(story.address)
    lead.opens(story.address)
    lead.follows("Sharing")
    lead.follows_like(f"^Revoke the share with {STANDARDS}")
    lead.presses("Revoke the share")
    lead.reads("The share has been revoked")
    for page in ("", "/plan", "/people"):
        officer.opens(f"{story.address}{page}", 404)
        officer.reads_heading("Page not found")
    officer.goes_to("Groups")
    officer.does_not_read(story.group, *story.secrets)
