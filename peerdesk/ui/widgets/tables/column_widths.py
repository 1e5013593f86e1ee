"""How wide the columns of a table are, and which of them give way where there is no room for all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

NAME_WIDTH = 160
"""Pixels that a column with people's names has at least, however narrow the window."""


@dataclass(frozen=True, slots=True)
class Widths:
    """The widths of all columns of one table.

    Where they do not fit, columns first become narrower, as far as each can still be read; then the least important
    ones go. What is elided or gone is told by the tool tip of the row.

    Attributes:
        pixels: of every column from left to right where there is room. Those with 0 share what the others leave;
            without any the last one takes it.
        least: what a column is still of use with, by its place; whoever is not named here does not become narrower.
            Columns with 0 pixels are all named.
        goes: the columns that may go, the least important first.
    """

    pixels: Sequence[int]
    least: Mapping[int, int] = field(default_factory=dict)
    goes: Sequence[int] = ()

    def sharing(self) -> tuple[int, ...]:
        """The columns that take what the others leave."""
        return tuple(column for column, width in enumerate(self.pixels) if not width)

    def narrowest(self) -> int:
        """What those that stay need when all others are gone."""
        return sum(self._least(column) for column in range(len(self.pixels)) if column not in self.goes)

    def fit(self, room: int) -> Sequence[int | None]:
        """The widths in so much room; ``None`` for a column that goes. Those that share come with what they need."""
        shown, going = list(range(len(self.pixels))), list(self.goes)
        while self._lacking(shown, room) > self._spare(shown) and going:
            shown.remove(going.pop(0))
        lacking = self._lacking(shown, room)
        given: list[int | None] = [None] * len(self.pixels)
        for column in sorted(shown, key=self._importance):
            narrower = min(max(lacking, 0), self._wished(column) - self._least(column))
            given[column] = self._wished(column) - narrower
            lacking -= narrower
        return given

    def _wished(self, column: int) -> int:
        return self.pixels[column] or self.least[column]

    def _least(self, column: int) -> int:
        return self.least.get(column, self.pixels[column])

    def _lacking(self, shown: Sequence[int], room: int) -> int:
        return sum(map(self._wished, shown)) - room

    def _spare(self, shown: Sequence[int]) -> int:
        return sum(self._wished(column) - self._least(column) for column in shown)

    def _importance(self, column: int) -> int:
        return self.goes.index(column) if column in self.goes else len(self.goes)
