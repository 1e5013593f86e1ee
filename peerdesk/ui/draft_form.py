"""A form in which a record is typed beside its list, not a box over it."""

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.i18n import gettext as _
from peerdesk.ui.keys import PageKey
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.forms.form import Form
from peerdesk.ui.widgets.forms.unsaved import HoldsTyping
from peerdesk.ui.widgets.parts import button, card, label, row, scrolled
from peerdesk.ui.widgets.tips import set_tip


class DraftFields(QWidget):
    """The fields of a :class:`DraftForm`, apart from what is done with them."""

    form: Form

    @abstractmethod
    def snapshot(self) -> tuple[object, ...]:
        """Everything as it stands, readable or not."""

    def reveal_problems(self) -> None:
        """Unfold what holds a field with a problem beside it."""


class DraftForm(QWidget, HoldsTyping):
    """One record being typed in. The form itself is the draft: it lives until it is kept or thrown away.

    Whoever derives from it lays out its fields, fills them, and says in :meth:`keep` what is done with them.
    """

    saved = Signal(int)
    left = Signal()

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context = context
        self._messages = messages

    def lay_out(self, fields: DraftFields, name: str, *, title: str, save_text: str) -> None:
        """Show the fields with a title above and the buttons below; ``name`` is part of the object names."""
        self._fields = fields
        self.save_button = button(save_text, f"save{name.title()}", primary=True)
        set_tip(self.save_button, PageKey.KEEP.shown)
        self.cancel_button = button(_("Cancel"), f"cancel{name.title()}", flat=True)
        set_tip(
            self.cancel_button, _("{key}. What was typed is kept until you come back.").format(key=PageKey.LEAVE.shown)
        )
        buttons = row(self.save_button, self.cancel_button, None)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        area = scrolled(fields, f"{name}FormArea")
        lines.addWidget(card(label(title, "section", wrap=True), area, fields.form.general, buttons, stretch=1))
        self.save_button.clicked.connect(self.save)
        fields.form.refused.connect(self._on_refused)
        self.cancel_button.clicked.connect(self.left)
        PageKey.KEEP.listen(self, self.save)
        PageKey.LEAVE.listen(self, self.left.emit)

    def set_untouched(self) -> None:
        """The fields stand as they are kept, or as a new record begins."""
        self._untouched = self._fields.snapshot()

    def is_touched(self) -> bool:
        """Whether anything was typed that is not kept yet."""
        return self._fields.snapshot() != self._untouched

    @abstractmethod
    def draft_name(self) -> str:
        """What the unfinished form is called."""

    def unsaved(self) -> Sequence[str]:
        return [self.draft_name()] if self.is_touched() else []

    @Slot()
    def save(self) -> None:
        """Keep the record. All that is wrong is said at once; nothing typed is lost."""
        with self._fields.form.keeping(self._messages):
            record_id = self.keep()
            self.set_untouched()
            self.saved.emit(record_id)

    @Slot()
    def _on_refused(self) -> None:
        self._fields.reveal_problems()

    @abstractmethod
    def keep(self) -> int:
        """Keep what was typed and return the id of the record.

        Raises:
            InvalidInput: what was typed cannot be kept.
        """
