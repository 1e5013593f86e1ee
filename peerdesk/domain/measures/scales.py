"""Measures: scales that are asked again and again, their questions, answers and scores; never a verdict.

Built in is only what nobody owns or its authors let everybody use, which is said at each scale. Wordings are in
``words/measures.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.care.attention import STRONG_CRAVING
from peerdesk.domain.dates import week_of
from peerdesk.domain.typed import blank
from peerdesk.errors import Problem

MOST_NAME, MOST_SOURCE, MOST_QUESTION, MOST_QUESTIONS = 60, 200, 200, 40
LARGEST = 100
"""No answer is a greater number."""

OWN = "own-"
"""How the code of a scale of the centre's own begins: ``own-7``."""

Answers = Mapping[int, int]
"""Values by the place of their question; a question left out is not in it."""


class Rhythm(StrEnum):
    """How often a scale is asked."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    WHEN_NEEDED = "when-needed"


@dataclass(frozen=True, slots=True)
class Item:
    """One question. ``text`` is empty for a built-in one, whose wording is translated."""

    place: int
    text: str
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True)
class Scale:
    """Questions that belong together.

    Attributes:
        code: a built-in code, or ``own-7``.
        name, source: empty for a built-in one, whose words are translated.
        summed: answers add up to a score; else every question has its own trend.
        reference: a score that its source names, drawn as a line and said without a verdict.
        retired_on: the last day on which it is asked.
    """

    code: str
    name: str
    items: tuple[Item, ...]
    rhythm: Rhythm
    summed: bool = True
    counsellors_only: bool = False
    source: str = ""
    built_in: bool = True
    reference: int | None = None
    retired_on: date | None = None

    @property
    def lowest(self) -> int:
        """The least score of a summed scale."""
        return sum(item.lowest for item in self.items)

    @property
    def highest(self) -> int:
        """The greatest score of a summed scale."""
        return sum(item.highest for item in self.items)

    def item(self, place: int) -> Item | None:
        return next((item for item in self.items if item.place == place), None)


def _items(count: int, lowest: int, highest: int) -> tuple[Item, ...]:
    return tuple(Item(place, "", lowest, highest) for place in range(1, count + 1))


WEEKLY = Scale("weekly", "", (*_items(3, 0, 10), Item(4, "", 0, 7)), Rhythm.WEEKLY, summed=False)
"""Craving, importance, confidence, days of any use: generic rulers that nobody owns."""

BARC_10 = Scale("barc-10", "", _items(10, 1, 6), Rhythm.MONTHLY, reference=47)
"""Brief Assessment of Recovery Capital (Vilsaint et al. 2017): 47 and above goes with sustained remission in the study.

Freely available, permission not required for use (PhenX 590502).
"""

PHQ_9 = Scale("phq-9", "", _items(9, 0, 3), Rhythm.WHEN_NEEDED, counsellors_only=True)
"""Patient Health Questionnaire (Spitzer, Williams, Kroenke and colleagues); no permission required to reproduce it."""

SAFETY_ITEM = 9
"""The question of the PHQ-9, about being better off dead, after which a counsellor speaks with the member today."""

BUILT_IN: Mapping[str, Scale] = {scale.code: scale for scale in (WEEKLY, BARC_10, PHQ_9)}


def score(scale: Scale, answers: Answers) -> int | None:
    """The sum of a summed scale; ``None`` where a question was left out, or where answers are not added up."""
    if not scale.summed or any(item.place not in answers for item in scale.items):
        return None
    return sum(answers[item.place] for item in scale.items)


CRAVING_ITEM, DAYS_OF_USE_ITEM = 1, 4
"""Questions of the weekly scale."""


def concern(scale_code: str, answers: Answers) -> bool:
    """Whether weekly answers call for a talk: a strong craving, or days of use."""
    return scale_code == WEEKLY.code and (
        answers.get(CRAVING_ITEM, 0) >= STRONG_CRAVING or answers.get(DAYS_OF_USE_ITEM, 0) > 0
    )


def safety_answer(scale_code: str, answers: Answers) -> int:
    """The answer that calls for a talk today where it is above 0; 0 on the sheets of other scales."""
    return answers.get(SAFETY_ITEM, 0) if scale_code == PHQ_9.code else 0


def answer_problems(scale: Scale, answers: Answers) -> list[Problem]:
    """Say what is wrong with answers; leaving some questions out is not."""
    found: list[Problem] = []
    if not answers:
        found.append(Problem("answers", "answers-missing"))
    for place, value in sorted(answers.items()):
        item = scale.item(place)
        if item is None:
            found.append(Problem("answers", "question-unknown"))
        elif not item.lowest <= value <= item.highest:
            limits = {"least": item.lowest, "most": item.highest}
            found.append(Problem(f"item-{place}", "number-out-of-range", limits))
    return found


def is_due(rhythm: Rhythm, latest: date | None, today: date) -> bool:
    """Whether a scale is due: nobody asked in this week (Monday to Sunday), or in this calendar month."""
    if rhythm is Rhythm.WHEN_NEEDED:
        return False
    begins = week_of(today)[0] if rhythm is Rhythm.WEEKLY else today.replace(day=1)
    return latest is None or latest < begins


@dataclass(frozen=True, slots=True)
class NewScale:
    """A scale of the centre's own as typed in; all its questions have the same answers."""

    name: str
    questions: tuple[str, ...]
    lowest: int
    highest: int
    rhythm: Rhythm
    source: str
    summed: bool = True
    counsellors_only: bool = False

    def problems(self) -> list[Problem]:
        """Say everything that is wrong; whether the name is taken only the file knows."""
        found: list[Problem] = []
        if blank(self.name):
            found.append(Problem("name", "scale-name-missing"))
        elif len(self.name.strip()) > MOST_NAME:
            found.append(Problem("name", "text-too-long", {"most": MOST_NAME}))
        if any(blank(text) for text in self.questions) or not self.questions:
            found.append(Problem("questions", "questions-missing"))
        elif len(self.questions) > MOST_QUESTIONS:
            found.append(Problem("questions", "questions-too-many", {"most": MOST_QUESTIONS}))
        elif any(len(text) > MOST_QUESTION for text in self.questions):
            found.append(Problem("questions", "question-too-long", {"most": MOST_QUESTION}))
        if not 0 <= self.lowest < self.highest <= LARGEST:
            found.append(Problem("highest", "answers-out-of-order", {"most": LARGEST}))
        if blank(self.source):
            found.append(Problem("source", "scale-source-missing"))
        elif len(self.source.strip()) > MOST_SOURCE:
            found.append(Problem("source", "text-too-long", {"most": MOST_SOURCE}))
        return found


def usable(actor: Actor, every: Mapping[str, Scale], *, retired: bool = False) -> list[Scale]:
    """Those of all scales that somebody may use, in the same order; with ``retired`` those no longer asked too."""
    return [scale for scale in every.values() if (retired or scale.retired_on is None) and may_see(actor, scale)]


def may_see(actor: Actor, scale: Scale) -> bool:
    """Whether somebody may know that a scale was answered."""
    return not scale.counsellors_only or actor.may(Permission.SEE_COUNSELLORS_MEASURES)


def require_for(actor: Actor, scale: Scale) -> None:
    """Refuse counsellors' scales to who may not see them.

    Raises:
        NotPermitted: if so.
    """
    if scale.counsellors_only:
        actor.require(Permission.SEE_COUNSELLORS_MEASURES)
