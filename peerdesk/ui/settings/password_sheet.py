"""The two ways to keep the password recovery sheet: in the first run, and in the settings."""

from functools import partial
from io import BytesIO

from peerdesk.domain.papers.password_recovery_sheet import PasswordRecoverySheet
from peerdesk.i18n import gettext as _
from peerdesk.ui.paper_keeper import PaperKeeper, PaperWords


class SheetKeeper(PaperKeeper):
    """Keeps one password recovery sheet."""

    def __init__(self) -> None:
        self._sheet: PasswordRecoverySheet | None = None
        super().__init__(
            PaperWords(
                name="sheet",
                title=_("Password recovery sheet"),
                print_text=_("Print the sheet"),
                save_title=_("Save the password recovery sheet"),
                file_name="peerdesk-password-recovery-sheet.pdf",
                printed=_("The sheet has been sent to the printer. Please look whether it can be read."),
                saved=_("Saved as {file}. Print it soon, and delete the file then."),
            )
        )

    def set_sheet(self, sheet: PasswordRecoverySheet | None) -> None:
        """The sheet that the buttons are about."""
        self._sheet = sheet
        self.set_paper(None if sheet is None else partial(sheet_pdf, sheet))


def sheet_pdf(sheet: PasswordRecoverySheet) -> bytes:
    """The sheet as a PDF file, made at once: it is not in the catalogue of reports, and one page needs no worker."""
    from peerdesk.reports import password_recovery_sheet  # half the start-up time; needed once in years

    out = BytesIO()
    password_recovery_sheet.write(sheet, out)
    return out.getvalue()
