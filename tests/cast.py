"""A small fixed world in which the gaps between people are the point.

Police lead Sorrel, Hawthorn and Juniper; County Trading Standards lead Bracken.  Sorrel is shared
with County Trading Standards and with the City board at partner summary, and with HMRC at headline.
Hawthorn was shared with County Trading Standards until it was revoked, and with City Trading
Standards until it ended; County still holds a copy.  Bracken waits for HMRC to accept
conditions.  Juniper is shared with nobody.  Every field of every record holds a word
of its own, so that finding the word anywhere proves where it came from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4, uuid5

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from portal.access.models import Denial, DutyRecipient, Given, Glass
from portal.access.viewer import Role, View
from portal.agencies.models import (
    Agency,
    Agreement,
    AgreementItem,
    AgreementParty,
    Duty,
    Gateway,
    Membership,
    OriginConsent,
    Person,
)
from portal.agencies.models.people import Invitation
from portal.agencies.models.register import AgencyChange
from portal.boards.models import Board, Seat, WorkStream
from portal.core import clock
from portal.groups.models import (
    AccessRequest,
    Copy,
    Correction,
    Grading,
    Group,
    Identity,
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
from tests import links

_SPACE = UUID("5eed5eed-0000-4000-8000-000000000000")
SENSITIVE = 2
VIEWS = {view: UUID(f"00000000-0000-4000-8000-00000000000{view.value}") for view in View}
"""The views as the migration writes them."""

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


def _more_agreements(session: Session) -> None:
    """A draft, one that is consulted on, one that all have signed, and one that others keep."""
    today, now = clock.today(), clock.now()
    whose = {
        "draft": ("NOTTSPOL", "draft", ("NOTTSPOL", "NCC-TS"), False),
        "consulted": ("NOTTSPOL", "in_consultation", ("NOTTSPOL", "NCC-TS"), False),
        "signed": ("NOTTSPOL", "in_consultation", ("NOTTSPOL", "CITY-TS"), True),
        "theirs": ("NCC-TS", "live", ("NCC-TS", "NOTTSPOL", "NCITY"), True),
    }
    for name, (keeper, state, parties, is_signed) in whose.items():
        session.add(
            Agreement(
                id=ident(f"agreement {name}"),
                reference=canary(f"agreement reference {name}"),
                title=canary(f"agreement title {name}"),
                purposes=["safeguarding"],
                gateway_ids=[ident("gateway")],
                starts_on=today,
                ends_on=today + timedelta(days=400),
                review_on=today + timedelta(days=100),
                owner_agency_id=ident(keeper),
                ceiling=SENSITIVE,
                shows_parties=name != "theirs",
                state=state,
                live_at=now if state == "live" else None,
            )
        )
        session.flush()
        for code in parties:
            session.add(
                AgreementParty(
                    agreement_id=ident(f"agreement {name}"),
                    agency_id=ident(code),
                    uk_gdpr_purposes=["safeguarding"],
                    signed_at=now if is_signed else None,
                    signed_office="Chief officer" if is_signed else "",
                )
            )
        session.add(
            AgreementItem(
                id=ident(f"item {name}"),
                agreement_id=ident(f"agreement {name}"),
                item=canary(f"item {name}"),
                view_id=VIEWS[View.HEADLINE],
                purpose="safeguarding",
                regime="uk_gdpr",
                retention=canary(f"retention {name}"),
            )
        )
    session.add(
        Gateway(
            id=ident("gateway proposed"),
            code="PROPOSED",
            name=canary("gateway name proposed"),
            from_kind="any",
            to_kind="any",
            note=canary("gateway note proposed"),
            state="proposed",
            becomes="in_use",
            reason=canary("gateway reason"),
            proposed_by_id=ident("membership spoc@nottspol.example"),
            proposed_at=now,
        )
    )


def _origin(session: Session) -> None:
    """HMRC's own entry in Juniper, one request to pass it on, and one consent."""
    session.add(
        LogEntry(
            id=ident("log of HMRC"),
            group_id=ident("juniper"),
            kind="concern",
            text=canary("concern of HMRC"),
            written_at=clock.now(),
            written_by_id=ident("membership officer@hmrc.example"),
            marking=SENSITIVE,
        )
    )
    for state, code in (("asked", "NCC-TS"), ("given", "NCITY")):
        is_given = state == "given"
        session.add(
            OriginConsent(
                id=ident(f"consent {state}"),
                group_id=ident("juniper"),
                group_reference=f"OCG-{canary('reference juniper')[2:6].upper()}-TEST",
                owner_agency_id=ident("HMRC"),
                recipient_id=ident(code),
                recipient_name=canary(f"consent recipient {state}"),
                purpose="disruption",
                need=canary(f"consent need {state}"),
                state=state,
                asked_by_id=ident("membership other-lro@nottspol.example"),
                asked_by_agency_id=ident("NOTTSPOL"),
                asked_at=clock.now(),
                reference=canary("consent reference") if is_given else "",
                answer=canary("consent answer") if is_given else "",
                answered_by_id=ident("membership officer@hmrc.example") if is_given else None,
                answered_at=clock.now() if is_given else None,
                until=clock.today() + timedelta(days=90) if is_given else None,
                marking=SENSITIVE,
            )
        )


