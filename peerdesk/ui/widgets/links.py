"""Buttons that look like links."""

from PySide6.QtWidgets import QPushButton, QSizePolicy

from peerdesk.ui.widgets.parts import button


def link_button(text: str, name: str) -> QPushButton:
    """A button that looks like a link; ``name`` is its object name, its accessible name is its text."""
    made = button(text.replace("&", "&&"), name, flat=True)
    made.setProperty("link", True)
    made.setAccessibleName(text)
    return made


def link(text: str, name: str, number: int) -> QPushButton:
    """A link no wider than its text, which leads to the thing of that number."""
    made = link_button(text, name)
    made.setProperty("id", number)
    made.setToolTip(text)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made
