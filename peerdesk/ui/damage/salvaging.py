"""From the first word about damage to the fresh record: at the log-in, and at every part of the record after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from peerdesk.errors import PeerDeskError
from peerdesk.paths import DataFolder
from peerdesk.ui.tasks import Job, TaskRunner

if TYPE_CHECKING:  # needed once in years
    from peerdesk.db.storage import Storage
    from peerdesk.domain.access import Actor
    from peerdesk.domain.file_check import Finding
    from peerdesk.domain.papers.salvage_report import SalvagePaper
    from peerdesk.security.slots import Opened
    from peerdesk.ui.damage.damage_page import DamagePage
    from peerdesk.ui.damage.report_page import SalvageReportPage


class Host(Protocol):
    """The window before anybody is in."""

    def put_damage(self, page: QWidget) -> None: ...

    def begin_restore(self) -> None: ...


class Salvaging(QObject):
    """Lives as long as the program; shows what is wrong, does what is asked for, and lets in when that is done."""

    went_on = Signal()
    """The record is taken as it is."""
    salvaged = Signal(object, str)
    """There is a fresh record: log in with what was opened and the user name."""
    checked = Signal(object)
    """Every part of the record was looked at: a list of findings, empty if all is well."""
    progressed = Signal(int, int)

    def __init__(self, runner: TaskRunner, now: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._runner, self._now = runner, now
        runner.crashed.connect(self._on_crashed)
        self._host: Host | None = None
        self._check: Job | None = None
        self._work: Callable[[Job, Path | None], SalvagePaper] | None = None
        self._entering: tuple[Opened, str] | None = None
        self.wanted = False
        """Asked for in the window: whoever logs in next does it."""
        self._chosen: Path | None = None
        self.page: DamagePage | None = None
        self.report_page: SalvageReportPage | None = None

    def tell(
        self,
        host: Host,
        folder: DataFolder,
        entering: tuple[Opened, str],
        found: Sequence[Finding],
        *,
        may_go_on: bool,
    ) -> None:
        """Say what is wrong, before anything is written."""
        from peerdesk.domain.file_check import DAMAGED, Finding
        from peerdesk.services import salvage
        from peerdesk.services.backups.finding import latest as latest_copy
        from peerdesk.ui.damage.damage_page import DamagePage

        asked, self.wanted = self.wanted, False
        self._host, self._entering = host, entering
        now, (opened, user_name) = self._now, entering

        def work(job: Job, copy: Path | None) -> SalvagePaper:
            return salvage.salvage(folder, opened.master, user_name, now, job.check, copy)

        self._work = work
        page = self.page = DamagePage(found or [Finding(DAMAGED)], latest_copy(folder), may_go_on=may_go_on)
        page.salvage_asked.connect(self._salvage)
        page.restore_asked.connect(host.begin_restore)
        page.went_on.connect(self._on_gone_on)
        host.put_damage(page)
        page.begin()
        if asked:
            self._salvage(self._chosen)

    def want(self, copy: Path | None) -> None:
        """Somebody asked for it in the window, which closes for it: it is done at the next log-in, with this copy."""
        self.wanted, self._chosen = True, copy

    @Slot()
    def _on_gone_on(self) -> None:
        self.page = None
        self.went_on.emit()

    @Slot(object)
    def _salvage(self, copy: Path | None) -> None:
        work, page = self._work, self.page
        if work is None or page is None:
            return
        page.show_progress(0, 1)
        job = self._runner.start(lambda job: work(job, copy), self._on_done, self._on_failed, page.show_progress)
        page.destroyed.connect(job.cancel)  # the window was closed meanwhile: everything is as it was

    def _on_done(self, paper: SalvagePaper) -> None:
        from peerdesk.ui.damage.report_page import SalvageReportPage

        if self._host is None:
            return
        page = self.report_page = SalvageReportPage(paper)
        page.done.connect(self._on_read)
        self.page = None
        self._host.put_damage(page)
        page.begin()

    def _on_failed(self, error: PeerDeskError) -> None:
        if self.page is not None:
            self.page.show_problem(error)

    @Slot(object)
    def _on_crashed(self, _error: BaseException) -> None:
        """A bug, which a box tells of: it can be tried again, with another copy for example."""
        if self.page is not None:
            self.page.be_free()

    @Slot()
    def _on_read(self) -> None:
        if self._entering is not None:
            self.salvaged.emit(*self._entering)

    # Beside the work

    def check(self, storage: Storage, actor: Actor) -> None:
        """Look at every part of the record, in the worker's thread."""

        def work(job: Job) -> list[Finding]:
            from peerdesk.services import checking

            job.check(0, 1)
            return checking.check_pages(storage, actor, job.check)

        self._check = self._runner.start(work, self._on_checked, self._on_unchecked, self.progressed.emit)

    def stop(self) -> None:
        """The record is closed."""
        if self._check is not None:
            self._check.cancel()
            self._check = None

    def _on_checked(self, found: list[Finding]) -> None:
        self._check = None
        self.checked.emit(found)

    def _on_unchecked(self, _error: PeerDeskError) -> None:
        """Its disk is out of reach: whoever writes next is told."""
        self._on_checked([])
