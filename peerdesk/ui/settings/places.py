"""Settings: the places to which members can be referred."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.care.places import MOST_PLACE_NAME, MOST_WHAT_FOR, NewPlace, PlaceRow
from peerdesk.i18n import gettext as _
from peerdesk.services.care import places
from peerdesk.ui.messages import Messages
from peerdesk.ui.settings.list_tab import ListTab
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.record_panel import RecordPanel
from peerdesk.ui.widgets.inputs.digits_edit import DigitsEdit
from peerdesk.ui.widgets.parts import button, column, label, row, scrolled, wide
from peerdesk.ui.widgets.tables.column_widths import Widths
from peerdesk.ui.widgets.tables.rows_model import Column, RowsModel
from peerdesk.ui.widgets.tables.table import Table
from peerdesk.words import follow_ups

_PANEL = 330
_NOTHING = PlaceRow(0, "", "", "")
"""What the form begins with for another place."""


class PlacePanel(RecordPanel[PlaceRow]):
    """Name, what for and phone: of a place that is there, or of another one."""

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__(context, messages, "place", _("Place to refer to"), _("Keep"))
        self._undo_bar = undo_bar
        self.place_name, self.what_for, self.phone = QLineEdit(), QLineEdit(), DigitsEdit()
        self.place_name.setMaxLength(MOST_PLACE_NAME)
        self.what_for.setMaxLength(MOST_WHAT_FOR)
        self.phone.setMaxLength(20)
        name = Field(_("Name of the place"), self.place_name, "name", required=True)
        what_for = Field(_("What for"), self.what_for, "what_for")
        self.take_fields((name, what_for, Field(_("Phone"), self.phone, "phone")))

    def start(self, record: PlaceRow) -> None:
        self.place_name.setText(record.name)
        self.what_for.setText(record.what_for)
        self.phone.setText(record.phone)

    def keep(self) -> None:
        context, before = self._context, self.record
        new = NewPlace(self.place_name.text(), self.what_for.text(), self.phone.text())
        if before.id == _NOTHING.id:
            made = places.add(context.storage, context.actor, new)
            text = _("{name} has been added.").format(name=new.tidied().name)
            self._undo_bar.offer(text, partial(self._remove, made))
        else:
            places.change(context.storage, context.actor, before.id, new)
            self._undo_bar.offer(_("The place is changed."), partial(self._change_back, before))

    def _remove(self, place_id: int) -> None:
        context = self._context
        with self._messages.reporting():
            places.remove(context.storage, context.actor, place_id, today=context.today())

    def _change_back(self, before: PlaceRow) -> None:
        with self._messages.reporting():
            former = NewPlace(before.name, before.what_for, before.phone)
            places.change(self._context.storage, self._context.actor, before.id, former)


class PlacesTab(ListTab[PlaceRow]):
    """The list for everybody to read; the coordinator adds, changes and removes."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.model = RowsModel[PlaceRow](
            [Column(_("Name of the place"), _name), Column(_("What for"), _what_for), Column(_("Phone"), _phone)], self
        )
        self.table = Table(self.model, "places", _("Places to refer to"))
        self.table.share_width(Widths((260, 0, 140), least={0: 160, 1: 120, 2: 110}, goes=(1,)))
        self.undo_bar = UndoBar(self)
        self.add_button = button(_("Add a place"), "placeAdd", primary=True, icon="plus")
        self.change_button = button(_("Change"), "placeChange")
        self.change_button.setAccessibleName(_("Change the place"))
        self.remove_button = button(_("Remove"), "placeRemove")
        self.remove_button.setAccessibleName(_("Remove the place"))
        self.panel = PlacePanel(self._context, self._messages, self.undo_bar)
        self.side = scrolled(column(self.panel, None), "placeSide")
        self.side.setFixedWidth(_PANEL)
        self.side.hide()
        self._may = self._context.actor.may(Permission.CHANGE_SETTINGS)
        for only_coordinator in () if self._may else (self.add_button, self.change_button, self.remove_button):
            only_coordinator.hide()
        self._empty = label(
            _("No places yet. Add where members can be sent for what the centre cannot give."), "hint", wrap=True
        )
        hint = label(
            _("A discharge, a talk or a follow-up can name one of them. One that is removed stays named where it was."),
            "hint",
            wrap=True,
        )
        head = row(wide(hint), self.add_button, spacing=10)
        buttons = row(self.change_button, self.remove_button, None)
        self.lay_out(head, self._empty, buttons=buttons, side=self.side)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._on_add)
        self.change_button.clicked.connect(self._on_change)
        self.remove_button.clicked.connect(self._on_remove)
        self.table.opened.connect(self._on_change)
        self.panel.closed.connect(self.leave_side)

    def show_rows(self, rows: Sequence[PlaceRow]) -> None:
        super().show_rows(rows)
        self._empty.setVisible(not rows)
        self.panel.show_for(*rows, _NOTHING)

    def identity(self, row: PlaceRow) -> int:
        return row.id

    def show_buttons(self) -> None:
        for made in (self.change_button, self.remove_button):
            made.setEnabled(self.chosen() is not None)

    def _open(self, record: PlaceRow) -> None:
        self.side.show()
        self.panel.open_for(record)
        self.panel.place_name.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_add(self) -> None:
        self._open(_NOTHING)

    @Slot()
    def _on_change(self) -> None:
        if self._may and (chosen := self.chosen()) is not None:
            self._open(chosen)

    @Slot()
    def _on_remove(self) -> None:
        chosen, context = self.chosen(), self._context
        if chosen is None:
            return
        with self._messages.reporting():
            places.remove(context.storage, context.actor, chosen.id, today=context.today())
            text = _("{name} has been removed from the places.").format(name=chosen.name)
            self.undo_bar.offer(text, partial(self._bring_back, chosen.id))

    def _bring_back(self, place_id: int) -> None:
        with self._messages.reporting():
            places.bring_back(self._context.storage, self._context.actor, place_id)


def _name(place: PlaceRow) -> str:
    return place.name


def _what_for(place: PlaceRow) -> str:
    return place.what_for


def _phone(place: PlaceRow) -> str:
    return follow_ups.phone(place.phone, "")
