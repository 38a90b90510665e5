"""The people of the demonstration: invented, each with one role, all with one password."""

from __future__ import annotations

from dataclasses import dataclass

from portal.access.viewer import Role

VETTED_FOR = 400
"""Days for which everybody's vetting holds from the day the demonstration is made."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person of the demonstration in one agency."""

    email: str
    name: str
    agency: str
    roles: tuple[Role, ...]
    board: str | None = None


PEOPLE = (
    Someone("lro@nottspol.example", "DI T. Oldmere", "NOTTSPOL", (Role.LRO,)),
    Someone("sro@nottspol.example", "Supt M. Thackray", "NOTTSPOL", (Role.SRO,)),
    Someone("analyst@nottspol.example", "L. Penhale", "NOTTSPOL", (Role.ANA,)),
    Someone("coordinator@nottspol.example", "DS W. Garsdale", "NOTTSPOL", (Role.COO,)),
    Someone("scrutiny@nottspol.example", "ACC R. Ingleby", "NOTTSPOL", (Role.SCR,)),
    Someone("information@nottspol.example", "H. Merrow", "NOTTSPOL", (Role.FIM,)),
    Someone("auditor@nottspol.example", "B. Stannard", "NOTTSPOL", (Role.AUD,)),
    Someone("spoc@nottspol.example", "J. Calloway", "NOTTSPOL", (Role.SPC,)),
    Someone("scorer@emsou.example", "N. Farrant", "EMSOU", (Role.SCO,)),
    Someone("officer@county-ts.example", "G. Marchbank", "NCC-TS", (Role.PRA,)),
    Someone("officer@city-ts.example", "P. Sallow", "CITY-TS", (Role.PRA,)),
    Someone("officer@hmrc.example", "C. Endicott", "HMRC", (Role.PRA,)),
    Someone("officer@ie.example", "D. Rushworth", "IE", (Role.PRA,)),
    Someone("officer@dwp.example", "A. Wetherby", "DWP", (Role.PRA,)),
    Someone("secretary.noceg@nottingham-city.example", "E. Lindley", "NCITY", (Role.BSE,), "NOCEG"),
    Someone("chair.noceg@nottingham-city.example", "S. Ackworth", "NCITY", (Role.BCH,), "NOCEG"),
    Someone("member.noceg@nottingham-city.example", "K. Holbeck", "NCITY", (Role.BME,), "NOCEG"),
    Someone("member.county@nottinghamshire.example", "O. Thornby", "NCOUNTY", (Role.BME,), "SNBPG"),
    Someone("pcc@opcc.example", "V. Haddon", "OPCC", (Role.PCC,)),
    Someone("operator@portal.example", "Y. Croft", "PORTAL", (Role.ADM,)),
    Someone("seconded@nottspol.example", "F. Ollerton", "NOTTSPOL", (Role.ANA,)),
    Someone("seconded@nottspol.example", "F. Ollerton", "NCC-TS", (Role.PRA,)),
)

CONTACTS = {
    "NOTTSPOL": "coordinator@nottspol.example",
    "EMSOU": "scorer@emsou.example",
    "NCC-TS": "officer@county-ts.example",
    "CITY-TS": "officer@city-ts.example",
    "HMRC": "officer@hmrc.example",
    "IE": "officer@ie.example",
    "DWP": "officer@dwp.example",
}
"""Where partners turn to, agency by agency."""


def sign_in_table() -> str:
    """Who to sign in as, as ``portal demo`` prints it."""
    roles: dict[str, list[str]] = {}
    for one in PEOPLE:
        words = ", ".join(role.label for role in one.roles)
        roles.setdefault(one.email, []).append(f"{words} ({one.agency})")
    widest = max(map(len, roles))
    return "\n".join(f"  {email:<{widest}}  {'; '.join(held)}" for email, held in roles.items())
