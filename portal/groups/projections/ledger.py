"""The disclosure ledger, as a page and as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from portal.access.viewer import Section, View
from portal.core.clock import LONDON
from portal.groups.projections.fields import counted
from portal.groups.rules import Marking, Purpose, last_day

HEADINGS = (
    "Group", "To", "Kind of recipient", "View", "Fields", "Purpose", "Gateway", "Agreement",
    "Given", "By", "Approved by", "Last day", "Revoked",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Disclosure:
    """One disclosure: of which group, to whom, what, why, under what, when, by whom."""

    share_id: UUID
    group_id: UUID
    lender_id: UUID
    reference: str
    recipient: str
    kind: str
    view: View
    sections: Section
    purpose: Purpose
    gateway: str
    agreement: str
    given_at: datetime
    given_by: str
    approved_by: str | None
    until: datetime
    revoked_at: datetime | None
    marking: int
    is_over: bool
    """Whether it was revoked or has run out."""

    @property
    def sentence(self) -> str:
        """What was disclosed to whom until when, in one sentence."""
        ended = self.revoked_at.astimezone(LONDON).date() if self.revoked_at else None
        day = ended or last_day(self.until)
        verb = "saw" if self.is_over else "sees"
        return f"{self.recipient} {verb} {counted(self.sections)} until {day.day} {day:%B %Y}"

    def cells(self) -> tuple[str, ...]:
        """Its line of the file."""
        return (
            self.reference, self.recipient, self.kind, self.view.label, counted(self.sections),
            self.purpose.label, self.gateway, self.agreement, _at(self.given_at), self.given_by,
            self.approved_by or "", last_day(self.until).isoformat(), _at(self.revoked_at),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LedgerChoices:
    """What the ledger can be narrowed by: recipients and agreements in the viewer's sight."""

    recipients: tuple[tuple[UUID, str], ...]
    agreements: tuple[tuple[UUID, str], ...]


def _at(moment: datetime | None) -> str:
    return moment.astimezone(LONDON).isoformat(timespec="minutes") if moment else ""


def neutral(cell: str) -> str:
    """The cell as text to a spreadsheet: nothing that it would work out as a formula."""
    return f"'{cell}" if cell.lstrip(" \t\r\n")[:1] in {"=", "+", "-", "@"} else cell


def as_file(lines: Iterable[Disclosure], reader: str, agency: str, taken_at: datetime) -> str:
    """The ledger as a CSV file; its first row says how it is marked, who took it, and when."""
    kept = tuple(lines)
    marking = Marking(max((one.marking for one in kept), default=Marking.OFFICIAL_SENSITIVE))
    written = io.StringIO()
    writer = csv.writer(written)
    head = (marking.label, f"Disclosure ledger taken by {reader}, {agency}", _at(taken_at))
    writer.writerow([neutral(cell) for cell in head])
    writer.writerow(HEADINGS)
    writer.writerows([neutral(cell) for cell in one.cells()] for one in kept)
    return written.getvalue()
