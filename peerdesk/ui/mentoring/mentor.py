"""Right half of the Mentoring page: one mentor, or the search for a new one."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.dates import short_date
from peerdesk.domain.members.states import Part
from peerdesk.domain.mentoring.mentors import MentorRow
from peerdesk.domain.mentoring.mentorships import Agreement
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.members import MemberRow
from peerdesk.domain.screens.mentoring import PairRow
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.ui.mentoring.columns import last_contact
from peerdesk.ui.mentoring.panels import AgreePanel, StopPanel
from peerdesk.ui.messages import Messages
from peerdesk.ui.people.member_columns import FOUND_NAME_COLUMN, FOUND_WIDTHS, found_columns
from peerdesk.ui.people.member_search import MemberSearch
from peerdesk.ui.people.person_link import PersonLink
from peerdesk.ui.place import ReportPlace
from peerdesk.ui.widgets.inputs.search_edit import SearchEdit
from peerdesk.ui.widgets.lines import Lines
from peerdesk.ui.widgets.links import link
from peerdesk.ui.widgets.parts import button, card, column, embolden, flow, label, row, scrolled
from peerdesk.ui.widgets.tables.rows_model import RowsModel
from peerdesk.ui.widgets.tables.table import Table
from peerdesk.ui.widgets.tables.two_tone import TwoToneDelegate

_LEAST_HEIGHT = 150


class MentorDetail(QWidget):
    """How far along a mentor is, since when they agreed, whom they accompany."""

    pair_opened = Signal(int)

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self.mentor: MentorRow | None = None
        self._going_on = 0
        self._build()
        self._connect()

    def _build(self) -> None:
        self.name = PersonLink("mentorName")
        self._facts = label("", "fact", wrap=True)
        self._warned = label("", "problem", wrap=True)
        self._override = label("", "hint", wrap=True)
        self.change_button = button(_("Change"), "changeAgreement", icon="pencil")
        self.stop_button = button(_("Stop mentoring"), "stopMentoring", flat=True)
        self.sheet_button = button(_("Log sheets"), "mentorLogSheets", flat=True, icon="printer")
        self.agree_panel = AgreePanel(self._context, self._messages)
        self.stop_panel = StopPanel(self._context, self._messages)
        self._pairs = Lines("mentorPairs", _("Accompanies"))
        inside = column(
            row(self.name, None),
            self._facts,
            self._warned,
            self._override,
            flow(self.change_button, self.stop_button, None, self.sheet_button),
            self.agree_panel,
            self.stop_panel,
            label(_("Accompanies"), "section"),
            self._pairs,
            column(None),
            stretch=9,
        )
        around = card(scrolled(inside, "mentorArea"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(around)

    def _connect(self) -> None:
        self.name.clicked.connect(self._on_name)
        self.change_button.clicked.connect(self._on_change)
        self.stop_button.clicked.connect(self._on_stop)
        self.sheet_button.clicked.connect(self._on_sheet)
        self._pairs.clicked.connect(self.pair_opened)

    def show_mentor(self, mentor: MentorRow, pairs: Sequence[PairRow]) -> None:
        """Show a mentor with the pairs that go on; panels under way stay as they are."""
        self.mentor = mentor
        going_on = [pair for pair in pairs if pair.mentor.id == mentor.person.id and pair.to_day is None]
        self._going_on = len(going_on)
        may, prints = self._context.actor.may(Permission.MANAGE_MENTORING), Permission.PRINT_ATTENDANCE
        self.name.show_person(mentor.person)
        self._facts.setText(mentor_facts(mentor))
        self._warned.setText("\n".join(map(words.problem, mentor.warnings)))
        self._warned.setVisible(bool(mentor.warnings))
        self._override.setText(_("All the same: {reason}").format(reason=mentor.override))
        self._override.setVisible(bool(mentor.override))
        self.change_button.setVisible(may)
        self.stop_button.setVisible(may)
        self.sheet_button.setVisible(self._context.actor.may(prints))
        self._pairs.show_lines(map(_pair_line, going_on), _("Nobody at present."))
        self.agree_panel.show_for(mentor.person)
        self.stop_panel.show_for(mentor.person)

    def _shown(self) -> MentorRow:
        assert self.mentor is not None, "buttons are seen only with a mentor"  # noqa: S101
        return self.mentor

    # Slots

    @Slot()
    def _on_name(self) -> None:
        self._messages.lead_to_member(self._shown().person.id)

    @Slot()
    def _on_change(self) -> None:
        mentor = self._shown()
        self.stop_panel.shut()
        self.agree_panel.change(mentor.person, Agreement(mentor.consented_on, mentor.load, mentor.override))

    @Slot()
    def _on_stop(self) -> None:
        self.agree_panel.shut()
        self.stop_panel.say_effect(self._going_on)
        self.stop_panel.open_for(self._shown().person)

    @Slot()
    def _on_sheet(self) -> None:
        self._messages.lead_to(ReportPlace("mentor-log", Choices(member=self._shown().person.number)))


class NewMentor(QWidget):
    """Who agrees to mentor: type a few letters, choose, keep."""

    left = Signal()

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self.chosen: MemberRow | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.search = SearchEdit("mentorSearch", _("Find a member"), _("Name in any script, village, phone or number"))
        self.model: RowsModel[MemberRow] = RowsModel(found_columns(), self)
        self._members = MemberSearch(self._context, self._messages, self.search, self.model, part=Part.POSSIBLE_MENTORS)
        self.found = Table(self.model, "mentorFound", _("Members found"), sortable=False)
        self.found.share_width(FOUND_WIDTHS)
        self.found.setItemDelegateForColumn(FOUND_NAME_COLUMN, TwoToneDelegate(self.found))
        self.found.keep_low(_LEAST_HEIGHT)
        self.who = label("", "section", wrap=True)
        self.panel = AgreePanel(self._context, self._messages)
        self.back_button = button(_("Back to the list"), "newMentorBack", flat=True)
        inside = column(
            row(label(_("Who agrees to mentor?"), "section"), None, self.back_button),
            self.search,
            self.found,
            self.who,
            self.panel,
            stretch=2,
        )
        around = card(scrolled(inside, "newMentorArea"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(around)

    def _connect(self) -> None:
        self.search.left_downwards.connect(self.found.enter)
        self.found.selectionModel().selectionChanged.connect(self._on_selected)
        self.found.opened.connect(self._on_opened)
        self.panel.closed.connect(self.left)
        self.back_button.clicked.connect(self.left)

    def begin(self) -> None:
        """Begin anew, unless a form is under way."""
        if not self.panel.is_open:
            self.search.clear()
            self.who.setText("")
            self._members.find()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_selected(self, *_selection: object) -> None:
        indexes = self.found.selectionModel().selectedRows()
        if indexes:
            self.chosen = chosen = self.model.row(indexes[0])
            focused = self.focusWidget()
            self.who.setText(chosen.name)
            self.panel.open_for(chosen)
            if focused is not None:
                focused.setFocus()  # arrows go on through the list; Enter goes into the form

    @Slot(QModelIndex)
    def _on_opened(self, _index: QModelIndex) -> None:
        self.panel.begin()


def mentor_facts(mentor: MentorRow) -> str:
    """``214 days in recovery · agreed on 01-10-2026 · accompanies 1 of 2``."""
    parts = []
    if mentor.days is not None:
        text = ngettext("{count} day in recovery", "{count} days in recovery", mentor.days)
        parts.append(text.format(count=mentor.days))
    parts.append(_("agreed on {day}").format(day=short_date(mentor.consented_on)))
    parts.append(_("accompanies {count} of {load}").format(count=mentor.accompanies, load=mentor.load))
    return " · ".join(parts)


def _pair_line(pair: PairRow) -> QWidget:
    silence = label(last_contact(pair), "hint", wrap=True)
    embolden(silence, bold=pair.stalled)
    return column(row(link(pair.member.name, f"pair-{pair.id}", pair.id), None), silence, spacing=0)
