"""How long a record is kept, as papers tell it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long a record is kept.

    Attributes:
        years: after the last entry, by the rule of the centre (`domain/members/retention.py`).
        of_age: who came as a minor is kept until this age at least.
    """

    years: int
    of_age: int
