"""The definition test: whether what is known shows an organised crime group."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from types import MappingProxyType

from portal.groups.rules.words import Word


class Question(Word):
    """What the test asks: the limbs of the definition, and its elements one by one."""

    WITH_OTHERS = "with_others"
    INTENT = "intent"
    CAPABILITY = "capability"
    SERIOUS_CRIME = "serious_crime"
    CONTINUING = "continuing"
    PLANNING = "planning"
    CONTROL = "control"
    COORDINATION = "coordination"
    STRUCTURE = "structure"
    GROUP_DECISIONS = "group_decisions"

    @property
    def asks(self) -> str:
        """The question in full."""
        return _ASKS[self]


_ASKS: Mapping[Question, str] = MappingProxyType(
    {
        Question.WITH_OTHERS: "Do they work with others?",
        Question.INTENT: "Do they intend to commit serious crime?",
        Question.CAPABILITY: "Are they capable of it?",
        Question.SERIOUS_CRIME: "Is the crime serious?",
        Question.CONTINUING: "Do they do it on a continuing basis?",
        Question.PLANNING: "Element: is there planning?",
        Question.CONTROL: "Element: is there control?",
        Question.COORDINATION: "Element: is there coordination?",
        Question.STRUCTURE: "Element: is there a structure?",
        Question.GROUP_DECISIONS: "Element: does the group make decisions together?",
    }
)
NEEDED = (Question.INTENT, Question.CAPABILITY, Question.SERIOUS_CRIME, Question.CONTINUING)
"""The four of which every one must be yes, and one no of which ends it."""
ELEMENTS = (
    Question.PLANNING,
    Question.CONTROL,
    Question.COORDINATION,
    Question.STRUCTURE,
    Question.GROUP_DECISIONS,
)
"""Of which at least one must be yes."""


class Answer(Word):
    """What can be answered."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Result(Word):
    """What the answers come to.  It advises; people decide."""

    MET = "met"
    NOT_MET = "not_met"
    NOT_YET_SHOWN = "not_yet_shown"


def result(answers: Mapping[Question, Answer], *, alone_is_explained: bool) -> Result:
    """What the answers come to; a question without an answer counts as unknown.

    The definition says that they *normally* work with others: a no there does not matter where
    its basis explains it (``alone_is_explained``).
    """
    given = {question: answers.get(question, Answer.UNKNOWN) for question in Question}
    if any(given[one] is Answer.NO for one in NEEDED):
        return Result.NOT_MET
    with_others = given[Question.WITH_OTHERS]
    is_shown = chain(
        (given[one] is Answer.YES for one in NEEDED),
        (any(given[one] is Answer.YES for one in ELEMENTS),),
        (with_others is Answer.YES or (with_others is Answer.NO and alone_is_explained),),
    )
    return Result.MET if all(is_shown) else Result.NOT_YET_SHOWN


def unanswered(answers: Mapping[Question, Answer]) -> tuple[Question, ...]:
    """The questions that have no answer yet; unknown is an answer."""
    return tuple(one for one in Question if one not in answers)
