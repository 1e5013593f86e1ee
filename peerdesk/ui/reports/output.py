"""Where finished pages go: the printer, or a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from peerdesk import publishing
from peerdesk.domain.disclosures import LeftBy
from peerdesk.errors import PeerDeskError
from peerdesk.i18n import gettext as _
from peerdesk.ui.actions import Command
from peerdesk.ui.keys import with_key
from peerdesk.ui.messages import Messages
from peerdesk.ui.reports.pdf_password import PdfPasswordPanel
from peerdesk.ui.tasks import Job, TaskRunner
from peerdesk.ui.widgets.bars.job_bar import JobBar
from peerdesk.ui.widgets.parts import button
from peerdesk.ui.widgets.tips import set_tip

if TYPE_CHECKING:  # loaded when something is printed
    from PySide6.QtPrintSupport import QPrinter

    ChoosePrinter = Callable[[QWidget, str], QPrinter | None]


def choose_printer(parent: QWidget, title: str) -> QPrinter | None:
    """Let somebody choose a printer in the system's dialog; see :func:`peerdesk.ui.printing.choose_printer`."""
    from peerdesk.ui import printing

    return printing.choose_printer(parent, title)


@dataclass(frozen=True, slots=True)
class Paper:
    """Finished pages.

    Attributes:
        title: what the printer's queue calls them.
        file_name: offered where they are saved; numbers instead of names.
        pages: how many.
        leaving: what writes down, beside the work and before they leave, that they do.
        wants_password: whether the centre has such pages saved with a password.
    """

    pdf: bytes
    title: str
    file_name: str
    pages: int
    leaving: Callable[[LeftBy], Callable[[], None]]
    wants_password: bool = False


class ReportOutput(QWidget):
    """*Save PDF…* and *Print*. What is asked while pages are still being made is done when they are there.

    The page around it gives :attr:`password_panel` its place.
    """

    def __init__(self, messages: Messages, runner: TaskRunner, choose: ChoosePrinter = choose_printer) -> None:
        super().__init__()
        self._messages = messages
        self._runner = runner
        self._choose_printer = choose
        self._paper: Paper | None = None
        self._awaited = False
        self._afterwards: Callable[[], None] | None = None
        self._printing: Job | None = None
        self._password = ""
        self._build()
        self._connect()

    def _build(self) -> None:
        self.save_button = button(_("Save PDF…"), "savePdf", icon="save")
        self.print_button = button(_("Print"), "print", primary=True, icon="printer")
        set_tip(self.print_button, with_key(_("Print what is shown"), Command.PRINT.shortcut))
        self.bar = JobBar(self, "printing")
        self.password_panel = PdfPasswordPanel(self._messages)
        self.password_panel.setParent(self)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.save_button)
        line.addWidget(self.print_button)
        self._enable()

    def _connect(self) -> None:
        self.save_button.clicked.connect(self.save_pages)
        self.print_button.clicked.connect(self.print_pages)
        self.bar.cancelled.connect(self._on_cancelled)
        self.password_panel.typed.connect(self._on_password)

    def await_paper(self) -> None:
        """Other pages are being made."""
        self._awaited = True
        self._afterwards = None
        self._forget_password()

    def take(self, paper: Paper | None) -> None:
        """These are the pages now; ``None``: there are none."""
        self._paper, self._awaited = paper, False
        afterwards, self._afterwards = self._afterwards, None
        self._enable()
        if paper is None:
            self._forget_password()
        elif afterwards is not None:
            afterwards()

    def _enable(self) -> None:
        self.save_button.setEnabled(self._paper is not None)
        self.print_button.setEnabled(self._paper is not None and self._printing is None)

    # Print

    @Slot()
    def print_pages(self) -> None:
        """Let somebody choose a printer, then print behind their back."""
        if self._awaited:
            self._afterwards = self.print_pages
        elif self._paper is not None and self._printing is None:
            with self._messages.reporting():
                printer = self._choose_printer(self, self._paper.title)
                if printer is not None:
                    self._print(self._paper, printer)

    def _print(self, paper: Paper, printer: QPrinter) -> None:
        work = partial(_print, paper.pdf, printer, paper.leaving(LeftBy.PRINTED))
        job = self._runner.start(work, self._on_printed, self._on_not_printed, self._on_step)
        self.destroyed.connect(job.cancel)  # nobody is left to be told then
        self._printing = job
        self._on_step(0, paper.pages)
        self._enable()

    def _on_step(self, done: int, total: int) -> None:
        step = _("Printing page {page} of {pages}…").format(page=done + 1, pages=total)
        self.bar.show_step(step, done, total)

    def _on_printed(self, _nothing: None) -> None:
        self._end()
        self._messages.say(_("The pages have been sent to the printer."))

    def _on_not_printed(self, error: PeerDeskError) -> None:
        self._end()
        self._messages.warn(error)

    @Slot()
    def _on_cancelled(self) -> None:
        if self._printing is not None:
            self._printing.cancel()
            self._end()
            self._messages.say(_("Printing was cancelled. Pages sent before may still come out."))

    def _end(self) -> None:
        self._printing = None
        self.bar.leave()
        self._enable()

    # Save

    @Slot()
    def save_pages(self) -> None:
        """Ask where to, and before that for a password if the centre wants one; then save the pages as a PDF file."""
        if self._awaited:
            self._afterwards = self.save_pages
            return
        if self._paper is None:
            return
        if self._paper.wants_password and not self._password:
            self.password_panel.start()
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self, _("Save PDF"), documents, _("PDF files (*.pdf)"))
        dialog.setObjectName("saveDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(self._paper.file_name)
        dialog.fileSelected.connect(self._on_file_chosen)
        dialog.rejected.connect(self._forget_password)
        dialog.open()

    @Slot(str)
    def _on_password(self, password: str) -> None:
        self._password = password
        self.save_pages()

    @Slot()
    def _forget_password(self) -> None:
        self._password = ""

    @Slot(str)
    def _on_file_chosen(self, path: str) -> None:
        password, self._password = self._password, ""
        if self._paper is None:
            return
        if self._paper.wants_password and not password:  # other pages came while the place was being chosen
            self.password_panel.start()
        else:
            work = partial(_save, self._paper.pdf, Path(path), self._paper.leaving(LeftBy.PDF), password)
            job = self._runner.start(work, self._on_saved, self._messages.warn)
            self.destroyed.connect(job.cancel)  # the file is written all the same

    def _on_saved(self, path: Path) -> None:
        self._messages.say(_("Saved as {file}.").format(file=path))


def _print(pdf: bytes, printer: QPrinter, note: Callable[[], None], job: Job) -> None:
    from peerdesk.ui.printing import print_pdf

    note()
    print_pdf(pdf, printer, job.check)


def _save(pdf: bytes, path: Path, note: Callable[[], None], password: str, _job: Job) -> Path:
    note()
    publishing.save_pdf(pdf, path, password)
    return path
