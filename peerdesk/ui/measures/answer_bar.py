"""The answers of one question as buttons, for the mouse."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from peerdesk.ui.widgets.flow import Flow
from peerdesk.ui.widgets.parts import button
from peerdesk.ui.widgets.tips import set_tip

MOST = 11
_WIDTH = 46


class AnswerBar(QWidget):
    """At most eleven numbers; they leave the keyboard to the table of questions."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        line = Flow(self, 4)
        self.buttons = [self._button(number) for number in range(MOST)]
        for made in self.buttons:
            line.addWidget(made)

    def _button(self, number: int) -> QPushButton:
        made = button("", f"answer-{number}")
        made.setAccessibleName(str(number))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setFixedWidth(_WIDTH)
        made.clicked.connect(self._on_clicked)
        return made

    def show_answers(self, answers: Sequence[tuple[int, str]]) -> None:
        """Offer numbers, each with what it means in words; none where there are too many."""
        offered = answers if len(answers) <= MOST else ()
        for place, made in enumerate(self.buttons):
            made.setVisible(place < len(offered))
            if place < len(offered):
                value, meaning = offered[place]
                spoken = " ".join(filter(None, (str(value), meaning)))
                made.setText(str(value))
                made.setProperty("value", value)
                made.setAccessibleName(spoken)
                set_tip(made, spoken)

    @Slot()
    def _on_clicked(self) -> None:
        self.chosen.emit(self.sender().property("value"))
