"""Parts of a page that are built when they are first seen: most visits look at a few of them."""

from collections.abc import Callable
from typing import Generic, TypeVar

Shown = TypeVar("Shown")


class Seen(Generic[Shown]):
    """The parts that were seen already, by their names. Each shows what is shown now, and whatever comes after it."""

    def __init__(self) -> None:
        self._shown: Shown | None = None
        self._parts: dict[str, Callable[[Shown], None]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._parts

    def add(self, name: str, show: Callable[[Shown], None]) -> None:
        """A part was built."""
        self._parts[name] = show
        if self._shown is not None:
            show(self._shown)

    def show(self, shown: Shown) -> None:
        """Show something else, or the same as the file has it now."""
        self._shown = shown
        for show in self._parts.values():
            show(shown)
