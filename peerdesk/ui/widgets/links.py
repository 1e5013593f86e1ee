"""Buttons that look like links."""

from PySide6.QtWidgets import QPushButton, QSizePolicy


def link_button(text: str, name: str) -> QPushButton:
    """A button that looks like a link; ``name`` is its object name, its accessible name is its text."""
    made = QPushButton(text.replace("&", "&&"))
    as_link(made, name)
    made.setAccessibleName(text)
    return made


def as_link(made: QPushButton, name: str) -> None:
    """Let a button look like a link; ``name`` is its object name."""
    made.setObjectName(name)
    made.setProperty("flat", True)
    made.setProperty("link", True)


def link(text: str, name: str, number: int) -> QPushButton:
    """A link no wider than its text, which leads to the thing of that number."""
    made = link_button(text, name)
    made.setProperty("id", number)
    made.setToolTip(text)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made
