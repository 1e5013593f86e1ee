"""The record gets other keys: what is seen meanwhile, and what became of it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.errors import PeerDeskError
from peerdesk.i18n import gettext as _
from peerdesk.paths import DataFolder
from peerdesk.services import door, rekeying
from peerdesk.ui.tasks import Job, TaskRunner
from peerdesk.ui.widgets.bars.busy_bar import busy_bar
from peerdesk.ui.widgets.parts import button, card, centred, label, row
from peerdesk.words import failure

_WIDTH = 560


class NewLocksPage(QWidget):
    """Stands where the log-in stands, for as long as it takes."""

    left = Signal(str)
    """It is over: back to the log-in, where this is said."""

    def __init__(self, folder: DataFolder, now: Callable[[], datetime], runner: TaskRunner) -> None:
        super().__init__()
        self.setObjectName("start")
        self._folder, self._now, self._runner = folder, now, runner
        runner.crashed.connect(self._on_crashed)
        self.said = label(
            _("The record is copied under other keys, and the copy is looked at before it takes its place."),
            "subtitle",
            wrap=True,
        )
        self.progress = label("", "hint", wrap=True)
        self.problem = label("", "problem", wrap=True)
        self.problem.setObjectName("newLocksProblem")
        self.busy = busy_bar()
        self.back_button = button(_("Back to the log-in"), "newLocksBack", primary=True)
        self.back_button.setAutoDefault(True)
        self.back_button.clicked.connect(self._on_back)
        surface = card(
            label(_("The locks are being changed"), "title", wrap=True),
            self.said,
            self.problem,
            self.progress,
            self.busy,
            row(self.back_button, None),
            margin=24,
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(centred(surface, _WIDTH))
        self._set_busy(busy=False)
        self.problem.hide()

    def begin(self, user_name: str, password: str) -> None:
        """Do it; the window may be closed meanwhile, and everything is as it was."""
        folder, now = self._folder, self._now

        def work(job: Job) -> None:
            rekeying.rekey(folder, door.unlock(folder, user_name, password, now), now, job.check)

        self._set_busy(busy=True)
        job = self._runner.start(work, self._on_done, self._on_failed, self._on_progress)
        self.destroyed.connect(job.cancel)

    def _on_progress(self, done: int, total: int) -> None:
        self.progress.setText(_("Step {step} of {steps}").format(step=min(done + 1, total), steps=total))

    def _on_done(self, _nothing: object) -> None:
        self.left.emit(
            _("The record has other locks now. Please log in with your password as before, and make a copy of it soon.")
        )

    def _on_failed(self, error: PeerDeskError) -> None:
        self._say(failure(error))

    @Slot(object)
    def _on_crashed(self, _error: BaseException) -> None:
        """A bug, which a box tells of: everything is as it was."""
        self._say(_("The locks were not changed."))

    def _say(self, text: str) -> None:
        self._set_busy(busy=False)
        self.problem.setText(text)
        self.problem.show()
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_busy(self, *, busy: bool) -> None:
        self.busy.setVisible(busy)
        self.progress.setVisible(busy)
        self.back_button.setVisible(not busy)

    @Slot()
    def _on_back(self) -> None:
        self.left.emit("")
