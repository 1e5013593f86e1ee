"""Who is in the centre on a day, as a table."""

from enum import IntEnum

from PySide6.QtCore import QObject

from peerdesk import words
from peerdesk.domain.members.members import display_name, number_text
from peerdesk.domain.presence import PresenceRow
from peerdesk.domain.sessions.marks import Mark
from peerdesk.i18n import gettext as _
from peerdesk.ui.marking.marking_model import MarkingModel
from peerdesk.ui.widgets.tables.rows_model import Column


class PresenceColumn(IntEnum):
    """The columns from left to right."""

    SERIAL = 0
    NAME = 1
    NUMBER = 2
    VILLAGE = 3
    STATE = 4
    DETAIL = 5


class PresenceModel(MarkingModel[PresenceRow]):
    """Shows the rows it is given, always in the order of the roll."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            [
                Column(_("No."), _serial),
                Column(_("Name"), _name),
                Column(_("Member"), _number),
                Column(_("Village"), _village),
                Column(_("In the centre"), _letter),
                Column(_("Details"), _detail),
            ],
            _spoken,
            parent,
        )


def _state(row: PresenceRow) -> str:
    if row.present is None:
        return words.unmarked()
    return words.of(Mark.PRESENT if row.present else Mark.ABSENT)


def _spoken(row: PresenceRow, column: int) -> str | None:
    if column == PresenceColumn.STATE:
        return _state(row)
    if column != PresenceColumn.NAME:
        return None
    said = f"{display_name(row.name_latin, row.name_native)}: {_state(row)}"
    return f"{said}, {detail}" if (detail := _detail(row)) else said


def _serial(row: PresenceRow) -> str:
    return str(row.serial)


def _name(row: PresenceRow) -> str:
    return "  ".join(filter(None, (row.name_latin, row.name_native)))


def _number(row: PresenceRow) -> str:
    return number_text(row.number)


def _village(row: PresenceRow) -> str:
    return row.village


def _letter(row: PresenceRow) -> str:
    if row.present is None:
        return ""
    return (Mark.PRESENT if row.present else Mark.ABSENT).value


def _detail(row: PresenceRow) -> str:
    said = [_("Outpatient")] if row.outpatient else []
    if row.on_leave is not None:
        said.append(_("On leave: {reason}").format(reason=row.on_leave) if row.on_leave else _("On leave"))
    return " · ".join(said)
