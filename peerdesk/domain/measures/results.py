"""What was measured: a member's answers over time, and what is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peerdesk.domain.measures.scales import Answers, Item, Scale, score


@dataclass(frozen=True, slots=True)
class Change:
    """How far the latest number is from the one before; ``by`` is signed."""

    by: int
    since: date


@dataclass(frozen=True, slots=True)
class Trend:
    """One number over time.

    Attributes:
        item: whose answers it follows; ``None`` for the score of a summed scale.
        points: day and number, oldest first; days without the number are left out.
    """

    item: Item | None
    lowest: int
    highest: int
    points: Sequence[tuple[date, int]]

    @property
    def latest(self) -> tuple[date, int] | None:
        return self.points[-1] if self.points else None

    @property
    def change(self) -> Change | None:
        """From the point before to the newest; ``None`` before there are two."""
        if len(self.points) < 2:
            return None
        (since, before), (_day, now) = self.points[-2:]
        return Change(now - before, since)


@dataclass(frozen=True, slots=True)
class Measured:
    """The answers of one day, as the record keeps them; ``by`` is the name of who keyed them in last."""

    id: int
    day: date
    answers: Answers
    by: str


@dataclass(frozen=True, slots=True)
class ScaleTrend:
    """Everything a member answered to one scale.

    Attributes:
        measured: oldest first.
        due: whether it should be asked now.
    """

    scale: Scale
    measured: Sequence[Measured]
    due: bool

    @property
    def trends(self) -> tuple[Trend, ...]:
        return trends(self.scale, self.measured)


def trends(scale: Scale, measured: Sequence[Measured]) -> tuple[Trend, ...]:
    """The score over time, or each question over time; ``measured`` comes oldest first."""
    if scale.summed:
        scores = [(row.day, score(scale, row.answers)) for row in measured]
        points = [(day, total) for day, total in scores if total is not None]
        return (Trend(None, scale.lowest, scale.highest, points),)
    return tuple(
        Trend(
            item,
            item.lowest,
            item.highest,
            [(row.day, row.answers[item.place]) for row in measured if item.place in row.answers],
        )
        for item in scale.items
    )
