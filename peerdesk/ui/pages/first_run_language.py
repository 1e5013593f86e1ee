"""First step: the language; or a look around first."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton

from peerdesk import i18n
from peerdesk.i18n import LANGUAGES
from peerdesk.i18n import gettext as _
from peerdesk.ui.pages.first_run_step import Draft, Step
from peerdesk.ui.widgets.parts import button, label, row

_HEIGHT = 60
_LETTERS = 18


class LanguageStep(Step):
    """Four big choices, each in its own script, in force at once."""

    language_chosen = Signal(str)
    demo_asked = Signal()

    def __init__(self) -> None:
        super().__init__(
            "stepLanguage",
            _("Welcome to PeerDesk"),
            _("Choose the language of the screens. It can be changed at any time, and every paper has its own choice."),
        )
        self._codes = list(LANGUAGES)
        self._group = QButtonGroup(self)
        grid = QGridLayout()
        grid.setSpacing(12)
        for number, (code, own_name) in enumerate(LANGUAGES.items()):
            choice = _big_choice(code, own_name)
            self._group.addButton(choice, number)
            grid.addWidget(choice, number // 2, number % 2)
        self.demo_button = button(_("Look around a demo centre"), "demo", flat=True)
        self.lines.addLayout(grid)
        self.lines.addSpacing(16)
        self.lines.addWidget(label(_("Only looking?"), "section"))
        hint = _("A made-up centre with years of records. Nobody in it is real. Your own centre can be set up later.")
        self.lines.addWidget(label(hint, "hint", wrap=True))
        self.lines.addWidget(row(self.demo_button, None))
        self.lines.addStretch(1)
        self._group.button(self._codes.index(i18n.language())).setChecked(True)
        self._group.idClicked.connect(self._on_clicked)
        self.demo_button.clicked.connect(self.demo_asked)

    def begin(self, draft: Draft) -> None:
        self._group.button(self._codes.index(i18n.language())).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(int)
    def _on_clicked(self, number: int) -> None:
        if self._codes[number] != i18n.language():
            self.language_chosen.emit(self._codes[number])


def _big_choice(code: str, own_name: str) -> QPushButton:
    choice = button(own_name, f"language-{code}")
    choice.setCheckable(True)
    choice.setProperty("chip", True)
    choice.setMinimumHeight(_HEIGHT)
    font = choice.font()
    font.setPixelSize(_LETTERS)
    choice.setFont(font)
    return choice
