"""The days on which the demo centre holds no groups: three national holidays and three great festivals."""

from datetime import date, timedelta

NATIONAL = (((1, 26), "Republic Day"), ((8, 15), "Independence Day"), ((10, 2), "Gandhi Jayanti"))
"""The same (month, day) every year."""

FESTIVALS: dict[str, tuple[str, ...]] = {
    "Holi": (
        "2015-03-06", "2016-03-24", "2017-03-13", "2018-03-02", "2019-03-21", "2020-03-10", "2021-03-29", "2022-03-18",
        "2023-03-08", "2024-03-25", "2025-03-14", "2026-03-04", "2027-03-22", "2028-03-11", "2029-03-01", "2030-03-20",
    ),
    "Dussehra": (
        "2015-10-22", "2016-10-11", "2017-09-30", "2018-10-19", "2019-10-08", "2020-10-25", "2021-10-15", "2022-10-05",
        "2023-10-24", "2024-10-12", "2025-10-02", "2026-10-20", "2027-10-09", "2028-09-27", "2029-10-16", "2030-10-06",
    ),
    "Diwali": (
        "2015-11-11", "2016-10-30", "2017-10-19", "2018-11-07", "2019-10-27", "2020-11-14", "2021-11-04", "2022-10-24",
        "2023-11-12", "2024-10-31", "2025-10-20", "2026-11-08", "2027-10-29", "2028-10-17", "2029-11-05", "2030-10-26",
    ),
}  # fmt: skip
"""By the moon, from general knowledge; good enough for a demo. Before and after these years the demo has none."""

_AHEAD = timedelta(days=180)


def holidays(first: date, today: date) -> dict[date, str]:
    """Holidays by day, from the first day to half a year ahead."""
    last = today + _AHEAD
    found = {date.fromisoformat(day): name for name, days in FESTIVALS.items() for day in days}
    for year in range(first.year, last.year + 1):
        for (month, day), name in NATIONAL:
            found[date(year, month, day)] = name  # a national holiday gives the day its name
    return {day: found[day] for day in sorted(found) if first <= day <= last}
