"""Settings: the days on which the centre holds no groups."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.centre import Holiday
from peerdesk.domain.dates import short_date
from peerdesk.i18n import gettext as _
from peerdesk.services import centre
from peerdesk.ui.messages import Messages
from peerdesk.ui.put_back import offer_back
from peerdesk.ui.settings.list_tab import ListTab
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.forms.unsaved import HoldsTyping
from peerdesk.ui.widgets.inputs.day_edit import DayEdit
from peerdesk.ui.widgets.parts import button, card, label, offer, row
from peerdesk.ui.widgets.tables.rows_model import Column, RowsModel
from peerdesk.ui.widgets.tables.table import Table


class HolidaysTab(ListTab[Holiday], HoldsTyping):
    """The list, newest first; a day and its name to add; one to take back."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._build()
        self.add_button.clicked.connect(self._add)
        self.day.returnPressed.connect(self._add)
        self.name.returnPressed.connect(self._add)
        self.remove_button.clicked.connect(self._remove)

    def _build(self) -> None:
        may = self._context.actor.may(Permission.CHANGE_SETTINGS)
        self.day, self.name = DayEdit(), QLineEdit()
        self.name.setMaxLength(80)
        day = Field(_("Day"), self.day, "day")
        name = Field(_("Name of the holiday"), self.name, "name")
        self.form = Form([day, name], self)
        self.add_button = button(_("Add the holiday"), "holidayAdd", primary=True)
        self.remove_button = button(_("Remove the holiday"), "holidayRemove")
        self.model = RowsModel[Holiday](
            [
                Column(_("Day"), _day, _sort_by_day),
                Column(_("Weekday"), _weekday, _weekday_number),
                Column(_("Holiday"), _name),
            ],
            self,
        )
        self.table = Table(self.model, "holidays", _("Holidays"))
        self.table.set_widths(110, 130)
        self._empty = label(_("No holidays yet. Add the days on which no group meets."), "hint", wrap=True)
        self.undo_bar = UndoBar(self)
        entry = card(row(day, name, self.add_button, bottom=True), self.form.general)
        offer(entry, allowed=may)
        buttons = row(self.remove_button, None)
        offer(buttons, allowed=may)
        hint = label(_("Planned sessions of a holiday are taken out. Those already held stay."), "hint", wrap=True)
        self.lay_out(hint, entry, self._empty, buttons=buttons)

    def show_rows(self, rows: Sequence[Holiday]) -> None:
        super().show_rows(rows)
        self._empty.setVisible(not rows)

    def unsaved(self) -> Sequence[str]:
        typed = self.day.text().strip() or self.name.text().strip()
        return [_("Holiday")] if typed else []

    def show_buttons(self) -> None:
        self.remove_button.setEnabled(self.chosen() is not None)

    @Slot()
    def _add(self) -> None:
        with self.form.keeping(self._messages):
            holiday = Holiday(self.day.required_day("day"), self.name.text())
            centre.add_holiday(self._context.storage, self._context.actor, holiday)
            self.day.set_day(None)
            self.name.clear()
            self.day.setFocus()

    @Slot()
    def _remove(self) -> None:
        holiday = self.chosen()
        if holiday is None:
            return
        with self._messages.reporting():
            binned = centre.remove_holiday(self._context.storage, self._context.actor, holiday.day)
            text = _("{name} on {day} has been removed; its sessions are planned again.").format(
                name=holiday.name, day=short_date(holiday.day)
            )
            offer_back(self.undo_bar, text, self._context, self._messages, binned)


def _day(holiday: Holiday) -> str:
    return short_date(holiday.day)


def _sort_by_day(holiday: Holiday) -> int:
    return holiday.day.toordinal()


def _weekday(holiday: Holiday) -> str:
    return words.weekday(holiday.day)


def _weekday_number(holiday: Holiday) -> int:
    return holiday.day.weekday()


def _name(holiday: Holiday) -> str:
    return holiday.name
