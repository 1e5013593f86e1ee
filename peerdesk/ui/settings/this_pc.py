"""Settings of this PC: language and look of the window, and where the record is."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peerdesk import i18n
from peerdesk.context import AppContext
from peerdesk.i18n import LANGUAGES, pgettext
from peerdesk.i18n import gettext as _
from peerdesk.settings import LOCKS_AFTER, THEMES
from peerdesk.ui.messages import Messages
from peerdesk.ui.widgets.forms.fields import Field, FieldGrid
from peerdesk.ui.widgets.inputs.calm import CalmCombo
from peerdesk.ui.widgets.parts import button, card, label, row


class LanguageChoice(CalmCombo):
    """English, हिन्दी, मराठी, ਪੰਜਾਬੀ: whoever looks for a language can read its name."""

    def __init__(self) -> None:
        super().__init__()
        self._codes = list(LANGUAGES)
        self.addItems(list(LANGUAGES.values()))

    def code(self) -> str:
        return self._codes[self.currentIndex()]

    def choose(self, code: str) -> None:
        self.setCurrentIndex(self._codes.index(code))


_WIDTH = 640


class ThisPcTab(QWidget):
    """For everybody; nothing of it is in the record."""

    def __init__(self, context: AppContext, messages: Messages) -> None:
        super().__init__()
        self._context, self._messages = context, messages
        self._build()
        self.use_button.clicked.connect(self._use)

    def _build(self) -> None:
        self.language = LanguageChoice()
        self.theme = CalmCombo()
        self.theme.addItems([pgettext("theme", "As the system"), pgettext("theme", "Light"), pgettext("theme", "Dark")])
        self.lock_after = CalmCombo()
        self.lock_after.addItems([_("After {count} minutes").format(count=count) for count in LOCKS_AFTER])
        self.use_button = button(_("Use these"), "thisPcUse", primary=True)
        place = label(
            _("The record of the centre is kept in {folder}.").format(folder=self._context.storage.folder.root),
            "hint",
            wrap=True,
        )
        place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        surface = card(
            FieldGrid(
                [
                    Field(_("Language of the screens"), self.language, "language"),
                    Field(_("Look"), self.theme, "theme"),
                    Field(_("Lock when nobody is there"), self.lock_after, "lockAfter"),
                ]
            ),
            row(self.use_button, None),
            label(_("The window is built again."), "hint", wrap=True),
        )
        surface.setMaximumWidth(_WIDTH)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 12, 0, 0)
        lines.setSpacing(12)
        for part in (surface, place):
            lines.addWidget(part)
        lines.addStretch(1)

    def refresh(self) -> None:
        settings = self._context.settings
        self.language.choose(settings.language or i18n.language())
        self.lock_after.setCurrentIndex(LOCKS_AFTER.index(settings.lock_after))
        self.theme.setCurrentIndex(THEMES.index(settings.theme) if settings.theme in THEMES else 0)

    @Slot()
    def _use(self) -> None:
        settings = self._context.settings
        settings.language = self.language.code()
        settings.theme = THEMES[self.theme.currentIndex()]
        settings.lock_after = LOCKS_AFTER[self.lock_after.currentIndex()]
        settings.save()
        self._messages.restart_asked.emit()
