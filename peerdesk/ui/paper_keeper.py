"""The two ways to keep a paper that is made at once and stands in no catalogue: on paper, or in a file."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.errors import PeerDeskError
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.parts import button, label, row, waiting


class PaperWords(NamedTuple):
    """What is said of one kind of paper.

    Attributes:
        name: begins the object names of the buttons.
        title: what is printed, as the queue of the printer shows it.
        print_text: what stands on the button.
        save_title: of the window for files.
        file_name: what is offered there.
        printed, saved: what is told afterwards; ``{file}`` is where it was saved.
    """

    name: str
    title: str
    print_text: str
    save_title: str
    file_name: str
    printed: str
    saved: str


class PaperKeeper(QWidget):
    """*Print* and *Save PDF…*, and what came of it."""

    kept = Signal()
    """It has been printed or saved."""

    def __init__(self, texts: PaperWords, beside: QWidget | None = None) -> None:
        super().__init__()
        self._texts = texts
        self._pdf: Callable[[], bytes] | None = None
        self.print_button = button(texts.print_text, f"{texts.name}Print", icon="printer")
        self.save_button = button(_("Save PDF…"), f"{texts.name}Save", icon="save")
        self._said = label("", "hint", wrap=True)
        self._problem = label("", "problem", wrap=True)
        ways = row(self.print_button, self.save_button, None, *([beside] if beside is not None else []))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        for part in (ways, self._said, self._problem):
            lines.addWidget(part)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self.say("")

    def set_paper(self, pdf: Callable[[], bytes] | None) -> None:
        """What makes the pages that the buttons are about."""
        self._pdf = pdf
        for part in (self.print_button, self.save_button):
            part.setEnabled(pdf is not None)

    def say(self, text: str, problem: str = "") -> None:
        """Tell what came of it."""
        self._said.setText(text)
        self._said.setVisible(bool(text))
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    @Slot()
    def _print(self) -> None:
        if self._pdf is None:
            return
        from peerdesk.ui import printing  # loads the PDF renderer; seldom needed

        try:
            printer = printing.choose_printer(self, self._texts.title)
            if printer is None:
                return
            with waiting():
                printing.print_pdf(self._pdf(), printer, _go_on)
        except PeerDeskError as error:
            self.say("", words.failure(error))
            return
        self.say(self._texts.printed)
        self.kept.emit()

    @Slot()
    def _save(self) -> None:
        if self._pdf is None:
            return
        name, _filter = QFileDialog.getSaveFileName(
            self, self._texts.save_title, self._texts.file_name, _("PDF (*.pdf)")
        )
        if not name:
            return
        from peerdesk.publishing import save_pdf  # loads the reports

        path = Path(name) if Path(name).suffix else Path(name).with_suffix(".pdf")
        try:
            with waiting():
                save_pdf(self._pdf(), path)
        except PeerDeskError as error:
            self.say("", words.failure(error))
            return
        self.say(self._texts.saved.format(file=path))
        self.kept.emit()


def _go_on(*_progress: object) -> None:
    """A page or a few: nobody has the time to call it off."""
