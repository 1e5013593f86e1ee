"""Answers to the scales in the demo centre: weekly three rulers and days of use, monthly BARC-10, sometimes PHQ-9."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from peerdesk.domain.measures.scales import BUILT_IN, SAFETY_ITEM, concern
from peerdesk.domain.members.stays import Series
from peerdesk.records.measures import kept_answer
from peerdesk.services.demo.plan import ARVIND, HARJEET, DemoPlan
from peerdesk.services.demo.stays import DemoStay

Row = Sequence[object]

_LEFT_OUT = 0.15  # of weekly sheets
_ASKED_PHQ = 0.25  # of residents, once
_CONCERNED = 6  # of the sheets of PHQ-9 every sixth opened a safety note, which was answered on the same day
_DONE = (
    "We talked for an hour in the evening. The thought comes at night; tonight the room is shared with a friend.",
    "Spoke together with the psychiatrist on the phone. Medicines are given out by the nurse from now on.",
    "A long talk. The brother was called and visits on Sunday. The number of Tele-MANAS is in the pocket.",
)
_SUMMED = {"barc-10": (10, 1, 6), "phq-9": (9, 0, 3)}  # items, lowest, highest


@dataclass(frozen=True, slots=True)
class Measures:
    """Rows of the tables of measurements, of answers and of safety notes."""

    measurements: Sequence[Row]
    answers: Sequence[Row]
    safety_notes: Sequence[Row]


def draw_measures(plan: DemoPlan, stays: Sequence[DemoStay]) -> Measures:
    """What was asked in every stay of more than a week; one resident's PHQ-9 of yesterday opened a safety note."""
    chance = plan.chance("measures")
    drawn = _Sheets(chance)
    concerned = _concerned(plan, stays)
    for stay in stays:
        last = min(stay.last_seen or stay.discharged_on or plan.today, plan.today)
        inside = stay.series is Series.RESIDENTIAL
        craving, trust = chance.randint(6, 9), chance.randint(3, 5)
        for week in range((last - stay.admitted_on).days // 7):
            day = stay.admitted_on + timedelta(7 * (week + 1) - 1)
            if chance.random() > _LEFT_OUT:
                drawn.weekly(stay.member_id, day, craving, trust, 0 if inside else chance.choice((0, 0, 0, 1)))
            craving, trust = max(0, craving - chance.choice((0, 1, 1, 2))), min(10, trust + chance.choice((0, 1, 1)))
            if week % 4 == 1:
                drawn.summed("barc-10", stay.member_id, day, min(5.6, 3.2 + 0.25 * week))
        if inside and (last - stay.admitted_on).days > 7 and chance.random() < _ASKED_PHQ:
            drawn.summed("phq-9", stay.member_id, stay.admitted_on + timedelta(6), 1.0)
    if concerned is not None:
        drawn.concern(concerned, plan.today - timedelta(1))
    return Measures(drawn.measurements, drawn.answers, drawn.safety_notes)


def _concerned(plan: DemoPlan, stays: Sequence[DemoStay]) -> int | None:
    """A resident of some weeks whose answer to the ninth question calls for a talk."""
    here = [s for s in stays if s.discharged_on is None and (plan.today - s.admitted_on).days > 9]
    return here[len(here) // 2].member_id if here else None


class _Sheets:
    """Sheets keyed in, one per member, scale and day."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._seen: set[tuple[int, str, date]] = set()
        self.measurements: list[Row] = []
        self.answers: list[Row] = []
        self.safety_notes: list[Row] = []
        self._asked = 0

    def weekly(self, member_id: int, day: date, craving: int, trust: int, used: int) -> None:
        importance = min(10, 7 + self._chance.choice((0, 1, 2, 3)))
        self._add("weekly", member_id, day, HARJEET, (craving, importance, trust, used))

    def summed(self, scale: str, member_id: int, day: date, middle: float) -> None:
        """Answers around a middle."""
        items, lowest, highest = _SUMMED[scale]
        values = [min(highest, max(lowest, round(self._chance.gauss(middle, 0.8)))) for _ in range(items)]
        if scale == "phq-9":
            self._asked += 1
            values[SAFETY_ITEM - 1] = int(self._asked % _CONCERNED == 1)
        self._add(scale, member_id, day, ARVIND, values)
        if scale == "phq-9" and values[SAFETY_ITEM - 1]:
            done = _DONE[len(self.safety_notes) % len(_DONE)]
            self._note(member_id, day, day, HARJEET, done)

    def concern(self, member_id: int, day: date) -> None:
        """The latest PHQ-9 of a member, with the ninth answer above 0, and the note that it opened."""
        self._add("phq-9", member_id, day, ARVIND, (2, 2, 1, 2, 1, 1, 1, 0, 1))
        self._note(member_id, day, None, None, "")

    def _note(self, member_id: int, day: date, answered_on: date | None, by: int | None, words: str) -> None:
        number = len(self.safety_notes) + 1
        self.safety_notes.append((number, member_id, day, 1, day, ARVIND, answered_on, by, words, False))

    def _add(self, scale: str, member_id: int, day: date, staff_id: int, values: Sequence[int]) -> None:
        if (member_id, scale, day) in self._seen:
            return
        self._seen.add((member_id, scale, day))
        number = len(self.measurements) + 1
        answers = dict(enumerate(values, start=1))
        self.measurements.append((number, member_id, scale, day, staff_id, concern(scale, answers)))
        of = BUILT_IN[scale]
        self.answers.extend((number, place, kept_answer(of, value)) for place, value in answers.items())
