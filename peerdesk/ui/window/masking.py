"""Aadhaar numbers in what is typed: masked at a pause and before they are left, and why is said."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from peerdesk.domain.identity_numbers import masked
from peerdesk.i18n import gettext as _
from peerdesk.ui.messages import Messages
from peerdesk.ui.widget_keys import ENTER
from peerdesk.ui.widgets.forms.autosave import TypingPause
from peerdesk.ui.widgets.forms.password import PasswordEdit
from peerdesk.ui.widgets.forms.typed import typed_text

_Editor = QLineEdit | QPlainTextEdit


class Masking(QObject):
    """Looks at the one editor of a window that has the cursor; the record masks what passes it (``TypedField``)."""

    def __init__(self, window: QWidget, messages: Messages) -> None:
        super().__init__(window)
        self._messages = messages
        self._editor: _Editor | None = None
        self._pause = TypingPause(self)
        self._pause.paused.connect(self.look)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    @Slot()
    def look(self) -> None:
        """Mask what stands in the editor now."""
        if self._editor is not None and _mask(self._editor):
            self._messages.say(
                _("Only the last four digits of an Aadhaar number are kept: the whole number may not be stored.")
            )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look before Enter or a shortcut keeps what is typed."""
        if event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) and isinstance(event, QKeyEvent):
            with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if with_control or event.key() in ENTER:
                self.look()
        return super().eventFilter(watched, event)

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is self._editor:
            return
        self.look()
        if self._editor is not None:
            self._editor.textChanged.disconnect(self._pause.touch)
            self._editor.destroyed.disconnect(self._forget)
            self._editor.removeEventFilter(self)
        self._forget()
        if isinstance(new, _Editor) and new.window() is self.parent() and not _is_password(new):
            self._editor = new
            new.textChanged.connect(self._pause.touch)
            new.destroyed.connect(self._forget)
            new.installEventFilter(self)

    @Slot()
    def _forget(self) -> None:
        self._editor = None
        self._pause.stop()


def _is_password(editor: _Editor) -> bool:
    """Whether a password is typed there, be it shown or not."""
    is_hidden = isinstance(editor, QLineEdit) and editor.echoMode() is not QLineEdit.EchoMode.Normal
    return is_hidden or isinstance(editor, PasswordEdit)


def _mask(editor: _Editor) -> bool:
    """Put signs in the place of digits, as if they were typed; the cursor stays. Tell whether there were any."""
    text = typed_text(editor)
    safe = masked(text)
    if safe == text or editor.isReadOnly():
        return False
    changed = [place for place, (old, new) in enumerate(zip(text, safe, strict=True)) if old != new]
    first, last = changed[0], changed[-1] + 1
    start, end = (len(text[:place].encode("utf-16-le")) // 2 for place in (first, last))
    if isinstance(editor, QLineEdit):
        at = editor.cursorPosition()
        editor.setSelection(start, end - start)
        editor.insert(safe[first:last])
        editor.setCursorPosition(at)
    else:
        cursor = QTextCursor(editor.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(safe[first:last])
    return True
