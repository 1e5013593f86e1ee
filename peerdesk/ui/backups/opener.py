"""A copy is opened beside the record, with a password of its day or with its sheet, and shows what is in it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from peerdesk import words
from peerdesk.domain.backups.trying import CopyInside
from peerdesk.domain.dates import short_date, short_datetime
from peerdesk.errors import AccessDenied, InvalidInput, PeerDeskError
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.paths import DataFolder
from peerdesk.services.backups import restoring
from peerdesk.ui.backups.copies import CopyRow, about
from peerdesk.ui.tasks import Job, TaskRunner
from peerdesk.ui.widgets.bars.step_bar import StepBar
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.password import PasswordField, ShowPasswords
from peerdesk.ui.widgets.parts import button, label, rename, row
from peerdesk.words.record.findings import in_copy


class CopyOpener(QWidget):
    """Nothing of the record is touched here."""

    opened = Signal(object)
    """What is in the copy (:class:`CopyInside`)."""
    changed = Signal()
    """Another copy was chosen, or nothing has been looked into yet."""

    def __init__(
        self, runner: TaskRunner, now: Callable[[], datetime], user_name: str, folder: DataFolder | None = None
    ) -> None:
        super().__init__()
        self._runner, self._now, self._folder = runner, now, folder
        self.only_keys = False
        """Whether the record on this PC lacks nothing but the key file that is in the copy."""
        self._copy: CopyRow | None = None
        self._by_sheet = False
        self._job: Job | None = None
        self.inside: CopyInside | None = None
        self._build(user_name)
        self._connect()
        self.show_copy(None)

    def _build(self, user_name: str) -> None:
        self._heading = label("", "section", wrap=True)
        self._about = label("", "facts", wrap=True)
        self.user_name, self.code = QLineEdit(user_name), QLineEdit()
        self.user_name.setMaxLength(40)
        self.code.setMaxLength(120)
        self.code.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self._name_field = Field(_("User name"), self.user_name, "copyUserName")
        self._password_field = PasswordField(_("Password on the day of the copy"), "copyPassword")
        self.password = self._password_field.edit
        self._shown = ShowPasswords(self.password)
        self._code_field = Field(_("Password recovery code"), self.code, "copyCode")
        self.sheet_button = button("", "useSheet", flat=True)
        self.look_button = button(_("Look inside"), "lookInside", primary=True)
        self.bar = StepBar("lookProgress", _("Please wait"))
        self._problem = label("", "problem", wrap=True)
        self.result = label("", "facts", wrap=True)
        self.result.setObjectName("copyInside")
        self.result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(8)
        for part in (
            self._heading,
            self._about,
            self._name_field,
            self._password_field,
            self._code_field,
            self._shown,
            row(self.sheet_button, None),
            row(None, self.look_button),
            self.bar,
            self._problem,
            self.result,
        ):
            lines.addWidget(part)
        self._show_way()

    def _connect(self) -> None:
        self.sheet_button.clicked.connect(self._on_way)
        self.look_button.clicked.connect(self._look)
        self.password.returnPressed.connect(self._look)
        self.code.returnPressed.connect(self._look)

    def show_copy(self, copy: CopyRow | None) -> None:
        """Turn to another copy; what is typed stays."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._copy, self.inside, self.only_keys = copy, None, False
        first, *rest = about(copy) if copy else [_("Choose a copy in the list.")]
        self._heading.setText(first)
        self._about.setText("\n".join(rest))
        self._about.setVisible(bool(rest))
        self._problem.hide()
        self.result.hide()
        self.bar.hide()
        self._enable()
        self.changed.emit()

    @property
    def by_sheet(self) -> bool:
        """Whether the password recovery sheet is used, and no password."""
        return self._by_sheet

    def begin(self) -> None:
        """Put the cursor where the reader has to type."""
        first = self.code if self._by_sheet else self.password if self.user_name.text() else self.user_name
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_way(self) -> None:
        self._by_sheet = not self._by_sheet
        self._show_way()
        self.begin()

    def _show_way(self) -> None:
        for field in (self._name_field, self._password_field, self._shown):
            field.setVisible(not self._by_sheet)
        self._code_field.setVisible(self._by_sheet)
        rename(self.sheet_button, _("Use a password") if self._by_sheet else _("Use the password recovery sheet"))

    def _enable(self) -> None:
        usable = self._copy is not None and self._copy.found.manifest is not None and self._job is None
        for part in (self._name_field, self._password_field, self._code_field, self.sheet_button, self.look_button):
            part.setEnabled(usable)

    @Slot()
    def _look(self) -> None:
        if self._copy is None or not self.look_button.isEnabled():
            return
        self._problem.hide()
        self.result.hide()
        for field in (self._password_field, self._code_field):
            field.show_problem("")
        key = (self.code.text(),) if self._by_sheet else (self.user_name.text().strip(), self.password.text())
        self.bar.show_under_way()
        self.bar.show()
        self._job = self._runner.start(
            partial(_look_inside, self._copy.path, key, self._now(), self._folder),
            self._on_looked,
            self._on_failed,
            self.bar.show_step,
        )
        self.destroyed.connect(self._job.cancel)  # nobody is left to be told
        self._enable()

    def _on_looked(self, found: tuple[CopyInside, bool]) -> None:
        self._leave_job()
        self.password.clear()
        inside, self.only_keys = found
        self.inside = inside
        self.result.setText("\n".join(_lines(inside)))
        self.result.show()
        self.look_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit(inside)

    def _on_failed(self, error: PeerDeskError) -> None:
        self._leave_job()
        text = words.failure(error)
        if self._by_sheet and isinstance(error, AccessDenied | InvalidInput):
            self._code_field.show_problem(text)
        elif isinstance(error, AccessDenied):
            self._password_field.show_problem(text)
        else:
            self._problem.setText(text)
            self._problem.show()
        self.begin()

    def _leave_job(self) -> None:
        self._job = None
        self.bar.hide()
        self._enable()


def _look_inside(
    path: Path, key: tuple[str, ...], now: datetime, folder: DataFolder | None, job: Job
) -> tuple[CopyInside, bool]:
    master = restoring.unlock(path, *key) if len(key) > 1 else restoring.unlock_with_sheet(path, *key)
    inside = restoring.look_inside(path, master, now, job.check)
    return inside, folder is not None and restoring.only_keys_are_missing(path, folder, master)


def _lines(inside: CopyInside) -> list[str]:
    members = ngettext("{count} member", "{count} members", inside.members).format(count=inside.members)
    sessions = ngettext("{count} session held", "{count} sessions held", inside.sessions).format(count=inside.sessions)
    lines = [inside.centre, f"{members} · {sessions}"]
    if inside.last_entry:
        lines.append(_("Last entry: {when}").format(when=short_datetime(inside.last_entry)))
    lines += [
        " · ".join((short_date(session.day), session.group, _("signed") if session.signed else _("not signed")))
        for session in inside.newest
    ]
    if inside.findings:
        return [*lines, _("Something is wrong with this copy; please choose another one."), *in_copy(inside.findings)]
    return [*lines, _("Everything in it is whole.")]
