"""The head of the session screen: group ▸ date ▸ time ▸ facilitators ▸ state, the strip and the counter."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.dates import short_date, short_time
from peerdesk.domain.groups.memberships import MemberRole
from peerdesk.domain.screens.session_page import SessionSheet
from peerdesk.domain.sessions.guests import MAX_VISITORS
from peerdesk.domain.sessions.sessions import SessionStatus
from peerdesk.i18n import gettext as _
from peerdesk.services.sessions import attendance, sessions
from peerdesk.ui.actions import Command
from peerdesk.ui.keys import with_key
from peerdesk.ui.messages import Messages
from peerdesk.ui.sessions.day_strip import DayStrip
from peerdesk.ui.widgets.flow import Flow
from peerdesk.ui.widgets.inputs.calm import CalmSpin
from peerdesk.ui.widgets.inputs.choice import OneOf
from peerdesk.ui.widgets.parts import button, label, row
from peerdesk.ui.widgets.steady import SteadyLabel
from peerdesk.ui.widgets.tables.elided import Elided
from peerdesk.ui.widgets.tips import set_tip

_NAME_LENGTH = 10  # letters, about


class SessionHead(QWidget):
    """Says where we are, and leads to the sessions before and after."""

    back_asked = Signal()
    session_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._sheet: SessionSheet | None = None
        self._build()
        self.back.clicked.connect(self.back_asked)
        self.previous.clicked.connect(self._go_previous)
        self.next.clicked.connect(self._go_next)
        self.strip.day_chosen.connect(self.session_chosen)

    def _build(self) -> None:
        self.back = button("", "back", flat=True, icon="arrow-left")
        self.back.setAccessibleName(_("Back"))
        set_tip(self.back, with_key(_("Back"), Command.GO_BACK.shortcut))
        self.title = Elided("", "title")
        self.previous = button("", "previousSession", flat=True, icon="chevron-left")
        self.previous.setAccessibleName(_("Session before"))
        set_tip(self.previous, _("Session before"))
        self.day = label("", "section")
        self.next = button("", "nextSession", flat=True, icon="chevron-right")
        self.next.setAccessibleName(_("Session after"))
        set_tip(self.next, _("Session after"))
        self.facts = label("", "subtitle", wrap=True)
        self.state = label("", "badge")
        self.counter = SteadyLabel("counter")
        self.strip = DayStrip()
        left = QWidget()
        lines = QVBoxLayout(left)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(row(self.back, self.title, self.previous, self.day, self.next, self.state, None, spacing=4))
        lines.addWidget(self.facts)
        lines.addWidget(self.counter)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(left, 1)
        line.addWidget(self.strip)

    def show_sheet(self, sheet: SessionSheet) -> None:
        self._sheet = sheet
        self.title.setText(sheet.group_name)
        self.day.setText(f"{words.short_weekday(sheet.day)} {short_date(sheet.day)}")
        self.state.setText(words.of(sheet.state))
        facts = [
            _("Session no. {number}").format(number=sheet.id),
            _("{time}, {minutes} min").format(time=short_time(sheet.starts), minutes=sheet.minutes),
            words.of(sheet.channel),
            ", ".join(sheet.facilitators),
        ]
        if sheet.led_by_name:
            facts.append(_("led by {name}").format(name=sheet.led_by_name))
        if sheet.paper_on is not None:
            facts.append(
                _("from paper, entered by {name} on {day}").format(name=sheet.paper_by, day=short_date(sheet.paper_on))
            )
        self.facts.setText("  ·  ".join(fact for fact in facts if fact))
        self.show_counts(sheet)
        self.previous.setEnabled(sheet.previous_id is not None)
        self.next.setEnabled(sheet.next_id is not None)
        self.strip.show_days(sheet.day, sheet.strip, sheet.id)

    def show_counts(self, sheet: SessionSheet) -> None:
        """Show how many are present, late, absent and still unmarked."""
        self.counter.setText(self._counter(sheet))

    def _counter(self, sheet: SessionSheet) -> str:
        if sheet.status is SessionStatus.DID_NOT_HAPPEN and sheet.reason is not None:
            reason = words.of(sheet.reason)
            return f"{reason}: {sheet.reason_text}" if sheet.reason_text else reason
        return words.counter(sheet.tally)

    def _go_previous(self) -> None:
        if self._sheet is not None and self._sheet.previous_id is not None:
            self.session_chosen.emit(self._sheet.previous_id)

    def _go_next(self) -> None:
        if self._sheet is not None and self._sheet.next_id is not None:
            self.session_chosen.emit(self._sheet.next_id)


class SessionTools(QWidget):
    """Keeps what takes one click; the page opens the panels that the other buttons ask for.

    Whether the session happened (:attr:`happened`) stands where it is signed later: below the note, and not among what
    is of use in every state, which so stays where it is.
    """

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._sheet: SessionSheet | None = None
        self._build()
        self.did_happen.clicked.connect(self._did_happen)
        self.visitors.editingFinished.connect(self._count_visitors)
        self.led_by.activated.connect(self._set_leader)
        self.from_paper.clicked.connect(self._set_from_paper)

    def _build(self) -> None:
        self.walk_in = button(_("Walk-in…"), "walkIn", flat=True, icon="user-plus")
        self.guests = button(_("Guests…"), "guestsOpen", flat=True, icon="users")
        self.visitors = CalmSpin()
        self.visitors.setRange(0, MAX_VISITORS)
        self.visitors.setObjectName("visitors")
        self.visitors.setAccessibleName(_("Visitors"))
        self.visitors.setMaximumWidth(70)
        set_tip(self.visitors, _("Visitors who are counted only; with a name they stand under Guests"))
        self.led_by: OneOf[int] = OneOf(nothing="–", letters=_NAME_LENGTH)
        self.led_by.setObjectName("ledBy")
        self.led_by.setAccessibleName(_("Led by"))
        set_tip(self.led_by, _("Who of the members led this session"))
        self.from_paper = QCheckBox(_("From paper"))
        self.from_paper.setObjectName("fromPaper")
        set_tip(self.from_paper, _("The marks are keyed in from a sheet filled by hand"))
        self.not_held = button(_("Did not happen…"), "notHeld", flat=True)
        self.did_happen = button(_("It did happen"), "didHappen", flat=True)
        self.print_button = button(_("Print sheet"), "printSheet", flat=True, icon="printer")
        line = Flow(self, 4)
        visitors = row(label(_("Visitors"), "fieldLabel"), self.visitors, spacing=4)
        led_by = row(label(_("Led by"), "fieldLabel"), self.led_by, spacing=4)
        for part in (self.walk_in, self.guests, visitors, led_by, self.from_paper):
            line.addWidget(part)
        line.add_stretch()
        line.addWidget(self.print_button)
        self.happened = row(None, self.not_held, self.did_happen)

    def show_sheet(self, sheet: SessionSheet) -> None:
        """Offer what can be done with a session."""
        self._sheet = sheet
        may_mark = self._context.actor.may(Permission.MARK_ATTENDANCE)
        changeable = sheet.open and may_mark
        for tool in (self.walk_in, self.from_paper, self.visitors, self.led_by):
            tool.setEnabled(changeable)
        self.guests.setEnabled(changeable)
        self.not_held.setVisible(sheet.status is SessionStatus.PLANNED and may_mark)
        self.did_happen.setVisible(sheet.status is SessionStatus.DID_NOT_HAPPEN and may_mark)
        self.happened.setVisible(not (self.not_held.isHidden() and self.did_happen.isHidden()))
        self._show_leader(sheet)
        if not self.visitors.hasFocus():
            self.visitors.setValue(sheet.visitors)
        self.from_paper.setChecked(sheet.paper_on is not None)

    def _show_leader(self, sheet: SessionSheet) -> None:
        """Offer everybody who is there, the peer leaders of the group first."""
        there = sorted(sheet.rows, key=lambda person: person.role is not MemberRole.PEER_LEADER)
        options = [(person.member_id, person.name_latin or person.name_native) for person in there]
        if sheet.led_by is not None and all(sheet.led_by != member_id for member_id, _name in options):
            options.append((sheet.led_by, sheet.led_by_name))
        self.led_by.set_options(options)
        self.led_by.choose(sheet.led_by)

    @Slot()
    def _set_leader(self) -> None:
        sheet, chosen = self._sheet, self.led_by.chosen()
        if sheet is not None and sheet.open and chosen != sheet.led_by:
            with self._messages.reporting():
                attendance.set_leader(self._context.storage, self._context.actor, sheet.id, chosen)

    @Slot()
    def _did_happen(self) -> None:
        if self._sheet is not None:
            with self._messages.reporting():
                sessions.did_happen(self._context.storage, self._context.actor, self._sheet.id)

    @Slot()
    def _count_visitors(self) -> None:
        sheet = self._sheet
        if sheet is not None and sheet.open and self.visitors.value() != sheet.visitors:
            with self._messages.reporting():
                attendance.count_visitors(self._context.storage, self._context.actor, sheet.id, self.visitors.value())

    @Slot(bool)
    def _set_from_paper(self, keyed: bool) -> None:
        if self._sheet is not None:
            with self._messages.reporting():
                attendance.from_paper(self._context.storage, self._context.actor, self._sheet.id, keyed=keyed)
