"""The lines of a member's page: stays, groups, leave, notes. They show, and say what was clicked."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from peerdesk import words
from peerdesk.domain.dates import short_date
from peerdesk.domain.groups.memberships import MemberRole
from peerdesk.domain.members.changes import ChangeRow
from peerdesk.domain.members.key_counsellors import Answering
from peerdesk.domain.members.stays import StayRow
from peerdesk.domain.screens.member_page import GroupOfMember, LeaveRow, NoteLine
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.links import link
from peerdesk.ui.widgets.parts import button, column, label, row, wide
from peerdesk.words import endings


def stay_line(stay: StayRow, changes: Sequence[ChangeRow]) -> QWidget:
    """``ASH/2026-27/0001 · Residential`` and from when to when, with a button to correct it and what was corrected."""
    if stay.discharged_on is None:
        span = _("since {day}").format(day=short_date(stay.admitted_on))
    else:
        span = _days(stay.admitted_on, stay.discharged_on)
    ended = [endings.discharged(stay.discharge_type, stay.referred_to)] if stay.discharge_type else []
    correct = button(_("Correct"), f"correctStay-{stay.id}", flat=True)
    correct.setProperty("id", stay.id)
    correct.setAccessibleName(_("Correct the stay {number}").format(number=stay.number))
    return column(
        row(wide(label(f"{stay.number} · {words.of(stay.series)}", "stay", wrap=True)), correct),
        label(" · ".join([span, *ended]), "hint", wrap=True),
        *(label(endings.changed(change), "hint", wrap=True) for change in changes),
        spacing=0,
    )


def group_line(group: GroupOfMember) -> QWidget:
    """The group as a button, the percentage at the right, counts and dates below."""
    span = (
        _("since {day}").format(day=short_date(group.from_day))
        if group.to_day is None
        else _days(group.from_day, group.to_day)
    )
    role = MemberRole(group.role)
    parts = [span] if role is MemberRole.MEMBER else [words.of(role), span]
    made = f"{words.percent(group.tally)} · {words.attended_of(group.tally)}"
    percent = label(made if group.tally.counted else words.percent(group.tally), "percent")
    percent.setAccessibleName(
        _("Attendance in {group}: {percent}").format(group=group.group_name, percent=percent.text())
    )
    return column(
        row(link(group.group_name, f"group-{group.group_id}", group.group_id), None, percent),
        label(" · ".join(parts), "hint", wrap=True),
        label(words.counter(group.tally), "hint", wrap=True),
        spacing=0,
    )


def counsellor_line(row: Answering) -> QWidget:
    """Who answers or answered for the member, and from when to when."""
    since = _("since {day}").format(day=short_date(row.from_day))
    span = (
        since
        if row.to_day is None
        else _("from {first} until {last}").format(first=short_date(row.from_day), last=short_date(row.to_day))
    )
    return label(" · ".join((row.name, span)), "stay" if row.to_day is None else "hint", wrap=True)


def leave_line(leave: LeaveRow) -> QWidget:
    """Days and reason, with a button that removes it."""
    remove = button(_("Remove"), f"removeLeave-{leave.id}", flat=True)
    remove.setProperty("id", leave.id)
    remove.setAccessibleName(_("Remove the leave from {day}").format(day=short_date(leave.from_day)))
    text = " · ".join(part for part in (_days(leave.from_day, leave.to_day), leave.reason) if part)
    return row(wide(label(text, "leave", wrap=True)), remove)


def note_line(note: NoteLine) -> QWidget:
    """The session as a button, the note below it."""
    heading = f"{short_date(note.day)} · {note.group_name}"
    return column(
        row(link(heading, f"note-{note.session_id}", note.session_id), None),
        label(note.text, "noteText", wrap=True),
        spacing=0,
    )


def _days(first: date, last: date) -> str:
    return short_date(first) if first == last else f"{short_date(first)} – {short_date(last)}"
