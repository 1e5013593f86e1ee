"""Which copies are kept: many of the last hours, fewer of the last days, one of each month."""

from collections.abc import Callable, Collection
from datetime import datetime

HOURLY, DAILY, MONTHLY = 24, 14, 12
"""So many hours, days and months keep the newest of their copies."""


def kept(moments: Collection[datetime]) -> set[datetime]:
    """The moments whose copies stay.

    Hours, days and months without a copy do not count, so that nothing goes because the centre was closed; copies of
    the future, made while the PC's clock was wrong, count like others.
    """
    by: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (HOURLY, lambda at: (at.date(), at.hour)),
        (DAILY, lambda at: at.date()),
        (MONTHLY, lambda at: (at.year, at.month)),
    )
    stay: set[datetime] = set()
    for most, period in by:
        newest: dict[object, datetime] = {}
        for moment in sorted(moments, reverse=True):
            newest.setdefault(period(moment), moment)
        stay.update(list(newest.values())[:most])
    return stay
