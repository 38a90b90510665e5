"""The demonstration's register of gateways: each a power or a duty, to be checked before use."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.agencies.models import Gateway

ANY = "any"
POLICE, REGIONAL = "police force", "regional organised crime unit"
STANDARDS, REVENUE, BORDER = "trading standards", "revenue", "immigration enforcement"
COUNCIL, COMMISSIONER = "local authority", "police and crime commissioner"
DEPARTMENT, NATIONAL = "government department", "national agency"
BOARD, CIRCLE = "board", "sharing circle"

_TO = {
    POLICE: "to the police",
    STANDARDS: "to Trading Standards",
    REVENUE: "to HMRC",
    BORDER: "to Immigration Enforcement",
    COUNCIL: "to a council",
    COMMISSIONER: "to a commissioner",
    NATIONAL: "to a national agency",
    BOARD: "to a partnership board",
    CIRCLE: "to a sharing circle",
    ANY: "to any agency",
}


@dataclass(frozen=True, slots=True)
class Power:
    """What is the same of a power whoever uses it."""

    name: str
    note: str
    data_kinds: str = "Any personal data that the purpose needs"
    conditions: str = ""
    onward_rule: str = "Not to be passed on without the owner's consent"
    approver_role: str = "Lead responsible officer"
    form: str = ""
    offence_warning: str = ""


_CDA = Power(
    "Crime and Disorder Act 1998, section 115",
    "A power, not a duty: necessary or expedient for the Act; control stays with the owner.",
    conditions="Necessary or expedient for the Act, case by case. No wholesale disclosure.",
)
_DUTY = Power(
    "Crime and Disorder Act 1998, section 17A",
    "A duty to share prescribed, mainly depersonalised data.",
    data_kinds="Prescribed data, mainly depersonalised",
    conditions="Only the prescribed descriptions of data.",
)
_CRCA = Power(
    "Commissioners for Revenue and Customs Act 2005, sections 17 to 19",
    "A bar with listed exceptions; disclosure that identifies is an offence. Treat confirming as"
    " disclosing.",
    data_kinds="Revenue and customs information",
    conditions="Only within a listed exception. Confirming counts as disclosing.",
    onward_rule="Only with HMRC's recorded consent",
    approver_role="HMRC authorising officer",
    offence_warning="Disclosing revenue information that identifies a person, outside the listed"
    " exceptions, is an offence: up to two years in prison.",
)
_ATCSA = Power(
    "Anti-terrorism, Crime and Security Act 2001",
    "For criminal purposes, under a memorandum; may be proactive.",
    data_kinds="Revenue and customs information",
    conditions="For a criminal investigation or criminal proceedings.",
    onward_rule="Only with HMRC's recorded consent",
    approver_role="HMRC authorising officer",
    form="Memorandum",
)
_BORDERS = Power(
    "UK Borders Act 2007, sections 40 and 41A",
    "By form, authorising officer, case by case.",
    data_kinds="Revenue and customs information",
    conditions="Case by case.",
    onward_rule="Only with HMRC's recorded consent",
    approver_role="HMRC authorising officer",
    form="The agreed form",
)
_IAA = Power(
    "Immigration and Asylum Act 1999",
    "For specified purposes; section numbers assumed.",
    data_kinds="Immigration data",
    conditions="For the purposes that the Act specifies.",
)
_CCA = Power(
    "Crime and Courts Act 2013, section 7 and Schedule 7",
    "Data that came from revenue, customs or social security need the owner's consent, also"
    " onward; wrongful onward disclosure is an offence.",
    conditions="Data of revenue, customs or social-security origin need their owner's consent.",
    onward_rule="Only with the consent of the agency from which the data came",
    offence_warning="Passing on data of revenue, customs or social-security origin without the"
    " owner's consent is an offence.",
)


def _counsel(name: str) -> Power:
    return Power(name, "Assumed, to be written up by counsel.")


_COMMON_LAW = _counsel("Common-law policing purpose")

GATEWAYS = (
    ("CDA115-POLICE", _CDA, ANY, POLICE),
    ("CDA115-COUNCIL", _CDA, ANY, COUNCIL),
    ("CDA115-STANDARDS", _CDA, ANY, STANDARDS),
    ("CDA115-COMMISSIONER", _CDA, ANY, COMMISSIONER),
    ("CDA115-BOARD", _CDA, ANY, BOARD),
    ("CDA115-CIRCLE", _CDA, ANY, CIRCLE),
    ("CDA17A-POLICE", _DUTY, COUNCIL, POLICE),
    ("CRCA-POLICE", _CRCA, REVENUE, POLICE),
    ("CRCA-STANDARDS", _CRCA, REVENUE, STANDARDS),
    ("ATCSA-POLICE", _ATCSA, REVENUE, POLICE),
    ("ATCSA-STANDARDS", _ATCSA, REVENUE, STANDARDS),
    ("UKBA-IMMIGRATION", _BORDERS, REVENUE, BORDER),
    ("IAA-TO-POLICE", _IAA, BORDER, POLICE),
    ("IAA-FROM-POLICE", _IAA, POLICE, BORDER),
    ("IAA-TO-REVENUE", _IAA, BORDER, REVENUE),
    ("IAA-FROM-REVENUE", _IAA, REVENUE, BORDER),
    ("CCA7-TO-NATIONAL", _CCA, ANY, NATIONAL),
    ("CCA7-FROM-NATIONAL", _CCA, NATIONAL, ANY),
    ("COMMON-LAW", _COMMON_LAW, POLICE, ANY),
    ("COMMON-LAW-REGION", _COMMON_LAW, REGIONAL, ANY),
    ("EA9", _counsel("Enterprise Act 2002, Part 9"), STANDARDS, POLICE),
    ("SOCIAL-SECURITY", _counsel("Social-security gateways"), DEPARTMENT, POLICE),
    ("SCA68", _counsel("Serious Crime Act 2007, section 68"), ANY, NATIONAL),
)
"""Code, power or duty, from and to which kind of agency (domain, section 12.7)."""


def lay_down(session: Session) -> None:
    """Write the register, every entry to be checked before use."""
    for code, power, giver, taker in GATEWAYS:
        session.add(
            Gateway(
                code=code,
                name=f"{power.name}, {_TO[taker]}",
                from_kind=giver,
                to_kind=taker,
                note=f"{power.note} Check before use.",
                data_kinds=power.data_kinds,
                conditions=power.conditions,
                onward_rule=power.onward_rule,
                approver_role=power.approver_role,
                form=power.form,
                offence_warning=power.offence_warning,
                state="check_before_use",
            )
        )
    session.flush()