def build(owner: Engine) -> None:
    """Fill an empty database with the cast and its groups."""
    with Session(owner) as session:
        _agencies(session)
        _people(session)
        _boards(session)
        for name in GROUPS:
            _group(session, name)
        session.flush()
        _more_agreements(session)
        _origin(session)
        session.flush()
        _shares(session)
        _after_shares(session)
        _actions(session)
        _bars(session)
        _counts(session)
        _changes(session)
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
            review_on=clock.today() + timedelta(days=200),
            owner_agency_id=ident("NOTTSPOL"),
            ceiling=SENSITIVE,
            gateway_ids=[ident("gateway")],
            state="live",
            live_at=clock.now() - timedelta(days=100),
        )
    )
    session.flush()
    for code in ("NOTTSPOL", "NCC-TS", "CITY-TS", "HMRC", "NCITY", "NCOUNTY"):
        session.add(
            AgreementParty(
                agreement_id=ident("agreement"),
                agency_id=ident(code),
                part_3_purposes=["prevention_and_detection_of_crime", "disruption"],
                signed_at=clock.now() - timedelta(days=100),
                signed_office=canary("office " + code),
            )
        )
    for view in View:
        for purpose in ("prevention_and_detection_of_crime", "disruption"):
            session.add(
                AgreementItem(
                    id=ident(f"item {view.value} {purpose}"),
                    agreement_id=ident("agreement"),
                    item=canary(f"item {view.value} {purpose}"),
                    view_id=VIEWS[view],
                    purpose=purpose,
                    regime="part_3",
                    retention=canary(f"retention {view.value} {purpose}"),
                )
            )
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
                home_area=area,
                status="active",
                marking=SENSITIVE,
            ),
        ]
    )
    session.flush()
    session.add(
        Identity(
            nominal_id=ident(f"nominal {name}"),
            surname=canary("surname " + name),
            forename=canary("forename " + name),
            born=date(1970 + order, 5, 6),
            home_district=canary("home " + name),
            address=canary("address " + name),
            marking=SENSITIVE,
        )
    )
    session.add(
        Involvement(
            id=ident(f"part {name}"),
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
    links.link(session, group_id, name, officer, ident(PEOPLE[LEAD_OFFICERS[name]][0]), canary)
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


def _bars(session: Session) -> None:
    """HMRC are shut out of Hawthorn; the operator asks to read Sorrel."""
    now = clock.now()
    session.add(
        Denial(
            id=ident("denial hawthorn"), group_id=ident("hawthorn"), agency_id=ident("HMRC"),
            reason=canary("denial reason"), starts_at=now - timedelta(days=1),
            given_by_id=ident("membership other-lro@nottspol.example"),
        )
    )  # fmt: skip
    session.add(
        Glass(
            id=ident("glass sorrel"),
            reference=f"OCG-{canary('reference sorrel')[2:6].upper()}-TEST",
            reason=canary("glass reason"), hours=2, state="awaiting", asked_at=now,
            asked_by_id=ident("membership operator@portal.example"),
        )
    )  # fmt: skip


def _after_shares(session: Session) -> None:
    """Conditions not yet accepted, a copy recalled, a correction sent, two requests."""
    now, reference = clock.now(), f"OCG-{canary('reference hawthorn')[2:6].upper()}-TEST"
    waiting = _share(
        session, "bracken", "HMRC", View.HEADLINE, now - timedelta(days=3), now + timedelta(days=90)
    )
    waiting.conditions = canary("conditions bracken")
    about = {
        "group_id": ident("hawthorn"), "reference": reference, "marking": SENSITIVE,
        "lender": f"Nottspol {canary('agency NOTTSPOL')}",
    }  # fmt: skip
    session.add(
        Copy(
            id=ident("copy hawthorn"), share_id=ident("share hawthorn NCC-TS"), kind="print",
            membership_id=ident("membership officer@county-ts.example"),
            what=canary("copy hawthorn"), taken_at=now - timedelta(days=5),
            recalled_at=now - timedelta(days=1), **about,
        )
    )  # fmt: skip
    for code in ("NCC-TS", "CITY-TS"):
        session.add(
            Correction(
                id=ident(f"correction hawthorn {code}"), sending_id=ident("correction hawthorn"),
                recipient_id=ident(code), text=canary("correction hawthorn"), sent_at=now,
                sent_by_id=ident(f"membership {LEAD_OFFICERS['hawthorn']}"), **about,
            )
        )  # fmt: skip
    sorrel = f"OCG-{canary('reference sorrel')[2:6].upper()}-TEST"
    for name, words in (("sorrel", f"{sorrel} {canary('asked sorrel')}"),
                        ("nothing", canary("asked nothing"))):  # fmt: skip
        session.add(
            AccessRequest(
                id=ident(f"request {name}"), about=words, need=canary(f"need {name}"),
                asked_by_id=ident("membership officer@hmrc.example"), agency_id=ident("HMRC"),
                purpose="disruption", asked_at=now - timedelta(hours=2),
            )
        )  # fmt: skip


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


def _changes(session: Session) -> None:
    session.add(
        Invitation(
            id=ident("invitation"),
            agency_id=ident("NCC-TS"),
            name=f"Pat {canary('invited')}",
            email=f"{canary('invited email')}@county-ts.example",
            roles=["PRA"],
            vetting_level="NPPV3",
            vetting_reference=canary("invited vetting"),
            vetting_until=clock.today() + timedelta(days=300),
            is_move=False,
            state="sponsored",
            sponsor_id=ident("membership officer@county-ts.example"),
            made_at=clock.now(),
        )
    )
    session.add(
        AgencyChange(
            id=ident("change"),
            kind="rename",
            agency_id=ident("NOTTSPOL"),
            new_name=canary("new name"),
            member_ids=[],
            ends_seats=False,
            ends_shares=False,
            reason=canary("change reason"),
            state="proposed",
            proposed_by_id=ident("membership information@nottspol.example"),
            proposed_at=clock.now(),
        )
    )
