"""The writing of figures that name nobody: counts by month, results of operations."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from portal.audit.record import About
from portal.cli.load.monthly_counts import MonthlyCountRow
from portal.cli.load.operation_results import OperationResultRow
from portal.cli.load.writing.groups import AS_SUPPLIED
from portal.cli.load.writing.work import Work
from portal.plans.models import OperationResult
from portal.profiles.models import MonthlyCount


def write_months(work: Work, rows: Sequence[MonthlyCountRow]) -> list[About]:
    """Write the counts of the force whose export it is."""
    owner = work.force()
    new: list[tuple[UUID, MonthlyCountRow]] = [(uuid4(), row) for row in rows]
    work.insert(
        MonthlyCount,
        [
            {
                "id": key,
                "owner_agency_id": owner,
                "month": row.month,
                "groups": row.active_groups,
                "nominals": row.active_nominals,
                "high_risk_groups": row.high_risk_groups,
                "high_risk_nominals": row.high_risk_nominals,
                "note": row.note,
                "method": AS_SUPPLIED,
            }
            for key, row in new
        ],
    )
    return [About("monthly_count", key, None, owner) for key, _ in new]


def write_results(work: Work, rows: Sequence[OperationResultRow]) -> list[About]:
    """Write the results of the force whose export it is."""
    owner = work.force()
    new: list[tuple[UUID, OperationResultRow]] = [(uuid4(), row) for row in rows]
    work.insert(
        OperationResult,
        [
            {
                "id": key,
                "owner_agency_id": owner,
                "operation": row.operation,
                "strand": row.strand,
                "starts_on": row.from_date,
                "ends_on": row.to_date,
                "measure": row.measure,
                "value": row.value,
            }
            for key, row in new
        ],
    )
    return [About("operation_result", key, None, owner) for key, _ in new]
