"""How long a record is kept, as papers tell it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long a record is kept.

    Attributes:
        years: after the last stay, unless the law asks for more. Medical records are kept for three years at least
            (Indian Medical Council Regulations 2002, 1.3.1).
        of_age: who came as a minor is kept until this age at least.
    """

    years: int = 10
    of_age: int = 21
