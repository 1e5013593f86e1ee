"""The programme's numbers, which a centre may change: when contact is needed, and who may mentor."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from peerdesk.domain.members.retention import LEAST_YEARS, MOST_YEARS, USUAL_YEARS
from peerdesk.errors import Problem


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Numbers of the centre; the defaults are those of a file in which nobody changed any.

    Attributes:
        absences_daily: absences running that mean "contact needed" in a group that meets on four or more days a week.
        absences_weekly: the same in a group that meets less often.
        halved_least: sessions that must count in each half before "attendance halved" can be said.
        no_contact_days: days without any contact of somebody who does not live in the centre.
        group_alone_days: days without a one-to-one contact of somebody who comes to groups.
        no_group_days: days in the programme without a group.
        stalled_days: days without a contact after which a mentorship is stalled.
        mentor_days: days in recovery after which a member may mentor.
        mentor_load: members whom one mentor accompanies at a time.
        retention_years: that a record is kept for after the last entry (`domain/members/retention.py`).
        help_lines: whom to call, one per line: on counsellors' sheets and mentors' logs, and beside a safety
            note. The first is free, day and night, in all languages.
    """

    absences_daily: int = 3
    absences_weekly: int = 2
    halved_least: int = 4
    no_contact_days: int = 30
    group_alone_days: int = 30
    no_group_days: int = 3
    stalled_days: int = 14
    mentor_days: int = 90
    mentor_load: int = 2
    retention_years: int = USUAL_YEARS
    help_lines: str = "Tele-MANAS 14416\n14446\n112"

    def problems(self) -> list[Problem]:
        found = [
            Problem(name, "number-out-of-range", {"least": LEAST[name], "most": most})
            for name, most in MOST.items()
            if not LEAST[name] <= getattr(self, name) <= most
        ]
        if len(self.help_lines) > 500:
            found.append(Problem("help_lines", "text-too-long", {"most": 500}))
        return found


def each_help_line(help_lines: str) -> list[str]:
    """Whom to call, each by itself, from the text with one per line."""
    return [line.strip() for line in help_lines.splitlines() if line.strip()]


NUMBERS = tuple(name for name in Thresholds.__dataclass_fields__ if name != "help_lines")
"""Names of the numbers of :class:`Thresholds`, in the order in which they are shown."""

_FEW = {
    "absences_daily": 30,
    "absences_weekly": 30,
    "halved_least": 30,
    "mentor_load": 20,
    "retention_years": MOST_YEARS,
}
MOST: Mapping[str, int] = MappingProxyType({name: _FEW.get(name, 730) for name in NUMBERS})
"""The largest value of each number; two years where it counts days."""

_YEARS = "retention_years"
LEAST: Mapping[str, int] = MappingProxyType({name: LEAST_YEARS if name == _YEARS else 1 for name in NUMBERS})
"""The smallest value of each number."""

HELP_LINES_CHECKED_FOR = timedelta(days=365)
"""Telephone numbers change: so long somebody's word for them is good."""


def help_lines_are_due(checked_on: date | None, today: date) -> bool:
    """Whether the coordinator is asked if the help lines are still right."""
    return checked_on is None or today - checked_on >= HELP_LINES_CHECKED_FOR


@dataclass(frozen=True, slots=True)
class HelpLinesCheck:
    """Who last said on which day that the help lines are right."""

    day: date
    by: str
