"""Finding members by a few letters, wherever a line to search with stands above a list."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLineEdit

from peerdesk.context import AppContext
from peerdesk.domain.members.states import Part
from peerdesk.domain.screens.members import MemberRow
from peerdesk.services.members import members
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.tables.rows_model import RowsModel

MOST_FOUND = 60


class MemberSearch(QObject):
    """Keeps a list to those whom the letters typed fit.

    Args:
        edit: where is typed; it is the parent.
        model: the rows of the list.
        most: how many are listed at the most.
        everybody: whether an empty line lists everybody, or nobody.
        part: what they are looked for; who cannot be there is not listed.
    """

    found = Signal()
    """The list shows whom the line fits now."""

    def __init__(
        self,
        context: AppContext,
        messages: Messages,
        edit: QLineEdit,
        model: RowsModel[MemberRow],
        *,
        most: int = MOST_FOUND,
        everybody: bool = True,
        part: Part = Part.MEMBER_LIST,
    ) -> None:
        super().__init__(edit)
        self._context, self._messages = context, messages
        self._edit, self._model = edit, model
        self._most, self._everybody, self._part = most, everybody, part
        edit.textChanged.connect(self.find)

    @Slot()
    def find(self) -> None:
        """Ask again what the file holds now."""
        with self._messages.reporting():
            text = self._edit.text()
            self._model.set_rows(self.fitting(text) if self._everybody or text.strip() else ())
            self.found.emit()

    def fitting(self, text: str) -> Sequence[MemberRow]:
        """Whom some letters fit."""
        context = self._context
        return members.find(
            context.storage, context.actor, text=text, today=context.today(), most=self._most, part=self._part
        ).rows
