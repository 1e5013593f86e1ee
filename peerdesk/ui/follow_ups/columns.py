"""The columns of the list of follow-ups."""

from collections.abc import Callable, Sequence
from datetime import date

from peerdesk import words
from peerdesk.domain.care.follow_ups import FollowUpRow
from peerdesk.domain.dates import short_date
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.tables.column_widths import NAME_WIDTH, Widths
from peerdesk.ui.widgets.tables.rows_model import Column
from peerdesk.words import follow_ups

NAME_COLUMN = 2
WIDTHS = Widths((78, 102, 0, 84, 118, 60, 74), least={NAME_COLUMN: NAME_WIDTH, 4: 90}, goes=(6, 5, 4, 3))
"""Phase and way go first, then why and the phone: the follow-up beside the list shows them too."""


def follow_up_columns(today: Callable[[], date]) -> Sequence[Column[FollowUpRow]]:
    """Day (due, or done), how it stands, member, phone, why, way, phase."""

    def state(row: FollowUpRow) -> str:
        return follow_ups.stands(row, today())

    return (
        Column(_("Day"), _day, key=_by_day),
        Column(_("How it stands"), state),
        Column(_("Member"), _name),
        Column(_("Phone"), _phone),
        Column(_("Why"), _why),
        Column(_("Way"), _way),
        Column(_("Phase"), _phase),
    )


def _day(row: FollowUpRow) -> str:
    return short_date(_by_day(row))


def _by_day(row: FollowUpRow) -> date:
    return row.over_on or row.due_on


def _name(row: FollowUpRow) -> str:
    return row.name


def _phone(row: FollowUpRow) -> str:
    return follow_ups.phone(row.phone, "")


def _why(row: FollowUpRow) -> str:
    """Why, and before it that a consent to this is withdrawn."""
    why = follow_ups.why(row.kind, row.why, row.sequence)
    return " · ".join(filter(None, (follow_ups.no_consent_in_short(row), why)))


def _way(row: FollowUpRow) -> str:
    return words.of(row.way)


def _phase(row: FollowUpRow) -> str:
    return words.of(row.phase) if row.phase else ""
