"""Who sees what of groups, a file for each noun."""

from __future__ import annotations

from portal.groups.scope import (
    deconfliction,
    denials,
    lending,
    links,
    officers,
    people,
    records,
    status,
    texts,
    triggers,
)

ROWS = (
    *records.ROWS,
    *people.ROWS,
    *links.ROWS,
    *texts.ROWS,
    *triggers.ROWS,
    *officers.ROWS,
    *status.ROWS,
    *lending.ROWS,
    *denials.ROWS,
    *deconfliction.ROWS,
)
CLOSED = {**deconfliction.CLOSED}
