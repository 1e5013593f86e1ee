"""The two ways to keep the password recovery sheet, on paper or in a file: in the first run, and in the settings."""

from io import BytesIO
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.domain.papers.password_recovery_sheet import PasswordRecoverySheet
from peerdesk.errors import PeerDeskError, StorageUnavailable
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.parts import button, label, row, waiting


class SheetKeeper(QWidget):
    """*Print* and *Save PDF…* for one password recovery sheet, and what came of it."""

    kept = Signal()
    """The sheet has been printed or saved."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: PasswordRecoverySheet | None = None
        self.print_button = button(_("Print the sheet"), "sheetPrint", icon="printer")
        self.save_button = button(_("Save PDF…"), "sheetSave", icon="save")
        self._said = label("", "hint", wrap=True)
        self._problem = label("", "problem", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        for part in (row(self.print_button, self.save_button, None), self._said, self._problem):
            lines.addWidget(part)
        self.print_button.clicked.connect(self._print)
        self.save_button.clicked.connect(self._save)
        self.say("")

    def set_sheet(self, sheet: PasswordRecoverySheet | None) -> None:
        """The sheet that the buttons are about."""
        self._sheet = sheet
        for part in (self.print_button, self.save_button):
            part.setEnabled(sheet is not None)

    def say(self, text: str, problem: str = "") -> None:
        """Tell what came of it."""
        self._said.setText(text)
        self._said.setVisible(bool(text))
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    @Slot()
    def _print(self) -> None:
        if self._sheet is None:
            return
        from peerdesk.ui import printing  # loads the PDF renderer; needed once in years

        try:
            printer = printing.choose_printer(self, _("Password recovery sheet"))
            if printer is None:
                return
            with waiting():
                printing.print_pdf(sheet_pdf(self._sheet), printer, _go_on)
        except PeerDeskError as error:
            self.say("", words.failure(error))
            return
        self.say(_("The sheet has been sent to the printer. Please look whether it can be read."))
        self.kept.emit()

    @Slot()
    def _save(self) -> None:
        if self._sheet is None:
            return
        name, _filter = QFileDialog.getSaveFileName(
            self, _("Save the password recovery sheet"), "peerdesk-password-recovery-sheet.pdf", _("PDF (*.pdf)")
        )
        if not name:
            return
        try:
            with waiting():
                _write(Path(name), sheet_pdf(self._sheet))
        except StorageUnavailable as error:
            self.say("", words.failure(error))
            return
        self.say(_("Saved as {file}. Print it soon, and delete the file then.").format(file=name))
        self.kept.emit()


def sheet_pdf(sheet: PasswordRecoverySheet) -> bytes:
    """The sheet as a PDF file, made at once: it is not in the catalogue of reports, and one page needs no worker."""
    from peerdesk.reports import password_recovery_sheet  # half the start-up time; needed once in years

    out = BytesIO()
    password_recovery_sheet.write(sheet, out)
    return out.getvalue()


def _write(path: Path, data: bytes) -> None:
    target = path if path.suffix else path.with_suffix(".pdf")
    try:
        target.write_bytes(data)
    except OSError as error:
        raise StorageUnavailable("output-unwritable", path=str(target)) from error


def _go_on(*_progress: object) -> None:
    """One page: nobody has the time to call it off."""
