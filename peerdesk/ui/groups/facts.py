"""What a group is, in words."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from peerdesk import words
from peerdesk.domain.dates import short_date, short_time
from peerdesk.domain.groups.capacity import over_capacity, under_least
from peerdesk.domain.groups.groups import Audience, GroupDetails, LedBy, MeetingTime
from peerdesk.domain.screens.groups import GroupPage
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.ui.widgets.parts import label

_EVERY_DAY = tuple(range(7))


class FactsSection(QWidget):
    """Weekly times, facilitators and the other facts, one line each."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("groupFacts")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        self.times = _fact(grid, _("Meets"))
        self.facilitators = _fact(grid, _("Facilitators"))
        self.kind = _fact(grid, _("Kind"))
        self.place = _fact(grid, _("Place"))
        self.since = _fact(grid, _("Since"))
        self.contact = _fact(grid, _("Contact needed"))

    def show_group(self, page: GroupPage, absences: int) -> None:
        """Show a group, and after how many absences running contact is needed."""
        details = page.details
        self.times.setText(weekly_times(details.times) or _("No weekly times: sessions are made with New session."))
        self.facilitators.setText(_facilitators(page))
        self.kind.setText(_kind(details))
        self.place.setText(details.place or "–")
        self.since.setText(_since(page))
        self.contact.setText(_contact(details, absences))


def weekly_times(times: Sequence[MeetingTime]) -> str:
    """``Monday, Wednesday, Friday 11:45, 60 min``; days that share time and length stand together."""
    together: dict[tuple[str, int], list[int]] = {}
    for meeting in sorted(times, key=lambda time: (time.weekday, time.starts)):
        together.setdefault((short_time(meeting.starts), meeting.minutes), []).append(meeting.weekday)
    return "; ".join(
        _("{days} {time}, {minutes} min").format(days=_days(days), time=starts, minutes=minutes)
        for (starts, minutes), days in together.items()
    )


def capacity_warning(members: int, least: int, most: int) -> str:
    """What is said of a group with more members than it was made for, or fewer than it means to have."""
    if under_least(members, least):
        text = ngettext(
            "{count} member: the group means to have at least {least}.",
            "{count} members: the group means to have at least {least}.",
            members,
        )
        return text.format(count=members, least=least)
    if not over_capacity(members, most):
        return ""
    text = ngettext(
        "{count} member: the group was made for at most {most}.",
        "{count} members: the group was made for at most {most}.",
        members,
    )
    return text.format(count=members, most=most)


def _days(weekdays: Sequence[int]) -> str:
    if tuple(weekdays) == _EVERY_DAY:
        return _("Every day")
    return ", ".join(words.weekday(day) for day in weekdays)


def _facilitators(page: GroupPage) -> str:
    if not page.facilitator_names:
        return _("Nobody yet: the counsellor responsible signs the sessions.")
    first, *others = page.facilitator_names
    return ", ".join([_("{name} (responsible)").format(name=first), *others])


def _kind(details: GroupDetails) -> str:
    led = _("Led by a peer leader") if details.led_by is LedBy.PEER else _("Led by a counsellor")
    parts = [led, words.of(details.entry), words.of(details.channel)]
    if details.audience is not Audience.EVERYBODY:
        parts.append(words.of(details.audience))
    return " · ".join(parts)


def _since(page: GroupPage) -> str:
    details = page.details
    parts = [short_date(details.started_on)] if details.started_on else []
    size = _("{least} to {most} members").format(least=details.capacity_min, most=details.capacity_max)
    return " · ".join([*parts, size])


def _contact(details: GroupDetails, absences: int) -> str:
    text = ngettext("after {count} absence", "after {count} absences running", absences).format(count=absences)
    return text if details.absences_for_contact else _("{rule}, as usual in the centre").format(rule=text)


def _fact(grid: QGridLayout, caption: str) -> QLabel:
    line = grid.rowCount()
    heading = label(caption, "fieldLabel")
    text = label("", "fact", wrap=True)
    text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    grid.addWidget(heading, line, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(text, line, 1)
    return text
