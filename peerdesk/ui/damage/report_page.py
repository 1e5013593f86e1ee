"""After a salvage: what came back from where, and what did not; to read, to print and to keep."""

from io import BytesIO
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.domain.papers.salvage_report import SalvagePaper
from peerdesk.errors import PeerDeskError, StorageUnavailable
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.parts import button, card, label, row, text_edit, waiting
from peerdesk.words.record import salvage as told


class SalvageReportPage(QWidget):
    """The report in plain lines, and the ways to keep it."""

    done = Signal()
    """Read: on to the day's work."""

    def __init__(self, paper: SalvagePaper) -> None:
        super().__init__()
        self.setObjectName("start")
        self._paper = paper
        self._build()
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self.done_button.clicked.connect(self.done)

    def _build(self) -> None:
        self.lines = text_edit()
        self.lines.setObjectName("salvageLines")
        self.lines.setAccessibleName(_("What came back from the damaged record"))
        self.lines.setReadOnly(True)
        self.lines.setPlainText("\n".join(told.lines(self._paper.report)))
        self.print_button = button(_("Print"), "salvagePrint", icon="printer")
        self.save_button = button(_("Save PDF…"), "salvageSave", icon="save")
        self.done_button = button(_("Go on"), "salvageDone", primary=True)
        self._said = label("", "hint", wrap=True)
        self._problem = label("", "problem", wrap=True)
        hint = _("Please print or save it now: it is not shown again.")
        surface = card(
            label(_("What came back from the damaged record"), "title", wrap=True),
            label(hint, "subtitle", wrap=True),
            self.lines,
            self._said,
            self._problem,
            row(self.print_button, self.save_button, None, self.done_button),
            margin=24,
            stretch=2,
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(40, 24, 40, 24)
        lines.addWidget(surface)
        self._say("")

    def begin(self) -> None:
        """Put the cursor on the paper."""
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, text: str, problem: str = "") -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    @Slot()
    def _print(self) -> None:
        from peerdesk.ui import printing  # loads the PDF renderer; needed once in years

        try:
            printer = printing.choose_printer(self, _("What came back from the damaged record"))
            if printer is None:
                return
            with waiting():
                printing.print_pdf(self._pdf(), printer, _go_on)
        except PeerDeskError as error:
            self._say("", words.failure(error))
        else:
            self._say(_("The report has been sent to the printer."))

    @Slot()
    def _save(self) -> None:
        name, _filter = QFileDialog.getSaveFileName(self, _("Save the report"), "peerdesk-report.pdf", _("PDF (*.pdf)"))
        if not name:
            return
        path = Path(name) if Path(name).suffix else Path(name).with_suffix(".pdf")
        try:
            with waiting():
                path.write_bytes(self._pdf())
        except OSError:
            self._say("", words.failure(StorageUnavailable("output-unwritable", path=str(path))))
        else:
            self._say(_("Saved as {file}. It holds names: please keep it locked away.").format(file=path))

    def _pdf(self) -> bytes:
        from peerdesk.reports import salvage_report

        out = BytesIO()
        salvage_report.write(self._paper, out)
        return out.getvalue()


def _go_on(*_progress: object) -> None:
    """A few pages: nobody has the time to call it off."""
