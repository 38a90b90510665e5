"""People whom the cast lacks, written as the owner."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from portal.access.viewer import Role
from portal.agencies.models import Agency, Duty, Membership, Person
from portal.core import clock
from tests.cast import SENSITIVE, CastMember, ident
from tests.conftest import World

FIM = "information@nottspol.example"
ADM = "operator@portal.example"
SPOC = "spoc@nottspol.example"
LRO = "lro@nottspol.example"
COORDINATOR = "coordinator@nottspol.example"
COUNTY = "officer@county-ts.example"
CITY = "officer@city-ts.example"
COUNTY_SPOC = "spoc@county-ts.example"
CITY_SPOC = "spoc@city-ts.example"


def add_person(world: World, email: str, agency: str, *roles: Role) -> CastMember:
    """Somebody more in an agency, who can then be visited as."""
    with Session(world.owner) as session:
        session.add(Person(id=ident(f"person {email}"), name=f"Sam {email}", email=email))
        session.flush()
        session.add(
            Membership(
                id=ident(f"membership {email}"), person_id=ident(f"person {email}"),
                agency_id=ident(agency), ceiling=SENSITIVE, started_at=clock.now(),
                vetting_until=clock.today() + timedelta(days=400),
            )
        )  # fmt: skip
        session.flush()
        session.add_all(
            Duty(membership_id=ident(f"membership {email}"), role=role.value) for role in roles
        )
        session.commit()
    member = CastMember(
        email, ident(f"person {email}"), ident(f"membership {email}"), agency, roles
    )
    world.cast[email] = member
    return member


def add_spocs(world: World) -> None:
    """A single point of contact for each of the two trading standards."""
    add_person(world, COUNTY_SPOC, "NCC-TS", Role.SPC)
    add_person(world, CITY_SPOC, "CITY-TS", Role.SPC)


def add_agency(world: World, code: str, kind: str = "trading standards") -> None:
    """An agency that has nothing in common with any other."""
    with Session(world.owner) as session:
        session.add(
            Agency(
                id=ident(code), code=code, name=f"Unrelated {code}", kind=kind,
                contact=f"post@{code.lower()}.example", state="active", ceiling=SENSITIVE,
            )
        )  # fmt: skip
        session.commit()


def answer(world: World, statement: str, **told: Any) -> Any:
    """What the owner reads of the database."""
    with world.owner.connect() as connection:
        return connection.execute(text(statement), told).scalar()
