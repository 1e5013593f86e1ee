"""How a page may name a member."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonOnPaper:
    """A member as a page may name them: ``name`` and ``name_native`` are already full, initials or empty."""

    number: int
    name: str
    name_native: str = ""
