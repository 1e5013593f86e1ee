"""How far a long piece of work is, as whoever watches it is told."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much; may raise to call the work off."""


def unwatched(_done: int, _total: int) -> None:
    """Nobody watches."""
