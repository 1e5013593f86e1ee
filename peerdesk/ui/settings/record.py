"""Settings of the record: everything in it is checked on demand."""

from datetime import datetime

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.access import Permission
from peerdesk.domain.dates import short_datetime
from peerdesk.domain.file_check import Finding
from peerdesk.errors import PeerDeskError
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.services import checking
from peerdesk.ui.keeping.kept_records import KeptRecords
from peerdesk.ui.messages import Messages
from peerdesk.ui.tasks import Job, TaskRunner
from peerdesk.ui.widgets.bars.step_bar import StepBar
from peerdesk.ui.widgets.parts import button, card, column, label, offer, row, scrolled
from peerdesk.words.record.findings import findings

_WIDTH = 640
_BAR = 8


class RecordTab(QWidget):
    """For everybody: nothing in the record is changed by looking."""

    def __init__(self, context: AppContext, messages: Messages, runner: TaskRunner) -> None:
        super().__init__()
        self._context, self._messages, self._runner = context, messages, runner
        self._job: Job | None = None
        self._build()
        self.check_button.clicked.connect(self._check)
        self.cancel_button.clicked.connect(self._cancel)
        self.refresh()

    def _build(self) -> None:
        self.check_button = button(_("Check everything"), "checkEverything", primary=True)
        self.cancel_button = button(_("Cancel"), "checkCancel", flat=True)
        self.last = label("", "hint", wrap=True)
        self.last.setObjectName("checkLast")
        self.said = label("", "subtitle", wrap=True)
        self.said.setObjectName("checkSaid")
        self.bar = StepBar("checkProgress", _("Checking the record"), _BAR)
        surface = card(
            label(_("Is the record whole?"), "section"),
            label(
                _(
                    "At every log-in PeerDesk checks whether any part of the record is damaged. This checks "
                    "everything else too: whether entries and lists agree, and whether what was signed is as it was "
                    "signed."
                ),
                "hint",
                wrap=True,
            ),
            self.last,
            self.bar,
            self.said,
            row(self.check_button, self.cancel_button, None),
        )
        surface.setMaximumWidth(_WIDTH)
        self.kept = KeptRecords(self._context, self._messages)
        self.kept.setMaximumWidth(_WIDTH)
        offer(self.kept, allowed=self._context.actor.may(Permission.ERASE_MEMBERS))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 12, 0, 0)
        lines.addWidget(scrolled(column(surface, self.kept, None), "recordScroll"))
        self._set_busy(busy=False)
        self.said.hide()

    def refresh(self) -> None:
        """When everything was checked the last time, and which records were kept long enough."""
        if self._context.actor.may(Permission.ERASE_MEMBERS):
            self.kept.refresh()
        try:
            moment = datetime.fromisoformat(self._context.settings.checked)
        except ValueError:
            self.last.setText(_("It was not checked on this PC yet."))
        else:
            self.last.setText(_("Checked last: {moment}").format(moment=short_datetime(moment)))

    @Slot()
    def _check(self) -> None:
        storage, actor = self._context.storage, self._context.actor

        def work(job: Job) -> list[Finding]:
            return checking.check_all(storage, actor, job.check)

        self._set_busy(busy=True)
        self._job = self._runner.start(work, self._on_done, self._on_failed, self.bar.show_step)
        self.destroyed.connect(self._job.cancel)

    def _on_done(self, found: list[Finding]) -> None:
        self._set_busy(busy=False)
        self._context.settings.checked = self._context.now().isoformat(timespec="minutes")
        self._context.settings.save()
        self.refresh()
        lines = findings(found)
        if found:
            head = ngettext("{count} problem was found.", "{count} problems were found.", len(found))
            lines.insert(0, head.format(count=len(found)))
        if not found:
            lines.append(_("Everything is whole."))
        if not self._context.actor.may(Permission.SEE_NOTES):
            lines.append(
                _("Notes were not looked at: that takes the login of a counsellor or the project coordinator.")
            )
        self.said.setText("\n\n".join(lines))
        self.said.show()
        self._messages.tell_findings(found)

    def _on_failed(self, error: PeerDeskError) -> None:
        self._set_busy(busy=False)
        self._messages.warn(error)

    @Slot()
    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._set_busy(busy=False)

    def _set_busy(self, *, busy: bool) -> None:
        if busy:
            self.bar.show_under_way()
            self.said.hide()
        self.bar.setVisible(busy)
        self.cancel_button.setVisible(busy)
        self.check_button.setEnabled(not busy)
