"""The columns of the list of groups and of a group's roster."""

from collections.abc import Callable, Sequence
from datetime import date, time
from functools import partial

from peerdesk import words
from peerdesk.domain.dates import short_date, short_time
from peerdesk.domain.groups.groups import GroupName
from peerdesk.domain.members.members import number_text
from peerdesk.domain.screens.groups import GroupRow, RosterRow
from peerdesk.domain.sessions.marks import Tally
from peerdesk.i18n import gettext as _
from peerdesk.i18n import pgettext
from peerdesk.ui.widgets.inputs.choice import Option
from peerdesk.ui.widgets.tables.column_widths import NAME_WIDTH, Widths
from peerdesk.ui.widgets.tables.rows_model import Column
from peerdesk.ui.widgets.tables.two_tone import two_tone

GROUP_WIDTHS = Widths((34, 122, 96, 72, 102, 98, 60), goes=(2, 6, 5, 0))
"""The type goes first, then who leads it and the attendance: the group beside the list shows them too."""

ROSTER_NAME_COLUMN = 1
ROSTER_WIDTHS = Widths(
    (66, 0, 82, 82, 82), least={0: 66, ROSTER_NAME_COLUMN: NAME_WIDTH, 2: 70, 3: 74, 4: 74}, goes=(4, 3)
)

_DAYS_WITHOUT_DATE = 6  # so far ahead a weekday alone cannot be mistaken


def group_columns(today: Callable[[], date]) -> Sequence[Column[GroupRow]]:
    """Number, name, type, size, next meeting, attendance of four weeks, facilitator."""
    return (
        Column(pgettext("column", "No."), _id, key=_by_id),
        Column(_("Name"), _name),
        Column(_("Type"), _type),
        Column(_("Members"), _size, key=_by_size),
        Column(_("Next meeting"), partial(_next, today), key=_by_next),
        Column(_("Last 4 weeks"), _attendance, key=_by_attendance),
        Column(_("Facilitator"), _facilitator),
    )


def roster_columns() -> Sequence[Column[RosterRow]]:
    """Number, name in both scripts, role, from, to."""
    return (
        Column(pgettext("column", "No."), _member_number, key=_by_member_number),
        Column(_("Name"), _member_names),
        Column(_("Role"), _role),
        Column(_("From"), _from_day, key=_by_from_day),
        Column(_("To"), _to_day, key=_by_to_day),
    )


def group_options(groups: Sequence[GroupName]) -> list[Option[int]]:
    """Groups to choose from; of a closed one it is said."""
    return [
        (group.id, _("{name} (closed)").format(name=group.name) if group.closed else group.name) for group in groups
    ]


def meeting_words(when: tuple[date, time], today: date) -> str:
    """``Today 11:45``, ``Wed 11:45`` within a week, ``30-11-2026 11:45`` later."""
    day, starts = when
    ahead = (day - today).days
    if not ahead:
        return _("Today {time}").format(time=short_time(starts))
    near = 0 < ahead <= _DAYS_WITHOUT_DATE
    return f"{words.short_weekday(day) if near else short_date(day)} {short_time(starts)}"


def attendance(tally: Tally) -> str:
    """``87 % · 46/53``: never a percentage without the counts that it was made of."""
    return f"{words.percent(tally)} · {tally.attended}/{tally.counted}" if tally.counted else words.percent(tally)


def _id(group: GroupRow) -> str:
    return str(group.id)


def _by_id(group: GroupRow) -> int:
    return group.id


def _name(group: GroupRow) -> str:
    return group.name


def _type(group: GroupRow) -> str:
    return words.of(group.type)


def _size(group: GroupRow) -> str:
    return f"{group.members}/{group.capacity_max}"


def _by_size(group: GroupRow) -> int:
    return group.members


def _next(today: Callable[[], date], group: GroupRow) -> str:
    if group.closed_on is not None:
        return _("Closed")
    return meeting_words(group.next_meeting, today()) if group.next_meeting else "–"


def _by_next(group: GroupRow) -> tuple[date, time] | None:
    return None if group.closed_on else group.next_meeting


def _attendance(group: GroupRow) -> str:
    return attendance(group.tally)


def _by_attendance(group: GroupRow) -> int | None:
    return group.tally.percent


def _facilitator(group: GroupRow) -> str:
    return group.facilitator


def _member_number(row: RosterRow) -> str:
    return number_text(row.number)


def _by_member_number(row: RosterRow) -> int:
    return row.number


def _member_names(row: RosterRow) -> str:
    return two_tone(row.name_latin, row.name_native)


def _role(row: RosterRow) -> str:
    return words.of(row.role)


def _from_day(row: RosterRow) -> str:
    return short_date(row.from_day)


def _by_from_day(row: RosterRow) -> date:
    return row.from_day


def _to_day(row: RosterRow) -> str:
    return short_date(row.to_day) if row.to_day else ""


def _by_to_day(row: RosterRow) -> date:
    return row.to_day or date.max
