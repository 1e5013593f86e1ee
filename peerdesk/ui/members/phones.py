"""Several phones of one member, each with whose it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from peerdesk.domain.members.phones import Phone
from peerdesk.i18n import gettext as _
from peerdesk.ui.widgets.inputs.digits_edit import DigitsEdit
from peerdesk.ui.widgets.parts import button

MOST_PHONES = 5


class PhonesEdit(QWidget):
    """Lines of number and owner; empty lines do not count."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[QLineEdit, QLineEdit]] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.add_button = button(_("Add another phone"), "addPhone", flat=True, icon="plus")
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_button.clicked.connect(self._on_add)
        self._add(Phone(""))
        self.setFocusProxy(self._lines[0][0])

    def phones(self) -> tuple[Phone, ...]:
        """What was typed, as it was typed."""
        return tuple(Phone(number.text(), whose.text()) for number, whose in self._lines if number.text().strip())

    def show_phones(self, phones: Sequence[Phone]) -> None:
        for phone in phones[len(self._lines) :]:
            self._add(phone)
        for (number, whose), phone in zip(self._lines, phones, strict=False):
            number.setText(phone.number)
            whose.setText(phone.whose)

    def _add(self, phone: Phone) -> None:
        place = len(self._lines) + 1
        number, whose = DigitsEdit(phone.number), QLineEdit(phone.whose)
        number.setObjectName(f"phone{place}")
        number.setAccessibleName(_("Phone {place}").format(place=place))
        number.setPlaceholderText(_("10 digits"))
        number.setMaxLength(30)
        whose.setObjectName(f"phoneOf{place}")
        whose.setAccessibleName(_("Whose phone {place} is").format(place=place))
        whose.setPlaceholderText(_("whose (own, brother…)"))
        whose.setMaxLength(60)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(number, 1)
        line.addWidget(whose, 1)
        self._column.insertLayout(len(self._lines), line)
        self._lines.append((number, whose))
        self.add_button.setVisible(len(self._lines) < MOST_PHONES)
        QWidget.setTabOrder(whose, self.add_button)

    @Slot()
    def _on_add(self) -> None:
        self._add(Phone(""))
        self._lines[-1][0].setFocus()
