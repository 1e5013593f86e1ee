"""Who else was there: walk-ins and guests by name, in a panel beside the roster, which stays as it is."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QListView, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.groups.memberships import Joining
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.states import Part
from peerdesk.domain.names import is_latin
from peerdesk.domain.screens.members import MemberRow
from peerdesk.domain.screens.session_page import SessionSheet
from peerdesk.domain.sessions.guests import Guest, Kinship
from peerdesk.i18n import gettext as _
from peerdesk.services.groups import memberships
from peerdesk.services.members import members
from peerdesk.services.sessions import attendance
from peerdesk.ui.groups.fit_note import FitNote
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.member_columns import FOUND_NAME_COLUMN, FOUND_WIDTHS, found_columns
from peerdesk.ui.people.member_search import MemberSearch
from peerdesk.ui.sessions.closing import session_name
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.forms.typed import Typing
from peerdesk.ui.widgets.forms.unsaved import HoldsTyping
from peerdesk.ui.widgets.inputs.calm import CalmSpin
from peerdesk.ui.widgets.inputs.choice import Choice, OneOf
from peerdesk.ui.widgets.parts import button, flow, label, row
from peerdesk.ui.widgets.tables.rows_model import RowsModel
from peerdesk.ui.widgets.tables.table import Table
from peerdesk.ui.widgets.tables.two_tone import TwoToneDelegate

MOST_FOUND = 8
_NAME_LENGTH = 16  # letters, about


class WalkInPanel(QWidget, HoldsTyping):
    """Somebody who is not on the roster: for this session only, into the group, or a new member in three fields."""

    done = Signal()

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._sheet: SessionSheet | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.search = QLineEdit()
        self.search.setObjectName("walkInSearch")
        self.search.setPlaceholderText(_("Name, village, phone or number"))
        self.search.setAccessibleName(_("Find the member who walked in"))
        self._model: RowsModel[MemberRow] = RowsModel(found_columns(), self)
        self._members = MemberSearch(
            self._context,
            self._messages,
            self.search,
            self._model,
            most=MOST_FOUND,
            everybody=False,
            part=Part.WALK_IN,
        )
        self.found = Table(self._model, "walkInFound", _("Members found"), sortable=False)
        self.found.share_width(FOUND_WIDTHS)
        self.found.setItemDelegateForColumn(FOUND_NAME_COLUMN, TwoToneDelegate(self.found))
        self.found.setMaximumHeight(150)
        self.once = button(_("For this session only"), "walkInOnce", primary=True)
        self.join = button(_("Into the group"), "walkInJoin")
        self.close_button = button(_("Close"), "walkInClose", flat=True)
        self.gender: Choice[Gender] = Choice(Gender)
        self.age = CalmSpin()
        self.age.setRange(0, 120)
        self.age.setSpecialValueText(" ")
        self.new = button(_("Register and let take part"), "walkInNew")
        self.fit = FitNote(self._context, self._messages)
        self.fit_form = Form([self.fit.field], self)
        name_field = Field(_("Name"), QLineEdit(), "name_latin")
        self.name: QLineEdit = name_field.editor  # type: ignore[assignment]
        self.form = Form(
            [name_field, Field(_("Gender"), self.gender, "gender"), Field(_("Age"), self.age, "age")], self
        )
        self._typing = Typing(*self.form.fields.values())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 6, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(row(label(_("Walk-in"), "section"), None, self.close_button))
        lines.addWidget(self.search)
        lines.addWidget(self.found)
        lines.addWidget(flow(self.once, self.join))
        lines.addWidget(self.fit)
        lines.addWidget(self.fit_form.general)
        lines.addWidget(label(_("Not known to the centre yet? Three things are enough."), "hint", wrap=True))
        lines.addWidget(flow(*self.form.fields.values(), self.new, bottom=True))
        lines.addWidget(self.form.general)

    def _connect(self) -> None:
        self._members.found.connect(self._on_found)
        self.search.returnPressed.connect(self._take_once)
        self.found.opened.connect(self._take_once)
        self.found.selected.connect(self._ask)
        self.once.clicked.connect(self._take_once)
        self.join.clicked.connect(self._take_into_group)
        self.new.clicked.connect(self._register)
        self.close_button.clicked.connect(self.done)

    def start(self, sheet: SessionSheet) -> None:
        """Begin for a session; somebody new who was begun there is gone on with."""
        self._sheet = sheet
        if not self._typing.is_about(sheet.id):
            self._typing.put_aside()
            self.name.clear()
            self.gender.choose(None)
            self.age.setValue(0)
            self._typing.begin(sheet.id, session_name(sheet))
        self.search.clear()
        self._members.find()
        self.fit.start()
        self.fit_form.clear()
        self.search.setFocus()

    def unsaved(self) -> Sequence[str]:
        return [_("Walk-in") + f" · {session}" for session in self._typing.unsaved()]

    @Slot()
    def _on_found(self) -> None:
        if self._model.rowCount():
            self.found.setCurrentIndex(self._model.index(0, 0))
        self._ask()

    @Slot()
    def _ask(self) -> None:
        """Say what is to be thought of before the member under the cursor joins the group."""
        member_id = self._chosen()
        on_roster = self._sheet is not None and any(row.member_id == member_id for row in self._sheet.rows)
        if self._sheet is None or member_id is None or on_roster:
            self.fit.ask(None)
        else:
            self.fit.ask(Joining(self._sheet.group_id, (member_id,), self._sheet.day))

    def _chosen(self) -> int | None:
        index = self.found.currentIndex()
        return self._model.row(index).id if index.isValid() else None

    @Slot()
    @Slot(QModelIndex)
    def _take_once(self, _index: QModelIndex | None = None) -> None:
        member_id = self._chosen()
        if member_id is not None and self._sheet is not None:
            self._take(self._sheet, member_id)

    def _take(self, sheet: SessionSheet, member_id: int) -> None:
        with self._messages.reporting():
            attendance.add_walk_in(self._context.storage, self._context.actor, sheet.id, member_id)
            self.done.emit()

    @Slot()
    def _take_into_group(self) -> None:
        member_id = self._chosen()
        if member_id is None or self._sheet is None:
            return
        with self.fit_form.keeping(self._messages):
            joining = Joining(self._sheet.group_id, (member_id,), self._sheet.day)
            self.fit.ask(joining)
            memberships.join(self._context.storage, self._context.actor, joining, self.fit.override())
            self.done.emit()

    @Slot()
    def _register(self) -> None:
        if self._sheet is None:
            return
        name = self.name.text()
        latin = not name or is_latin(name)
        details = MemberDetails(
            name_latin=name if latin else "",
            name_native="" if latin else name,
            gender=self.gender.code(),
            age=self.age.value() or None,
        )
        with self.form.keeping(self._messages):
            member_id = members.register(
                self._context.storage, self._context.actor, details, today=self._context.today()
            )
            self._typing.end()
            self._take(self._sheet, member_id)


class GuestsPanel(QWidget, HoldsTyping):
    """Relatives and visitors who came, in any group: which relation, of which member. Nothing is chosen beforehand."""

    done = Signal()

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._sheet: SessionSheet | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        name_field = Field(_("Guest's name"), QLineEdit(), "guest_name", required=True)
        self.name: QLineEdit = name_field.editor  # type: ignore[assignment]
        self.of: OneOf[int] = OneOf(nothing="", letters=_NAME_LENGTH)
        self.kinship: Choice[Kinship] = Choice(Kinship)
        self.add = button(_("Add guest"), "guestAdd", primary=True)
        self.remove = button(_("Remove"), "guestRemove")
        self.close_button = button(_("Close"), "guestsClose", flat=True)
        self.form = Form(
            [
                name_field,
                Field(_("Of whom"), self.of, "of"),
                Field(_("Relation"), self.kinship, "kinship", required=True),
            ],
            self,
        )
        self._typing = Typing(name_field)
        self._texts = QStringListModel(self)
        self.list = QListView()
        self.list.setObjectName("guests")
        self.list.setAccessibleName(_("Relatives and visitors"))
        self.list.setModel(self._texts)
        self.list.setMaximumHeight(110)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 6, 0, 0)
        lines.addWidget(row(label(_("Relatives and visitors"), "section"), None, self.close_button))
        lines.addWidget(flow(*self.form.fields.values(), self.add, bottom=True))
        lines.addWidget(self.form.general)
        lines.addWidget(self.list)
        lines.addWidget(row(self.remove, None))

    def _connect(self) -> None:
        self.add.clicked.connect(self._add)
        self.name.returnPressed.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.close_button.clicked.connect(self.done)

    def show_sheet(self, sheet: SessionSheet) -> None:
        """Show a session's guests and its members to choose from."""
        self._sheet = sheet
        self.of.set_options([(person.member_id, person.name_latin or person.name_native) for person in sheet.rows])
        lines = [_in_words(guest) for guest in sheet.guests]
        if lines != self._texts.stringList():
            self._texts.setStringList(lines)

    def start(self, sheet: SessionSheet) -> None:
        """Begin for a session, or go on with what was typed there."""
        self.show_sheet(sheet)
        if not self._typing.is_about(sheet.id):
            self._typing.put_aside()
            self._clear()
            self._typing.begin(sheet.id, session_name(sheet))
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def unsaved(self) -> Sequence[str]:
        return [_("Relatives and visitors") + f" · {session}" for session in self._typing.unsaved()]

    @Slot()
    def _add(self) -> None:
        if self._sheet is None:
            return
        of, kinship = self.of.chosen(), self.kinship.code()
        with self.form.keeping(self._messages):
            attendance.add_guest(
                self._context.storage, self._context.actor, self._sheet.id, of, self.name.text(), kinship
            )
            self._clear()
            self.name.setFocus()

    def _clear(self) -> None:
        self.name.clear()
        self.of.choose(None)
        self.kinship.choose(None)

    @Slot()
    def _remove(self) -> None:
        number = self.list.currentIndex().row()
        if self._sheet is not None and 0 <= number < len(self._sheet.guests):
            with self._messages.reporting():
                attendance.remove_guest(self._context.storage, self._context.actor, self._sheet.guests[number].id)


def _in_words(guest: Guest) -> str:
    """``Kamla Devi, Mother of Ramesh Kumar``; ``Sarpanch ji, Visitor`` where it is of nobody."""
    kinship = words.of(guest.kinship)
    if guest.member_id is None:
        return f"{guest.name}, {kinship}"
    return _("{guest}, {kinship} of {member}").format(guest=guest.name, kinship=kinship, member=guest.member_name)
