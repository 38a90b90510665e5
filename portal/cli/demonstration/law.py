"""The demonstration's gateways and agreement."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.agencies.models import Agency, Agreement, AgreementParty, Gateway
from portal.groups.rules import Purpose
from portal.scoring.rules import add_months

ANY = "any"
POLICE, REGIONAL = "police force", "regional organised crime unit"
STANDARDS, REVENUE, BORDER = "trading standards", "revenue", "immigration enforcement"
COUNCIL, COMMISSIONER = "local authority", "police and crime commissioner"
DEPARTMENT, NATIONAL = "government department", "national agency"
BOARD = "board"

_TO = {
    POLICE: "to the police",
    STANDARDS: "to Trading Standards",
    REVENUE: "to HMRC",
    BORDER: "to Immigration Enforcement",
    COUNCIL: "to a council",
    COMMISSIONER: "to a commissioner",
    NATIONAL: "to a national agency",
    BOARD: "to a partnership board",
    ANY: "to any agency",
}

_CDA = "Crime and Disorder Act 1998, section 115"
_POWER = "A power, not a duty: necessary or expedient for the Act; control stays with the owner."
_CRCA = "Commissioners for Revenue and Customs Act 2005, sections 17 to 19"
_CRCA_NOTE = (
    "A bar with listed exceptions; disclosure that identifies is an offence. Treat confirming as"
    " disclosing."
)
_IAA = "Immigration and Asylum Act 1999"
_IAA_NOTE = "For specified purposes; section numbers assumed."
_CCA = "Crime and Courts Act 2013, section 7 and Schedule 7"
_CCA_NOTE = (
    "Data that came from revenue, customs or social security need the owner's consent, also"
    " onward; wrongful onward disclosure is an offence."
)
_COUNSEL = "Assumed, to be written up by counsel."

GATEWAYS = (
    ("CDA115-POLICE", _CDA, ANY, POLICE, _POWER),
    ("CDA115-COUNCIL", _CDA, ANY, COUNCIL, _POWER),
    ("CDA115-STANDARDS", _CDA, ANY, STANDARDS, _POWER),
    ("CDA115-COMMISSIONER", _CDA, ANY, COMMISSIONER, _POWER),
    ("CDA115-BOARD", _CDA, ANY, BOARD, _POWER),
    ("CDA17A-POLICE", "Crime and Disorder Act 1998, section 17A", COUNCIL, POLICE,
     "A duty to share prescribed, mainly depersonalised data."),
    ("CRCA-POLICE", _CRCA, REVENUE, POLICE, _CRCA_NOTE),
    ("CRCA-STANDARDS", _CRCA, REVENUE, STANDARDS, _CRCA_NOTE),
    ("ATCSA-POLICE", "Anti-terrorism, Crime and Security Act 2001", REVENUE, POLICE,
     "For criminal purposes, under a memorandum; may be proactive."),
    ("ATCSA-STANDARDS", "Anti-terrorism, Crime and Security Act 2001", REVENUE, STANDARDS,
     "For criminal purposes, under a memorandum; may be proactive."),
    ("UKBA-IMMIGRATION", "UK Borders Act 2007, sections 40 and 41A", REVENUE, BORDER,
     "By form, authorising officer, case by case."),
    ("IAA-TO-POLICE", _IAA, BORDER, POLICE, _IAA_NOTE),
    ("IAA-FROM-POLICE", _IAA, POLICE, BORDER, _IAA_NOTE),
    ("IAA-TO-REVENUE", _IAA, BORDER, REVENUE, _IAA_NOTE),
    ("IAA-FROM-REVENUE", _IAA, REVENUE, BORDER, _IAA_NOTE),
    ("CCA7-TO-NATIONAL", _CCA, ANY, NATIONAL, _CCA_NOTE),
    ("CCA7-FROM-NATIONAL", _CCA, NATIONAL, ANY, _CCA_NOTE),
    ("COMMON-LAW", "Common-law policing purpose", POLICE, ANY, _COUNSEL),
    ("COMMON-LAW-REGION", "Common-law policing purpose", REGIONAL, ANY, _COUNSEL),
    ("EA9", "Enterprise Act 2002, Part 9", STANDARDS, POLICE, _COUNSEL),
    ("SOCIAL-SECURITY", "Social-security gateways", DEPARTMENT, POLICE, _COUNSEL),
    ("SCA68", "Serious Crime Act 2007, section 68", ANY, NATIONAL, _COUNSEL),
)  # fmt: skip
"""Code, power or duty, from and to which kind of agency, note (domain, section 12.7)."""

AGREEMENT = "NOTTS-SOC-ISA-1"


def lay_down(session: Session, today: date) -> None:
    """Write the gateways, and one agreement that every agency but the operator has signed."""
    for code, name, giver, taker, note in GATEWAYS:
        session.add(
            Gateway(
                code=code,
                name=f"{name}, {_TO[taker]}",
                from_kind=giver,
                to_kind=taker,
                note=f"{note} Check before use.",
            )
        )
    agreement = Agreement(
        reference=AGREEMENT,
        title="Serious and organised crime partnership information sharing agreement",
        purposes=[purpose.value for purpose in Purpose],
        starts_on=today - timedelta(days=30),
        ends_on=add_months(today, 11),
    )
    session.add(agreement)
    session.flush()
    signed = session.scalars(select(Agency.id).where(Agency.code != "PORTAL"))
    session.add_all(
        AgreementParty(agreement_id=agreement.id, agency_id=agency_id) for agency_id in signed
    )
    session.flush()
