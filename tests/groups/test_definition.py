"""The definition test by its stated rule, over every combination of answers that there is."""

from __future__ import annotations

from itertools import product

import pytest

from portal.groups.rules.definition import (
    ELEMENTS,
    NEEDED,
    Answer,
    Question,
    Result,
    result,
    unanswered,
)

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def stated(given: dict[Question, Answer], *, explained: bool) -> Result:
    """The rule as the domain guide states it, sentence by sentence."""
    four = [given[one] for one in NEEDED]
    if NO in four:
        return Result.NOT_MET
    with_others = given[Question.WITH_OTHERS]
    met = four == [YES] * 4
    met = met and YES in [given[one] for one in ELEMENTS]
    met = met and (with_others == YES or (with_others == NO and explained))
    return Result.MET if met else Result.NOT_YET_SHOWN


@pytest.mark.parametrize("explained", [True, False])
def test_the_result_is_the_stated_one_for_all_59049_combinations(explained: bool) -> None:  # noqa: FBT001 - a parameter
    counts = dict.fromkeys(Result, 0)
    for answers in product(Answer, repeat=len(Question)):
        given = dict(zip(Question, answers, strict=True))
        found = result(given, alone_is_explained=explained)
        assert found is stated(given, explained=explained), given
        counts[found] += 1
    assert counts[Result.NOT_MET] == (3**4 - 2**4) * 3**6
    assert counts[Result.MET] == (2 if explained else 1) * (3**5 - 2**5)


def test_a_question_without_an_answer_counts_as_unknown() -> None:
    assert result({}, alone_is_explained=True) is Result.NOT_YET_SHOWN
    assert result({Question.INTENT: NO}, alone_is_explained=True) is Result.NOT_MET
    assert unanswered({Question.INTENT: UNKNOWN}) == tuple(
        one for one in Question if one is not Question.INTENT
    )
