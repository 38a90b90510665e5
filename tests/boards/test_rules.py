"""What an agenda is proposed from."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.boards.rules import (
    STANDING_ITEMS,
    ActionFact,
    Facts,
    GroupFact,
    Progress,
    ProposedItem,
    Reason,
    StreamFact,
    chosen,
    propose,
)
from portal.groups.rules import GroupStatus

TODAY = date(2026, 5, 20)
# A busy machine is no fault of the rule.
_AT_LEISURE = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
WORDS = st.sampled_from(["Sorrel", "Hawthorn", "Juniper", "Bracken"])


def _group(**facts: object) -> GroupFact:
    """A group in force, with these facts."""
    return GroupFact(
        **{"id": uuid4(), "title": "Sorrel", "status": GroupStatus.ACTIVE, "band": "3B"} | facts  # type: ignore[arg-type]
    )


def _business(facts: Facts, held_on: date = TODAY) -> list[ProposedItem]:
    """The proposed items that are not standing ones."""
    return [item for item in propose(facts, held_on) if item.reason is not Reason.STANDING]


GROUPS = st.builds(
    GroupFact,
    id=st.uuids(),
    title=WORDS,
    status=st.sampled_from(GroupStatus),
    band=st.sampled_from(["1A", "5C"]),
    review_month=st.none() | DAYS.map(lambda day: day.replace(day=1)),
    previous_band=st.none() | st.just("2B"),
    moved_on=st.none() | DAYS,
)
ACTIONS = st.builds(
    ActionFact, id=st.uuids(), group_id=st.uuids(), group=WORDS, step=WORDS, owner=WORDS,
    due_on=DAYS,
)  # fmt: skip
STREAMS = st.builds(
    StreamFact,
    id=st.uuids(),
    title=WORDS,
    progress=st.sampled_from(Progress),
    reported_on=st.none() | DAYS,
)
FACTS = st.builds(
    Facts,
    today=DAYS,
    last_meeting=st.none() | DAYS,
    groups=st.lists(GROUPS, max_size=8, unique_by=lambda one: one.id),
    actions=st.lists(ACTIONS, max_size=8, unique_by=lambda one: one.id),
    streams=st.lists(STREAMS, max_size=8, unique_by=lambda one: one.id),
)


@_AT_LEISURE
@given(FACTS, DAYS)
def test_no_item_is_proposed_twice(facts: Facts, held_on: date) -> None:
    keys = [item.key for item in propose(facts, held_on)]
    assert len(keys) == len(set(keys))


@_AT_LEISURE
@given(FACTS, DAYS)
def test_no_group_is_proposed_twice_for_itself(facts: Facts, held_on: date) -> None:
    groups = [
        item.group_id
        for item in propose(facts, held_on)
        if item.reason in (Reason.REVIEW_DUE, Reason.BAND_MOVED)
    ]
    assert len(groups) == len(set(groups))


@_AT_LEISURE
@given(FACTS, DAYS)
def test_the_order_of_the_facts_makes_no_difference(facts: Facts, held_on: date) -> None:
    turned = Facts(
        today=facts.today,
        last_meeting=facts.last_meeting,
        groups=facts.groups[::-1],
        actions=facts.actions[::-1],
        streams=facts.streams[::-1],
    )
    assert propose(turned, held_on) == propose(facts, held_on)


@_AT_LEISURE
@given(FACTS, DAYS)
def test_kinds_stand_in_one_order_between_the_standing_items(facts: Facts, held_on: date) -> None:
    items = propose(facts, held_on)
    kinds = [item.reason for item in items]
    opening = [words for half, words in STANDING_ITEMS if half == "opening"]
    assert [item.title for item in items[: len(opening)]] == opening
    assert kinds[-1] is Reason.STANDING
    rank = {Reason.REVIEW_DUE: 0, Reason.BAND_MOVED: 1, Reason.ACTION_OVERDUE: 2,
            Reason.WORK_STREAM: 3}  # fmt: skip
    ranks = [rank[kind] for kind in kinds if kind in rank]
    assert ranks == sorted(ranks)


@_AT_LEISURE
@given(FACTS, DAYS)
def test_a_later_meeting_proposes_no_less(facts: Facts, held_on: date) -> None:
    later = {item.group_id for item in propose(facts, held_on + timedelta(days=90))}
    assert {item.group_id for item in propose(facts, held_on)} <= later


@_AT_LEISURE
@given(FACTS, st.integers(0, 400))
def test_with_everything_ticked_all_that_is_proposed_is_kept(facts: Facts, days: int) -> None:
    held_on = facts.today + timedelta(days=days)
    ticked = {item.key for item in propose(facts, facts.today)}
    assert chosen(facts, held_on, ticked) == propose(facts, held_on)


def test_a_review_due_in_the_month_of_the_meeting_is_proposed() -> None:
    facts = Facts(today=TODAY, groups=[_group(review_month=date(2026, 5, 1))])
    assert [item.why for item in _business(facts)] == ["Review due in May 2026"]


def test_a_review_due_in_a_later_month_is_not_proposed() -> None:
    facts = Facts(today=TODAY, groups=[_group(review_month=date(2026, 6, 1))])
    assert _business(facts) == []


def test_the_longest_overdue_review_comes_first() -> None:
    facts = Facts(
        today=TODAY,
        groups=[
            _group(title="Aspen", review_month=date(2026, 5, 1)),
            _group(title="Birch", review_month=date(2026, 3, 1)),
        ],
    )
    assert [item.title for item in _business(facts)] == ["Birch", "Aspen"]


def test_a_band_that_moved_since_the_last_meeting_is_proposed_with_its_move() -> None:
    moved = _group(band="4A", previous_band="3B", moved_on=date(2026, 5, 2))
    facts = Facts(today=TODAY, last_meeting=date(2026, 4, 15), groups=[moved])
    assert [item.why for item in _business(facts)] == ["Band moved from 3B to 4A on 2 May 2026"]


def test_a_band_that_moved_before_the_last_meeting_is_not_proposed() -> None:
    moved = _group(previous_band="3B", moved_on=date(2026, 4, 14))
    facts = Facts(today=TODAY, last_meeting=date(2026, 4, 15), groups=[moved])
    assert _business(facts) == []


def test_a_group_with_two_reasons_is_one_item_that_says_both() -> None:
    both = _group(
        band="4A",
        previous_band="3B",
        moved_on=date(2026, 5, 2),
        review_month=date(2026, 5, 1),
    )
    (item,) = _business(Facts(today=TODAY, groups=[both]))
    assert item.why == "Review due in May 2026. Band moved from 3B to 4A on 2 May 2026"


def test_an_archived_group_is_not_proposed() -> None:
    gone = _group(status=GroupStatus.ARCHIVED, review_month=date(2026, 1, 1))
    assert _business(Facts(today=TODAY, groups=[gone])) == []


def test_an_action_due_today_is_not_overdue() -> None:
    action = ActionFact(
        id=uuid4(), group_id=uuid4(), group="Sorrel", step="Visit", owner="TS", due_on=TODAY
    )
    assert _business(Facts(today=TODAY, actions=[action])) == []


def test_a_work_stream_off_track_comes_before_one_on_track() -> None:
    facts = Facts(
        today=TODAY,
        streams=[
            StreamFact(id=uuid4(), title="A", progress=Progress.GREEN, reported_on=TODAY),
            StreamFact(id=uuid4(), title="B", progress=Progress.RED, reported_on=TODAY),
        ],
    )
    assert [item.why for item in _business(facts)] == [
        "Work stream, off track on 20 May 2026",
        "Work stream, on track on 20 May 2026",
    ]


def test_what_was_unticked_is_not_kept() -> None:
    wanted = _group(review_month=date(2026, 5, 1))
    facts = Facts(today=TODAY, groups=[wanted])
    assert _ids(chosen(facts, TODAY, set())) == set()


def test_a_review_that_the_later_date_adds_is_kept_although_it_was_not_offered() -> None:
    later = _group(review_month=date(2026, 7, 1))
    facts = Facts(today=TODAY, groups=[later])
    assert _ids(chosen(facts, date(2026, 7, 9), set())) == {later.id}


def _ids(items: tuple[ProposedItem, ...]) -> set[UUID | None]:
    """What the items are about."""
    return {item.group_id for item in items}
