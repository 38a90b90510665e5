"""A small fixed world in which the gaps between people are the point.

Police lead Sorrel, Hawthorn and Juniper; County Trading Standards lead Bracken.  Sorrel is shared
with County Trading Standards and with the City board at partner summary, and with HMRC at headline.
Hawthorn was shared with County Trading Standards until it was revoked, and with City Trading
Standards until it ended.  Juniper is shared with nobody.  Every field of every record holds a word
of its own, so that finding the word anywhere proves where it came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4, uuid5

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portal.access.models import DutyRecipient, Given
from portal.access.viewer import Role, View
from portal.agencies.models import (
    Agency,
    Agreement,
    AgreementParty,
    Duty,
    Gateway,
    Membership,
    Person,
)
from portal.boards.models import Board, Seat, WorkStream
from portal.core import clock
from portal.groups.models import (
    Grading,
    Group,
    Involvement,
    LogEntry,
    Nominal,
    PartnerSummary,
    Share,
    WorkingRecord,
)
from portal.plans.models import Action, ActionUpdate, OperationResult
from portal.profiles.models import MonthlyCount
from portal.scoring.models import Assessment, Review

_SPACE = UUID("5eed5eed-0000-4000-8000-000000000000")
SENSITIVE = 2

AGENCIES = {
    "NOTTSPOL": "police force",
    "EMSOU": "regional organised crime unit",
    "NCC-TS": "trading standards",
    "CITY-TS": "trading standards",
    "HMRC": "revenue",
    "NCITY": "local authority",
    "NCOUNTY": "local authority",
    "OPCC": "police and crime commissioner",
    "PORTAL": "platform operator",
}

PEOPLE: dict[str, tuple[str, tuple[Role, ...]]] = {
    "lro@nottspol.example": ("NOTTSPOL", (Role.LRO,)),
    "other-lro@nottspol.example": ("NOTTSPOL", (Role.LRO,)),
    "sro@nottspol.example": ("NOTTSPOL", (Role.SRO,)),
    "analyst@nottspol.example": ("NOTTSPOL", (Role.ANA,)),
    "coordinator@nottspol.example": ("NOTTSPOL", (Role.COO,)),
    "scrutiny@nottspol.example": ("NOTTSPOL", (Role.SCR,)),
    "information@nottspol.example": ("NOTTSPOL", (Role.FIM,)),
    "auditor@nottspol.example": ("NOTTSPOL", (Role.AUD,)),
    "spoc@nottspol.example": ("NOTTSPOL", (Role.SPC,)),
    "scorer@emsou.example": ("EMSOU", (Role.SCO,)),
    "officer@county-ts.example": ("NCC-TS", (Role.PRA,)),
    "officer@city-ts.example": ("CITY-TS", (Role.PRA,)),
    "officer@hmrc.example": ("HMRC", (Role.PRA,)),
    "secretary.noceg@nottingham-city.example": ("NCITY", (Role.BSE,)),
    "chair.noceg@nottingham-city.example": ("NCITY", (Role.BCH,)),
    "member.noceg@nottingham-city.example": ("NCITY", (Role.BME,)),
    "member.county@nottinghamshire.example": ("NCOUNTY", (Role.BME,)),
    "pcc@opcc.example": ("OPCC", (Role.PCC,)),
    "operator@portal.example": ("PORTAL", (Role.ADM,)),
}
SEATS = {
    "secretary.noceg@nottingham-city.example": ("NOCEG", "secretary"),
    "chair.noceg@nottingham-city.example": ("NOCEG", "chair"),
    "member.noceg@nottingham-city.example": ("NOCEG", "member"),
    "member.county@nottinghamshire.example": ("SNBPG", "member"),
}
GROUPS = {
    "sorrel": ("NOTTSPOL", "city"),
    "hawthorn": ("NOTTSPOL", "county"),
    "juniper": ("NOTTSPOL", "city"),
    "bracken": ("NCC-TS", "county"),
}
LEAD_OFFICERS = {
    "sorrel": "lro@nottspol.example",
    "hawthorn": "other-lro@nottspol.example",
    "juniper": "other-lro@nottspol.example",
    "bracken": "officer@county-ts.example",
}
STANDING = ((Role.COO, "NOTTSPOL"), (Role.SCR, "NOTTSPOL"), (Role.SCO, "EMSOU"))


def ident(name: str) -> UUID:
    """The id of a named thing of the cast, the same in every clone."""
    return uuid5(_SPACE, name)


def canary(name: str) -> str:
    """The word that a named field of the cast holds, and nothing else does."""
    return f"zq{uuid5(_SPACE, 'canary ' + name).hex[:10]}"


@dataclass(frozen=True, slots=True)
class CastMember:
    """One of the people that the tests know."""

    email: str
    person_id: UUID
    membership_id: UUID
    agency: str
    roles: tuple[Role, ...]


class Cast(dict[str, CastMember]):
    """Everyone the tests know, by e-mail address."""

    @classmethod
    def read(cls, owner: Engine) -> Cast:
        """The cast as it stands in a database."""
        found = cls()
        with Session(owner) as session:
            rows = session.execute(
                select(Person.email, Person.id, Membership.id)
                .join(Membership, Membership.person_id == Person.id)
                .order_by(Membership.started_at.desc())
            )
            for email, person_id, membership_id in rows:
                agency, roles = PEOPLE[email]
                found[email] = CastMember(email, person_id, membership_id, agency, roles)
        return found


def build(owner: Engine) -> None:
    """Fill an empty database with the cast and its groups."""
    with Session(owner) as session:
        _agencies(session)
        _people(session)
        _boards(session)
        for name in GROUPS:
            _group(session, name)
        session.flush()
        _shares(session)
        _actions(session)
        _counts(session)
        session.commit()


def _agencies(session: Session) -> None:
    for code, kind in AGENCIES.items():
        session.add(
            Agency(
                id=ident(code),
                code=code,
                name=f"{code.title()} {canary('agency ' + code)}",
                kind=kind,
                contact=f"{canary('contact ' + code)}@{code.lower()}.example",
                state="active",
                ceiling=SENSITIVE,
            )
        )
    session.flush()
    for role, code in (*STANDING, (Role.PRA, "NCC-TS"), (Role.SPC, "NCC-TS")):
        session.add(
            DutyRecipient(id=ident(f"duty {code} {role}"), agency_id=ident(code), role=role.value)
        )
    session.add(
        Agreement(
            id=ident("agreement"),
            reference=canary("agreement reference"),
            title=canary("agreement title"),
            purposes=["prevention_and_detection_of_crime", "disruption"],
            starts_on=clock.today() - timedelta(days=100),
            ends_on=clock.today() + timedelta(days=600),
        )
    )
    session.flush()
    for code in ("NOTTSPOL", "NCC-TS", "CITY-TS", "HMRC", "NCITY", "NCOUNTY"):
        session.add(AgreementParty(agreement_id=ident("agreement"), agency_id=ident(code)))
    session.add(
        Gateway(
            id=ident("gateway"),
            code="CDA115",
            name=canary("gateway name"),
            from_kind="any",
            to_kind="any",
            note=canary("gateway note"),
        )
    )


def _people(session: Session) -> None:
    now = clock.now()
    for email, (code, roles) in PEOPLE.items():
        session.add(
            Person(id=ident(f"person {email}"), name=f"Pat {canary('name ' + email)}", email=email)
        )
        session.flush()
        session.add(
            Membership(
                id=ident(f"membership {email}"),
                person_id=ident(f"person {email}"),
                agency_id=ident(code),
                ceiling=SENSITIVE,
                started_at=now,
                vetting_until=clock.today() + timedelta(days=400),
            )
        )
        session.flush()
        for role in roles:
            session.add(Duty(membership_id=ident(f"membership {email}"), role=role.value))


def _boards(session: Session) -> None:
    for code, area in (("NOCEG", "city"), ("SNBPG", "county")):
        session.add(
            Board(
                id=ident(code),
                code=code,
                name=f"Board {canary('board ' + code)}",
                area=area,
                purpose=canary("board purpose " + code),
                ceiling=SENSITIVE,
            )
        )
        session.flush()
        session.add(
            WorkStream(
                id=ident(f"stream {code}"),
                board_id=ident(code),
                title=canary(f"stream title {code}"),
                objective=canary(f"stream aim {code}"),
                theme="drugs",
                year=2026,
                lead_agency_id=ident("NCITY"),
                progress="not_reported",
                version=1,
            )
        )
    for email, (code, role) in SEATS.items():
        session.add(
            Seat(
                id=ident(f"seat {email}"),
                board_id=ident(code),
                agency_id=ident(PEOPLE[email][0]),
                membership_id=ident(f"membership {email}"),
                role=role,
                started_at=clock.now(),
            )
        )


def _group(session: Session, name: str) -> None:
    lead, area = GROUPS[name]
    group_id, today = ident(name), clock.today()
    order = list(GROUPS).index(name)
    session.add(
        Group(
            id=group_id,
            reference=f"OCG-{canary('reference ' + name)[2:6].upper()}-TEST",
            lead_agency_id=ident(lead),
            area=area,
            status="active",
            theme="drugs",
            other_themes=[],
            marking=SENSITIVE,
        )
    )
    session.flush()
    session.add_all(
        [
            Grading(
                group_id=group_id,
                band=("3B", "2A", "1C", "4B")[order],
                tier=2,
                review_month=today.replace(day=1),
                marking=SENSITIVE,
            ),
            PartnerSummary(
                group_id=group_id,
                operation_name=f"Op {name.title()} {canary('name ' + name)}",
                district=canary("district " + name),
                text=canary("summary " + name),
                version=1,
                edited_at=clock.now(),
                marking=SENSITIVE,
            ),
            WorkingRecord(
                group_id=group_id,
                narrative=canary("narrative " + name),
                external_reference=canary("external " + name),
                lead_officer_name=canary("officer " + name),
                mapped_on=date(2012, 3, 4 + order),
                marking=SENSITIVE,
            ),
            Assessment(
                id=ident(f"assessment {name}"),
                group_id=group_id,
                score=71 + order,
                band=("3B", "2A", "1C", "4B")[order],
                tier=2,
                scored_on=today - timedelta(days=50 + order),
                origin="as supplied",
                marking=SENSITIVE,
            ),
            Review(
                id=ident(f"review {name}"),
                group_id=group_id,
                due_on=today - timedelta(days=3 - order),
                marking=SENSITIVE,
            ),
            Nominal(
                id=ident(f"nominal {name}"),
                owner_agency_id=ident(lead),
                reference=canary("nominal " + name),
                surname=canary("surname " + name),
                forename=canary("forename " + name),
                born=date(1970 + order, 5, 6),
                home_area=area,
                home_district=canary("home " + name),
                status="active",
                marking=SENSITIVE,
            ),
        ]
    )
    session.flush()
    session.add(
        Involvement(
            group_id=group_id,
            nominal_id=ident(f"nominal {name}"),
            role="principal",
            marking=SENSITIVE,
        )
    )
    officer = ident(f"membership {LEAD_OFFICERS[name]}")
    session.add(
        LogEntry(
            id=ident(f"log {name}"),
            group_id=group_id,
            kind="decision",
            text=canary("decision " + name),
            written_at=clock.now(),
            written_by_id=officer,
            marking=SENSITIVE,
        )
    )
    given = [(officer, "LRO")]
    given += [(ident(f"duty {code} {role}"), "STANDING") for role, code in STANDING]
    if lead == "NCC-TS":
        given += [(ident(f"duty NCC-TS {role}"), "LEAD") for role in (Role.PRA, Role.SPC)]
    if name == "sorrel":
        given.append((ident("membership sro@nottspol.example"), "SRO"))
        given.append((ident("membership analyst@nottspol.example"), "ANA"))
    for recipient, via in given:
        session.add(
            Given(
                id=uuid4(),
                group_id=group_id,
                from_agency_id=ident(lead),
                recipient_id=recipient,
                view=View.FULL.value,
                via=via,
                valid_from=clock.now() - timedelta(days=90),
            )
        )


def _shares(session: Session) -> None:
    now = clock.now()
    month = timedelta(days=30)
    _share(session, "sorrel", "NCC-TS", View.SUMMARY, now - month, now + 6 * month)
    _share(session, "sorrel", "HMRC", View.HEADLINE, now - month, now + 6 * month)
    _share(session, "sorrel", "NOCEG", View.SUMMARY, now - month, now + 6 * month)
    _share(session, "hawthorn", "CITY-TS", View.SUMMARY, now - 2 * month, now - month)
    revoked = _share(session, "hawthorn", "NCC-TS", View.SUMMARY, now - month, now + month)
    session.flush()
    revoked.revoked_at = now - timedelta(days=1)
    revoked.revoked_by_id = ident("membership other-lro@nottspol.example")


def _share(session: Session, *what: object) -> Share:
    name, code, view, start, until = what
    is_board = code in {"NOCEG", "SNBPG"}
    share = Share(
        id=ident(f"share {name} {code}"),
        group_id=ident(str(name)),
        agency_id=None if is_board else ident(str(code)),
        board_id=ident(str(code)) if is_board else None,
        view=View(view).value,  # type: ignore[arg-type]  # checked by View
        purpose="disruption",
        gateway_id=ident("gateway"),
        agreement_id=ident("agreement"),
        given_at=start,
        until=until,
        given_by_id=ident(f"membership {LEAD_OFFICERS[str(name)]}"),
        marking=SENSITIVE,
    )
    session.add(share)
    return share


def _actions(session: Session) -> None:
    _action(session, "own", "sorrel", "officer@county-ts.example", for_partners=False)
    _action(session, "common", "sorrel", "lro@nottspol.example", for_partners=True)
    _action(session, "kept", "sorrel", "lro@nottspol.example", for_partners=False)
    _action(session, "hidden", "juniper", "other-lro@nottspol.example", for_partners=True)


def _action(session: Session, name: str, group: str, email: str, *, for_partners: bool) -> None:
    membership = ident(f"membership {email}")
    session.add(
        Action(
            id=ident(f"action {name}"),
            group_id=ident(group),
            owner_agency_id=ident(PEOPLE[email][0]),
            owner_id=membership,
            strand="prevent",
            step=canary("step " + name),
            success=canary("success " + name),
            due_on=clock.today() - timedelta(days=2),
            state="in_progress",
            for_partners=for_partners,
            logged_at=clock.now(),
            logged_by_id=membership,
            version=1,
            marking=SENSITIVE,
        )
    )
    session.flush()
    session.add(
        ActionUpdate(
            id=ident(f"update {name}"),
            action_id=ident(f"action {name}"),
            group_id=ident(group),
            state="in_progress",
            text=canary("update " + name),
            written_at=clock.now(),
            written_by_id=membership,
            marking=SENSITIVE,
        )
    )


def _counts(session: Session) -> None:
    session.add(
        MonthlyCount(
            owner_agency_id=ident("NOTTSPOL"),
            month=clock.today().replace(day=1),
            groups=7301,
            nominals=7302,
            high_risk_groups=7303,
            high_risk_nominals=7304,
            note=canary("month note"),
            method="as supplied",
        )
    )
    session.add(
        OperationResult(
            owner_agency_id=ident("NOTTSPOL"),
            operation=canary("operation"),
            strand="pursue",
            starts_on=date(2026, 1, 2),
            ends_on=date(2026, 3, 4),
            measure=canary("measure"),
            value=7305,
        )
    )
