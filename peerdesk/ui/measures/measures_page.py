"""Measures: answers keyed in as from a pile of sheets, one member after the other."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from peerdesk.context import AppContext
from peerdesk.domain.changes import Changed
from peerdesk.domain.measures.scales import PHQ_9
from peerdesk.domain.members.members import display_name
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.screens.measures import EntrySheet
from peerdesk.i18n import gettext as _
from peerdesk.services.care import thresholds
from peerdesk.services.measures import measures, safety
from peerdesk.ui.measures.entry import EntryPanel
from peerdesk.ui.measures.people import MeasuresPeople
from peerdesk.ui.measures.safety_message import SafetyMessage
from peerdesk.ui.messages import Messages
from peerdesk.ui.page import Page
from peerdesk.ui.people.member_search import MOST_FOUND
from peerdesk.ui.place import ReportPlace
from peerdesk.ui.widgets.parts import button, label, row


class MeasuresPage(Page):
    """Left the members whose scale is due, right the sheet of the chosen one."""

    watches = Changed.MEASURES | Changed.MEMBERS | Changed.STAYS

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._member_id: int | None = None
        self._wanted: int | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.print_button = button(_("Print a blank sheet"), "printSheet", icon="printer")
        self.member_button = button(_("Open the member"), "openMember", icon="user-round")
        self.safety = SafetyMessage(self, self._messages)
        self.people = MeasuresPeople(self._context, self._messages)
        self.entry = EntryPanel(self._context, self._messages)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self.people)
        both.addWidget(self.entry, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(20, 14, 20, 14)
        lines.setSpacing(8)
        lines.addWidget(row(label(_("Measures"), "title"), None, self.member_button, self.print_button))
        lines.addLayout(both, 1)
        self.setFocusProxy(self.people.search)

    def _connect(self) -> None:
        self.people.scale_chosen.connect(self._on_scale)
        self.people.member_chosen.connect(self._on_member)
        self.people.opened.connect(self.entry.focus_answers)
        self.entry.kept.connect(self._on_kept)
        self.print_button.clicked.connect(self._on_print)
        self.member_button.clicked.connect(self._on_open_member)

    def enter_for(self, member_id: int) -> None:
        """Begin with a member's sheet."""
        self._wanted = member_id
        self.set_stale()

    def refresh(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.people.look_for(wanted)
        self.entry.head.follow_today()
        context, member_id = self._context, self._member_id if wanted is None else wanted
        found = measures.screen(
            context.storage,
            context.actor,
            today=context.today(),
            day=self.entry.sheet_day(),
            scale=self.people.scale_code(),
            member_id=member_id,
            due_first=wanted is not None,
            text=self.people.search.text(),
            most=MOST_FOUND,
        )
        self._member_id = member_id
        self.people.show_screen(found, self.entry.begun())
        self._show_sheet_or_hint(found.sheet)
        if wanted is not None:
            self.entry.focus_answers()

    def _show_sheet_or_hint(self, sheet: EntrySheet | None) -> None:
        self.member_button.setEnabled(sheet is not None)
        if sheet is None:
            self.entry.show_nobody(_("Choose a member at the left, or find one, to key in their sheet."))
        else:
            self.entry.show_sheet(sheet)

    def _load(self) -> None:
        """Another sheet was chosen; the lists stay as they are."""
        if self._member_id is None:
            self._show_sheet_or_hint(None)
            return
        self.member_button.setEnabled(True)
        with self._messages.reporting():
            self.entry.load(self._member_id, self.people.scale())

    @Slot()
    def _on_scale(self) -> None:
        self._load()

    @Slot(int)
    def _on_member(self, member_id: int) -> None:
        self._member_id = member_id
        self._load()

    @Slot(object)
    def _on_kept(self, sheet: EntrySheet) -> None:
        if sheet.scale.code == PHQ_9.code:
            self._look_after(sheet)
        self.people.show_begun(self.entry.begun())
        self._messages.say(
            _("The answers of {name} have been kept.").format(name=display_name(sheet.name_latin, sheet.name_native))
        )
        if self.people.searching():
            self.people.search.setFocus()
            self.people.search.selectAll()
            return
        self._member_id = self.people.go_on()
        self._load()
        (self.entry.focus_answers if self._member_id is not None else self.people.search.setFocus)()

    def _look_after(self, sheet: EntrySheet) -> None:
        """Say at once, to the counsellor who keys it in, that somebody needs a talk today."""
        storage, actor = self._context.storage, self._context.actor
        note = safety.open_note(storage, actor, sheet.member_id)
        if note is not None:
            self.safety.show_note(note, thresholds.numbers(storage, actor).help_lines)

    @Slot()
    def _on_print(self) -> None:
        self._messages.lead_to(ReportPlace("measure-sheet", Choices(scale=self.people.scale().code)))

    @Slot()
    def _on_open_member(self) -> None:
        if self._member_id is not None:
            self._messages.lead_to_member(self._member_id)
