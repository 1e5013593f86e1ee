"""Habits of spelling, as lists of patterns with what is written in their place."""

import re
from collections.abc import Iterable
from functools import cached_property


class Habits:
    """What is written in place of some patterns, one after the other.

    The patterns are compiled when a name is first written so: the log-in waits for none of them.
    """

    def __init__(self, rules: Iterable[tuple[str, str]]) -> None:
        self._rules = tuple(rules)

    def of(self, word: str) -> str:
        """A word as these habits write it."""
        for pattern, replacement in self._compiled:
            word = pattern.sub(replacement, word)
        return word

    @cached_property
    def _compiled(self) -> list[tuple[re.Pattern[str], str]]:
        return [(re.compile(pattern), replacement) for pattern, replacement in self._rules]
