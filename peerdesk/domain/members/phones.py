"""Phones: a number that can be called, and whose it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from peerdesk.domain.names import normal
from peerdesk.domain.typed import plain

MEANS_OWN = frozenset(
    (
        *("own", "self", "member", "mobile"),
        *("अपना", "अपनी", "खुद", "स्वयं", "सदस्य", "मोबाइल"),
        *("स्वतः", "स्वतःचा", "स्वतःची", "मोबाईल"),
        *("ਆਪਣਾ", "ਆਪਣੀ", "ਖੁਦ", "ਖ਼ੁਦ", "ਮੈਂਬਰ", "ਮੋਬਾਈਲ"),
    )
)
"""What stands beside a number that is the member's own, as offices write it; where nothing stands nobody knows."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A number to call and whose it is. Phones are shared in families and never identify anybody."""

    number: str
    whose: str = ""

    @property
    def can_be_called(self) -> bool:
        """Whether it is ten digits of a mobile, or a landline with its 0; asked once it is tidied."""
        return re.fullmatch(r"[6-9]\d{9}|0\d{9,10}", self.number) is not None

    @property
    def in_groups(self) -> str:
        """``98260 12345``: ten digits are read, and dialled, in two parts."""
        return f"{self.number[:5]} {self.number[5:]}" if len(self.number) == 10 else self.number

    def tidied(self) -> Phone:
        """The number as ten digits, or with its 0 for a landline, whatever was typed around it.

        A 0 is taken away before a 9 alone: area codes begin with 1 to 8 (0751 Gwalior), and there it must stay.
        """
        digits = "".join(char for char in plain(self.number) if char.isdigit())
        if re.fullmatch(r"(91|0091)[6-9]\d{9}|09\d{9}", digits):
            digits = digits[-10:]
        return Phone(digits or plain(self.number), normal(self.whose))


def family_first(phones: Sequence[Phone]) -> list[Phone]:
    """The phones in the order in which a family is called: those of somebody else before the member's own."""
    return sorted(phones, key=lambda phone: not phone.whose or phone.whose.casefold() in MEANS_OWN)
