"""Who is in the centre: one key per member, day by day, as the grant portal's week asks."""

from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.changes import Announcement, Changed
from peerdesk.domain.dates import week_of
from peerdesk.domain.papers.choices import Choices
from peerdesk.domain.presence import Marks, PresenceDay, PresenceWeek
from peerdesk.domain.sessions.marks import Mark
from peerdesk.i18n import gettext as _
from peerdesk.services import presence
from peerdesk.ui.marking.undo import MarkUndo
from peerdesk.ui.messages import Messages
from peerdesk.ui.page import Page
from peerdesk.ui.place import ReportPlace
from peerdesk.ui.presence.head import PresenceHead
from peerdesk.ui.presence.model import PresenceModel
from peerdesk.ui.presence.table import PresenceTable
from peerdesk.ui.widgets.parts import button, card, label, offer, row
from peerdesk.ui.widgets.tips import set_tip


class PresencePage(Page):
    """One day's list. Every mark is kept at once; Ctrl+Z takes it back."""

    watches = Changed.PRESENCE | Changed.MEMBERS | Changed.STAYS

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__(context, messages)
        self._day = context.today()
        self._goes_with_today = True
        self._fresh = True
        self._week: PresenceWeek | None = None
        self._build()
        self._connect()

    def _build(self) -> None:
        self.head = PresenceHead(self._day)
        self.outpatients = QCheckBox(_("Outpatients too"))
        self.outpatients.setObjectName("outpatients")
        self.outpatients.setAccessibleName(self.outpatients.text())
        self.print_button = button(_("Print the week"), "printWeek", icon="printer")
        offer(self.print_button, allowed=self._context.actor.may(Permission.PRINT_ATTENDANCE))
        self.counter = label("", "counter")
        lines = QVBoxLayout(self)
        lines.setContentsMargins(18, 12, 14, 10)
        lines.setSpacing(8)
        lines.addWidget(row(label(_("Who is in the centre"), "title"), None, self.print_button))
        lines.addWidget(self.head)
        lines.addWidget(row(self.counter, None, self.outpatients))
        lines.addWidget(self._list(), 1)
        self.setFocusProxy(self.table)

    def _list(self) -> QWidget:
        self.model = PresenceModel(self)
        self.table = PresenceTable(self.model, "presence", _("Who is in the centre"))
        self._empty = label(
            _("Nobody has a residential stay on this day. Whoever is admitted on their page is listed here."),
            "hint",
            wrap=True,
        )
        self.present_button = self._mark_button(Mark.PRESENT)
        self.absent_button = self._mark_button(Mark.ABSENT)
        self.rest_present = button(_("* Rest present"), "restPresent")
        self.rest_present.setAccessibleName(_("Mark the rest present"))
        set_tip(self.rest_present, _("Everybody still unmarked; those on leave are absent"))
        self._undo = MarkUndo(self._messages, self.table)
        self.undo_button = self._undo.button
        self.mark_bar = row(
            self.present_button, self.absent_button, self.rest_present, None, self.undo_button, spacing=4
        )
        not_groups = label(
            _("Presence in the centre is not attendance of a group: that is marked at each session."), "hint", wrap=True
        )
        return card(self._empty, self.table, self.mark_bar, not_groups, margin=8, stretch=1)

    def _mark_button(self, mark: Mark) -> QWidget:
        made = button(f"{mark.value} {words.of(mark)}", f"presence-{mark.value}")
        made.setAccessibleName(words.of(mark))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(self._on_present if mark is Mark.PRESENT else self._on_absent)
        return made

    def _connect(self) -> None:
        self.head.day_asked.connect(self.go_to)
        self.outpatients.toggled.connect(self._on_outpatients)
        self.print_button.clicked.connect(self._print)
        self.table.marked.connect(self._mark)
        self.table.clear_asked.connect(self._clear)
        self.table.rest_present_asked.connect(self._mark_rest)
        self.table.day_stepped.connect(self.head.step)
        self.rest_present.clicked.connect(self._mark_rest)

    def shown_day(self) -> date:
        return self._day

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with today, unless another day was being filled; past midnight a list under way stays as it is."""
        if self._goes_with_today:
            self._show_day(self._context.today())
        super().showEvent(event)

    def refresh(self) -> None:
        context, day = self._context, self._day
        found = presence.screen(context.storage, context.actor, day, outpatients=self.outpatients.isChecked())
        rows = found.day.rows
        self._week = found.week
        self._show_marks(found.day)
        if self._fresh:
            self._fresh = False
            unmarked = [place for place, row_ in enumerate(rows) if row_.present is None]
            self.table.go_to(unmarked[0] if unmarked else 0)
        self._empty.setVisible(not rows)
        self.mark_bar.setEnabled(bool(rows))

    def follow(self, change: Announcement) -> bool:
        """Marks of those alone who were marked; who is listed only while marked is listed anew."""
        rows, members = self.model.rows(), change.members
        if self._week is None or change.day != self._day or members is None or not change.is_only(Changed.PRESENCE):
            return False
        old = [row_ for row_ in rows if row_.member_id in members]
        if len(old) < len(members) or any(row_.outpatient for row_ in old):
            return False
        found = presence.rows_now(self._context.storage, self._context.actor, self._day, old)
        if any(row_.present is None for row_ in found):  # without a mark they may not be listed at all
            return False
        new = {row_.member_id: row_ for row_ in found}
        self._show_marks(PresenceDay(self._day, [new.get(row_.member_id, row_) for row_ in rows]))
        return True

    def _show_marks(self, day: PresenceDay) -> None:
        self.model.set_rows(day.rows)
        self.counter.setText(words.headcount(day.count))
        if self._week is not None:
            counts = dict(zip(self._week.days, self._week.counts, strict=True)) | {day.day: day.count}
            self.head.show_week(counts, day.day, self._context.today())

    @Slot()
    def _on_outpatients(self) -> None:
        self.set_stale()

    @Slot(object)
    def go_to(self, day: date) -> None:
        """Show another day, or the same one again."""
        self._goes_with_today = day == self._context.today()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_day(day)
        self.set_stale()

    def _show_day(self, day: date) -> None:
        """Nothing of the day before can be undone, and the cursor goes to the first unmarked row."""
        if day != self._day:
            self._day = day
            self._undo.forget()
            self._fresh = True
            self._stale = True
        self.head.show_day(day, self._context.today())

    # Marking

    @Slot(int, bool)
    def _mark(self, member_id: int, present: bool) -> None:
        self._set({member_id: present})

    @Slot(int)
    def _clear(self, member_id: int) -> None:
        self._set({member_id: None})

    @Slot()
    def _on_present(self) -> None:
        self._mark_current(present=True)

    @Slot()
    def _on_absent(self) -> None:
        self._mark_current(present=False)

    def _mark_current(self, *, present: bool) -> None:
        if chosen := self.table.current_row():
            self._set({chosen.member_id: present})
            self.table.go_on()

    @Slot()
    def _mark_rest(self) -> None:
        context = self._context
        with self._messages.reporting():
            self._remember(
                presence.mark_all_present(
                    context.storage, context.actor, self._day, outpatients=self.outpatients.isChecked()
                )
            )

    def _set(self, marks: Marks) -> None:
        with self._messages.reporting():
            self._remember(presence.mark(self._context.storage, self._context.actor, self._day, marks))

    def _remember(self, before: Marks) -> None:
        storage, actor, day = self._context.storage, self._context.actor, self._day
        if before:
            self._undo.remember(lambda: presence.mark(storage, actor, day, before))

    @Slot()
    def _print(self) -> None:
        first, last = week_of(self._day)
        self._messages.lead_to(ReportPlace("presence-sheet", Choices(first=first, last=last)))
