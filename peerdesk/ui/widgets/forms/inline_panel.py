"""A small form that opens inside a page, where the thing it changes is shown: no box over the window."""

from abc import abstractmethod
from collections.abc import Hashable, Sequence
from contextlib import AbstractContextManager

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from peerdesk.i18n import gettext as _
from peerdesk.ui.keys import PageKey
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.forms.fields import Field
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.forms.tab_order import follow_layout
from peerdesk.ui.widgets.forms.typed import Typing
from peerdesk.ui.widgets.forms.unsaved import HoldsTyping
from peerdesk.ui.widgets.parts import button, label, row


class InlinePanel(QFrame, HoldsTyping):
    """Fields, a button that keeps them and one that goes back. Ctrl+Enter and Esc do the same.

    Whoever derives from it says in :meth:`keep` what is done with the fields, and calls :meth:`put_aside` before they
    are filled and :meth:`filled` after it.
    """

    closed = Signal()

    def __init__(self, messages: Messages, name: str, title: str, keep_text: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(title)
        self._messages = messages
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.form: Form | None = None
        self._title = title
        self._typing = Typing(self)
        self.keep_button = button(keep_text, f"{name}Keep", primary=True)
        self._back = button(_("Cancel"), f"{name}Cancel", flat=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(12, 10, 12, 10)
        lines.setSpacing(8)
        lines.addWidget(label(title, "fieldLabel"))
        lines.addLayout(self.body)
        lines.addWidget(row(self.keep_button, self._back, None))
        self.keep_button.clicked.connect(self._on_keep)
        self._back.clicked.connect(self._on_back)
        PageKey.KEEP.listen(self, self._on_keep)
        PageKey.LEAVE.listen(self, self._on_back)
        self.hide()

    def take_fields(self, fields: Sequence[Field], arranged: Sequence[QWidget] | None = None) -> Form:
        """Hang the fields in, below each other or as arranged by the caller, and return their form. Called once."""
        for widget in fields if arranged is None else arranged:
            self.body.addWidget(widget)
        self.form = Form(fields, self)
        self.body.addWidget(self.form.general)
        follow_layout(self)
        return self.form

    def put_aside(self) -> None:
        """The fields are about to be filled anew: what is typed waits until the panel is about the same again."""
        self._typing.put_aside()

    def filled(self, about: Hashable = None, name: str = "") -> None:
        """The fields stand as they begin for a record; what was typed about it before is there again."""
        self._typing.begin(about, name)

    def unsaved(self) -> Sequence[str]:
        return [" · ".join(filter(None, (self._title, name))) for name in self._typing.unsaved()]

    def begin(self) -> None:
        """Put the cursor into the first field."""
        if self.form:
            next(iter(self.form.fields.values())).editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @abstractmethod
    def keep(self) -> None:
        """Do what the panel is for.

        Raises:
            InvalidInput: what was typed cannot be kept; the panel stays open with everything in it.
        """

    def keeping(self) -> AbstractContextManager[None]:
        """Try something with the fields; what is wrong stands beside them."""
        return self.form.keeping(self._messages) if self.form else self._messages.reporting()

    @Slot()
    def _on_keep(self) -> None:
        with self.keeping():
            self.keep()
            self._on_back()

    @Slot()
    def _on_back(self) -> None:
        self._typing.end()
        self.hide()
        self.closed.emit()
