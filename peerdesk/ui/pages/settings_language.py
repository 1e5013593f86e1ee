"""Choosing one of the languages by its own name."""

from peerdesk.i18n import LANGUAGES
from peerdesk.ui.widgets.calm import CalmCombo


class LanguageChoice(CalmCombo):
    """English, हिन्दी, मराठी, ਪੰਜਾਬੀ: whoever looks for a language can read its name."""

    def __init__(self) -> None:
        super().__init__()
        self._codes = list(LANGUAGES)
        self.addItems(list(LANGUAGES.values()))

    def code(self) -> str:
        """The chosen language's code."""
        return self._codes[self.currentIndex()]

    def choose(self, code: str) -> None:
        """Show a language as chosen."""
        self.setCurrentIndex(self._codes.index(code))
