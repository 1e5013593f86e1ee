"""After a salvage: what came back from where, and what did not; to read, to print and to keep."""

from io import BytesIO

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.domain.papers.salvage_report import SalvagePaper
from peerdesk.i18n import gettext as _
from peerdesk.ui.paper_keeper import PaperKeeper, PaperWords
from peerdesk.ui.widgets.parts import button, card, label, text_edit
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
        self.done_button.clicked.connect(self.done)

    def _build(self) -> None:
        self.lines = text_edit()
        self.lines.setObjectName("salvageLines")
        self.lines.setAccessibleName(_("What came back from the damaged record"))
        self.lines.setReadOnly(True)
        self.lines.setPlainText("\n".join(told.lines(self._paper.report)))
        self.done_button = button(_("Go on"), "salvageDone", primary=True)
        texts = PaperWords(
            name="salvage",
            title=_("What came back from the damaged record"),
            print_text=_("Print"),
            save_title=_("Save the report"),
            file_name="peerdesk-report.pdf",
            printed=_("The report has been sent to the printer."),
            saved=_("Saved as {file}. It holds names: please keep it locked away."),
        )
        self.keeper = PaperKeeper(texts, beside=self.done_button)
        self.keeper.set_paper(self._pdf)
        hint = _("Please print or save it now: it is not shown again.")
        surface = card(
            label(_("What came back from the damaged record"), "title", wrap=True),
            label(hint, "subtitle", wrap=True),
            self.lines,
            self.keeper,
            margin=24,
            stretch=2,
        )
        lines = QVBoxLayout(self)
        lines.setContentsMargins(40, 24, 40, 24)
        lines.addWidget(surface)

    def begin(self) -> None:
        """Put the cursor on the paper."""
        self.keeper.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pdf(self) -> bytes:
        from peerdesk.reports import salvage_report

        out = BytesIO()
        salvage_report.write(self._paper, out)
        return out.getvalue()
