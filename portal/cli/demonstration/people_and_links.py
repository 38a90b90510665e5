"""What the demonstration says of people, links, texts and deconfliction, on top of its files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.agencies.models import Membership
from portal.cli.load.writing.nominals import Groups
from portal.core import clock
from portal.groups.models import (
    Combination,
    CourtOrder,
    DeconflictionSetting,
    Group,
    Identity,
    Involvement,
    LogEntry,
    NamedOperation,
    Nominal,
    Premises,
    WorkingRecord,
)

Who = Callable[[str], Membership]
LEAD_OFFICER, COUNTY_OFFICER = "lro@nottspol.example", "officer@county-ts.example"

PREMISES = (
    ("NOTTS/0119", LEAD_OFFICER, "Tyre shop", "14 Alfreton Road, Nottingham", "Storage", False),
    ("NOTTS/0119", LEAD_OFFICER, "Takeaway", "3 Ilkeston Road, Nottingham", "Sales", True),
    ("NOTTS/0116", COUNTY_OFFICER, "Corner shop", "22 Outram Street, Sutton", "Sales", True),
)
"""Group, who added it, name, address, use, whether partners see it."""
OPERATIONS = (
    ("NOTTS/0119", LEAD_OFFICER, "Op Larkspur", "Close the tyre shop with the fire service", True),
    ("NOTTS/0116", LEAD_OFFICER, "Op Millet", "Test purchases in four shops", True),
)
LOG = (
    ("NOTTS/0119", "lead", "Two officers of the division are not to be briefed before Friday."),
    ("NOTTS/0119", "partners", "Joint visits go through the lead officer until the end of May."),
)


def tell(session: Session, today: date, groups: Groups, who: Who) -> None:
    """Write all of it."""
    _links(session, today, groups, who)
    _people(session, today, groups, who)
    lead = who(LEAD_OFFICER)
    for reference, audience, words in LOG:
        session.add(
            LogEntry(
                group_id=groups[reference][0], kind="decision", audience=audience, text=words,
                written_at=clock.now() - timedelta(days=6), written_by_id=lead.id, marking=2,
            )
        )  # fmt: skip
    session.get_one(Group, groups["NOTTS/0116"][0]).base_area = "county"
    narrative = session.get_one(WorkingRecord, groups["NOTTS/0119"][0])
    narrative.narrative += " In the last week the stock was moved from the tyre shop."
    narrative.version += 1
    for email, answer in ((LEAD_OFFICER, "headline"), (COUNTY_OFFICER, "contact")):
        one = who(email)
        session.add(
            DeconflictionSetting(
                agency_id=one.agency_id, answer=answer, set_at=clock.now(), set_by_id=one.id
            )
        )
    session.flush()


def _links(session: Session, today: date, groups: Groups, who: Who) -> None:
    added = clock.now() - timedelta(days=15)
    for reference, email, name, address, use, is_open in PREMISES:
        by = who(email)
        session.add(
            Premises(
                group_id=groups[reference][0], agency_id=by.agency_id, name=name, address=address,
                use=use, state="active", from_on=today - timedelta(days=200),
                for_partners=is_open, added_at=added, added_by_id=by.id, marking=2,
            )
        )  # fmt: skip
    for reference, email, name, aim, is_open in OPERATIONS:
        by = who(email)
        session.add(
            NamedOperation(
                group_id=groups[reference][0], agency_id=by.agency_id, name=name, aim=aim,
                state="live", from_on=today - timedelta(days=30), for_partners=is_open,
                added_at=added, added_by_id=by.id, marking=2,
            )
        )  # fmt: skip


def _people(session: Session, today: date, groups: Groups, who: Who) -> None:
    """An order, a second agency's statement, a proposal, two held to be one."""
    group_id = groups["NOTTS/0119"][0]
    lead, county = who(LEAD_OFFICER), who(COUNTY_OFFICER)
    parts = session.scalars(
        select(Involvement)
        .join(Nominal, Nominal.id == Involvement.nominal_id)
        .where(Involvement.group_id == group_id)
        .order_by(Nominal.reference)
    ).all()
    session.add(
        CourtOrder(
            group_id=group_id, nominal_id=parts[0].nominal_id, agency_id=lead.agency_id,
            kind="scpo", court="Nottingham Crown Court", conditions="One telephone, named.",
            from_on=today - timedelta(days=400), state="in_force", added_at=clock.now(),
            added_by_id=lead.id, marking=2,
        )
    )  # fmt: skip
    for part in parts[:3]:
        part.category, part.basis, part.confidence = "suspect", "assessment", "confirmed"
        part.from_on = today - timedelta(days=700)
    session.add(
        Involvement(
            group_id=group_id, nominal_id=parts[0].nominal_id, agency_id=county.agency_id,
            role="enabler", category="suspect", basis="assessment", confidence="possible",
            stated_by_id=county.id, marking=2,
        )
    )  # fmt: skip
    _proposed(session, group_id, county)
    if len(parts) > 4:
        session.add(
            Combination(
                kept_id=parts[3].nominal_id, merged_id=parts[4].nominal_id,
                agency_id=lead.agency_id, reason="Same date of birth in custody records.",
                made_at=clock.now() - timedelta(days=4), made_by_id=lead.id, marking=2,
            )
        )  # fmt: skip


def _proposed(session: Session, group_id: UUID, county: Membership) -> None:
    nominal = uuid4()
    session.add(
        Nominal(
            id=nominal, owner_agency_id=county.agency_id, reference="N-7QK2M4XW0T",
            home_area="county", status="candidate", added_by_id=county.id, marking=2,
        )
    )  # fmt: skip
    session.flush()
    session.add(
        Identity(
            nominal_id=nominal, surname="Exampleson", forename="Corin", born=date(1988, 3, 9),
            home_district="Ashfield", marking=2,
        )
    )  # fmt: skip
    session.add(
        Involvement(
            group_id=group_id, nominal_id=nominal, agency_id=county.agency_id, role="enabler",
            category="suspect", basis="assessment", confidence="possible", state="proposed",
            stated_by_id=county.id, marking=2,
        )
    )  # fmt: skip
