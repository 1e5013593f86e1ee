"""Whether a co-occurring illness is known of a member: for counsellors, where groups are chosen."""

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from peerdesk.context import AppContext
from peerdesk.domain.screens.member_page import MemberPage
from peerdesk.i18n import gettext as _
from peerdesk.services.members import members
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.bars.undo_bar import UndoBar
from peerdesk.ui.widgets.parts import label


class CoOccurringBox(QWidget):
    """A box that is kept when it is clicked; whoever may not know does not see it."""

    def __init__(self, context: AppContext, messages: Messages, undo_bar: UndoBar) -> None:
        super().__init__()
        self._context, self._messages, self._undo_bar = context, messages, undo_bar
        self._member_id = 0
        self.box = QCheckBox(_("Co-occurring illness"))
        self.box.setObjectName("coOccurring")
        hint = label(_("For counsellors only, on no paper. Helps to find a group that fits."), "hint", wrap=True)
        self.box.setAccessibleName(self.box.text())
        self.box.setAccessibleDescription(hint.text())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.box, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(hint)
        self.box.clicked.connect(self._on_clicked)

    def show_member(self, member: MemberPage) -> None:
        """Show what is known of a member, or nothing at all."""
        self._member_id = member.id
        self.box.setChecked(bool(member.co_occurring))
        self.setVisible(member.co_occurring is not None)

    @Slot(bool)
    def _on_clicked(self, known: bool) -> None:
        self._mark(self._member_id, known)
        text = _("A co-occurring illness is noted.") if known else _("A co-occurring illness is no longer noted.")
        self._undo_bar.offer(text, partial(self._mark, self._member_id, not known))

    def _mark(self, member_id: int, known: bool) -> None:
        with self._messages.reporting():
            members.mark_co_occurring(self._context.storage, self._context.actor, member_id, known=known)
