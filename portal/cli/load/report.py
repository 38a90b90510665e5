"""What became of each row of a loaded file."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not loaded, or was loaded with a caution, and why."""

    row: int
    """As a spreadsheet numbers it: the header is row 1."""
    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one loading: every row is accepted, recognised or refused."""

    rows: int
    accepted: int
    recognised: int = 0
    """Rows loaded before, with the same content; they change nothing."""
    refused: tuple[Refusal, ...] = ()
    neutralised: tuple[Refusal, ...] = ()
    """Accepted rows with a text that a spreadsheet would run as a formula; it is kept as text."""

    def as_json(self) -> dict[str, object]:
        """The report as ``--json`` prints it."""
        return {
            "rows": self.rows,
            "accepted": self.accepted,
            "recognised": self.recognised,
            "refused": [_as_json(refusal) for refusal in self.refused],
            "neutralised": [_as_json(refusal) for refusal in self.neutralised],
        }

    def as_text(self) -> str:
        """The report as a person reads it."""
        figures = [f"{self.rows} rows", f"{self.accepted} accepted"]
        if self.recognised:
            figures.append(f"{self.recognised} loaded before")
        lines = [", ".join([*figures, f"{len(self.refused)} refused"]) + "."]
        lines += [_as_text(refusal, "refused") for refusal in self.refused]
        lines += [_as_text(refusal, "accepted") for refusal in self.neutralised]
        return "\n".join(lines)


def _as_json(refusal: Refusal) -> dict[str, object]:
    return {"row": refusal.row, "reference": refusal.reference, "reason": refusal.reason}


def _as_text(refusal: Refusal, outcome: str) -> str:
    return f"  Row {refusal.row}, {refusal.reference}: {outcome}, {refusal.reason}"
