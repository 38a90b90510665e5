"""The search page: what it finds, in which order, and what it leaves on the record."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.audit.models import Entry, Subject
from portal.core import clock
from portal.groups.models import Identity, Involvement, LogEntry, Nominal, PartnerSummary, Share
from tests.asking import amend, put
from tests.cast import SENSITIVE, canary, ident
from tests.client import Visitor
from tests.conftest import World
from tests.statements import statements

LRO = "lro@nottspol.example"
OFFICER = "officer@county-ts.example"
NOTHING = "Nothing in your view holds these words"


def found(visitor: Visitor, words: str, **more: str) -> list[tuple[str, str]]:
    """What a search shows: the title of each hit, and its text."""
    page = visitor.post("/search", 200, words=words, **more)
    return read(page)


def read(page: BeautifulSoup) -> list[tuple[str, str]]:
    return [
        (item.h3.get_text(strip=True), item.p.get_text(" ", strip=True))  # type: ignore[union-attr]
        for item in page.select("main ol > li")
    ]


def _person(world: World, forename: str, surname: str, group: str = "sorrel") -> None:
    made = uuid4()
    put(
        world,
        Nominal(
            id=made, owner_agency_id=ident("NOTTSPOL"), reference=f"NOM-{made.hex[:6]}",
            home_area="city", status="active", marking=SENSITIVE,
        ),
    )  # fmt: skip
    put(
        world,
        Identity(
            nominal_id=made, surname=surname, forename=forename,
            born=clock.today() - timedelta(days=12000), home_district="Nottingham City",
            marking=SENSITIVE,
        ),
    )  # fmt: skip
    put(world, Involvement(group_id=ident(group), nominal_id=made, role="peripheral",
                           marking=SENSITIVE))  # fmt: skip


def _entries(world: World, *texts: str, group: str = "sorrel") -> None:
    now = clock.now()
    put(
        world,
        *(
            LogEntry(
                id=uuid4(), group_id=ident(group), kind="decision", text=text,
                written_at=now + timedelta(minutes=number),
                written_by_id=ident(f"membership {LRO}"), marking=SENSITIVE,
            )
            for number, text in enumerate(texts)
        ),
    )  # fmt: skip


def test_every_kind_of_record_is_found_by_its_own_words(still_world: World) -> None:
    lro = still_world.as_(LRO)
    name = f"Op Sorrel {canary('name sorrel')}"
    for word, kind in {
        "summary sorrel": "Partner summary", "district sorrel": "Partner summary",
        "name sorrel": "Partner summary", "narrative sorrel": "Narrative",
        "external sorrel": "Narrative", "surname sorrel": "Person", "forename sorrel": "Person",
        "nominal sorrel": "Person", "home sorrel": "Person", "address sorrel": "Person",
        "premises sorrel": "Premises", "street sorrel": "Premises", "court sorrel": "Court order",
        "conditions sorrel": "Court order", "named sorrel": "Operation",
        "decision sorrel": "Lead officer's log",
        "step own": "Action", "success common": "Action", "update kept": "Update on an action",
    }.items():  # fmt: skip
        assert [title for title, _ in found(lro, canary(word))] == [f"{kind}: {name}"], word


def test_a_group_is_found_by_its_reference(still_world: World) -> None:
    reference = f"OCG-{canary('reference sorrel')[2:6].upper()}-TEST"
    titles = [title for title, _ in found(still_world.as_("officer@hmrc.example"), reference)]
    assert titles == [f"Group: {reference}"]


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        (("Stephen", "Hargreaves"), "Hargraves"), (("Stephen", "Hargreaves"), "Steven"),
        (("Muhammad", "Qureshi"), "Mohamed Kureshi"), (("Jane", "Smyth"), "smith"),
        (("Zoë", "O'Brien"), "zoe obrien"), (("Philip", "Kowalski"), "Fillip Kovalsky"),
        (("Ann", "Thompson"), "Tohmpson"),
    ],
)  # fmt: skip
def test_a_name_is_found_when_it_is_spelt_another_way(
    world: World, kept: tuple[str, str], asked: str
) -> None:
    _person(world, *kept)
    hits = found(world.as_(LRO), asked)
    assert len(hits) == 1
    assert hits[0][1].startswith(" ".join(kept))


def test_a_near_name_says_that_it_is_one(world: World) -> None:
    _person(world, "Jane", "Smyth")
    lro = world.as_(LRO)
    assert "sounds like" in lro.post("/search", 200, words="Smith").get_text()
    assert "sounds like" not in lro.post("/search", 200, words="Smyth").get_text()


def test_every_word_must_stand_in_the_same_record(world: World) -> None:
    _entries(world, "The ladder is red", "The van is white")
    lro = world.as_(LRO)
    assert len(found(lro, "red ladder")) == 1
    assert found(lro, "red van") == []


def test_the_newest_comes_first_a_page_at_a_time(world: World) -> None:
    _entries(world, *(f"Marigold, entry {number}" for number in range(23)))
    lro = world.as_(LRO)
    first = [text for _, text in found(lro, "marigold")]
    second = [text for _, text in found(lro, "marigold", number="2")]
    assert [text.split()[-1] for text in first + second] == [str(n) for n in reversed(range(23))]
    assert len(first) == 20
    assert [text for _, text in found(lro, "marigold", number="9")] == first


def test_the_words_that_were_asked_for_stand_in_no_address(world: World) -> None:
    _entries(world, *(f"Marigold, entry {number}" for number in range(23)))
    page = world.as_(LRO).post("/search", 200, words="marigold")
    told = [str(one.get(name)) for one in page.select("[href], [action], [src]")
            for name in ("href", "action", "src") if one.get(name)]  # fmt: skip
    assert not [address for address in told if "marigold" in address.lower()]
    assert "marigold" not in str(page.title).lower()


def test_words_in_an_address_are_not_read(still_world: World) -> None:
    page = still_world.as_(LRO).get(f"/search?words={canary('narrative sorrel')}")
    assert read(page) == []


def test_a_search_without_a_word_says_what_to_enter(still_world: World) -> None:
    lro = still_world.as_(LRO)
    assert "Enter a name" in lro.post("/search", 422, words="").get_text()
    assert "not as common" in lro.post("/search", 422, words="the and").get_text()
    assert "8 words or fewer" in lro.post("/search", 422, words="a1 b1 c1 d1 e1 f1 g1 h1 i1"
                                          ).get_text()  # fmt: skip


def test_nothing_found_and_not_allowed_read_the_same(still_world: World) -> None:
    officer = still_world.as_(OFFICER)
    for word in (canary("narrative sorrel"), canary("summary juniper"), "zqffffffffff"):
        page = officer.post("/search", 200, words=word)
        assert NOTHING in page.get_text()
        assert read(page) == []


def test_a_text_that_changed_is_found_by_its_new_words_alone(world: World) -> None:
    lro = world.as_(LRO)
    amend(world, PartnerSummary, PartnerSummary.group_id == ident("sorrel"), text="A blue barge")
    assert len(found(lro, "barge")) == 1
    assert found(lro, canary("summary sorrel")) == []
    person = Identity.nominal_id == ident("nominal sorrel")
    amend(world, Identity, person, surname="Featherstone")
    assert len(found(lro, "featherston")) == 1
    assert found(lro, canary("surname sorrel")) == []


def test_a_share_opens_the_search_and_its_end_closes_it_at_once(world: World) -> None:
    city = world.as_("officer@city-ts.example")
    word = canary("summary hawthorn")
    assert found(city, word) == []
    now = clock.now()
    made = uuid4()
    share = Share(
        id=made, group_id=ident("hawthorn"), agency_id=ident("CITY-TS"), view=2,
        purpose="disruption", gateway_id=ident("gateway"), agreement_id=ident("agreement"),
        given_at=now - timedelta(minutes=1), until=now + timedelta(days=9),
        given_by_id=ident("membership other-lro@nottspol.example"), marking=SENSITIVE,
    )  # fmt: skip
    put(world, share)
    assert len(found(city, word)) == 1
    amend(world, Share, Share.id == made, revoked_at=clock.now())
    assert found(city, word) == []


def test_a_search_is_on_the_record_with_what_it_showed(world: World) -> None:
    lro = world.as_(LRO)
    found(lro, canary("step kept"))
    with Session(world.owner) as session:
        entry = session.scalars(select(Entry).order_by(Entry.seq.desc())).first()
        assert entry is not None
        assert entry.event == "search.made"
        assert entry.facts == {"words": canary("step kept"), "found": 1}
        named = session.execute(
            select(Subject.kind, Subject.record_id).where(Subject.entry_seq == entry.seq)
        )
        assert {tuple(row) for row in named} == {
            ("group", ident("sorrel")), ("action", ident("action kept"))
        }  # fmt: skip


def test_a_search_takes_four_statements_whatever_it_finds(world: World) -> None:
    lro = world.as_(LRO)
    page = lro.get("/search")
    counts = []
    for texts in ([], [f"Marigold, entry {number}" for number in range(30)]):
        _entries(world, *texts)
        with statements(world) as sent:
            lro.send("/search", page, 200, words=canary("decision sorrel") if not texts
                     else "marigold")  # fmt: skip
        counts.append(
            len([one for one in sent if not any(
                word in one for word in ("access.enter", "audit.append", "pg_catalog", "show ")
            )])
        )  # fmt: skip
    assert counts == [4, 4]
