"""The roster of one session as a table."""

from enum import IntEnum

from PySide6.QtCore import QObject, Qt

from peerdesk import words
from peerdesk.domain.members.members import number_text
from peerdesk.domain.screens.session_page import SheetRow
from peerdesk.domain.sessions.marks import Mark
from peerdesk.i18n import gettext as _
from peerdesk.ui.marking.marking_model import MarkingModel
from peerdesk.ui.widgets.tables.rows_model import Column, Index


class RosterColumn(IntEnum):
    """The columns from left to right."""

    SERIAL = 0
    NAME = 1
    PLACE = 2
    LAST = 3
    MARK = 4
    DETAIL = 5
    PARTICIPATION = 6
    NOTE = 7


class RosterModel(MarkingModel[SheetRow]):
    """Shows the rows it is given, always in the order of the printed sheet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            [
                Column(_("No."), _serial),
                Column(_("Name"), _name),
                Column(_("Village"), _place),
                Column(_("Last five"), _last_marks),
                Column(_("Mark"), _mark),
                Column(_("Details"), _detail),
                Column("0–4", _participation),
                Column(_("Note"), _note),
            ],
            _spoken,
            parent,
        )

    def _answer(self, index: Index, role: int) -> object:
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == RosterColumn.NOTE:
            return self.row(index).note
        return super()._answer(index, role)


def _spoken(row: SheetRow, column: int) -> str | None:
    """In the name's column ``Sunita Kaur: late 10 minutes``."""
    if column == RosterColumn.NAME:
        return f"{row.name_latin or row.name_native}: {_mark_in_words(row)}"
    return _mark_in_words(row) if column == RosterColumn.MARK else None


def _mark_in_words(row: SheetRow) -> str:
    if row.mark is None:
        return words.unmarked()
    return f"{words.of(row.mark)} {_detail(row)}".strip()


def _serial(row: SheetRow) -> str:
    return str(row.serial)


def _name(row: SheetRow) -> str:
    both = "  ".join(name for name in (row.name_latin, row.name_native) if name)
    return _("{name} (walk-in)").format(name=both) if row.walk_in else both


def _place(row: SheetRow) -> str:
    return row.village or number_text(row.number)


def _last_marks(row: SheetRow) -> str:
    return " ".join(mark.value if mark else "·" for mark in row.last_marks)


def _mark(row: SheetRow) -> str:
    return row.mark.value if row.mark else ""


def _detail(row: SheetRow) -> str:
    attendance = row.attendance
    if attendance is None:
        return row.on_leave or ""
    if attendance.minutes is not None:
        return _("{minutes} min").format(minutes=attendance.minutes)
    if attendance.mark is Mark.LEAVE:
        return row.on_leave or (words.of(attendance.reason) if attendance.reason else "")
    return ""


def _participation(row: SheetRow) -> str:
    given = row.attendance.participation if row.attendance else None
    return "" if given is None else str(given)


def _note(row: SheetRow) -> str:
    return "✎" if row.note else ""
