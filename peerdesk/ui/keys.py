"""Every key that holds on one page, in one form or in one table. What holds everywhere is a command of ``actions``.

Marks and outcomes are keyed by their own letters, which the domain gives them: a filled sheet is keyed straight in.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum, unique

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

_Standard = QKeySequence.StandardKey
_Context = Qt.ShortcutContext


@dataclass(frozen=True, slots=True)
class KeySpec:
    """Keys that do one thing.

    Attributes:
        shown: what tips and sentences call them.
        keys: any of these; Enter beside the letters and that of the number pad are two.
        context: where the cursor has to be.
    """

    shown: str
    keys: tuple[str | QKeySequence.StandardKey, ...]
    context: Qt.ShortcutContext = _Context.WidgetWithChildrenShortcut


@unique
class PageKey(Enum):
    """What a key does on one page, in one form or in one table, whoever listens there."""

    KEEP = KeySpec("Ctrl+Enter", ("Ctrl+Return", "Ctrl+Enter"))
    LEAVE = KeySpec("Esc", ("Escape",))
    FIND_MEMBER = KeySpec("Ctrl+F", (_Standard.Find,))
    NEXT_PART = KeySpec("F6", ("F6",))
    PART_BEFORE = KeySpec("Shift+F6", ("Shift+F6",))
    MAKE_FOLLOW_UP = KeySpec("F", ("F",))
    UNDO_MARK = KeySpec("Ctrl+Z", (_Standard.Undo,), _Context.WidgetShortcut)
    ZOOM_IN = KeySpec("Ctrl++", (_Standard.ZoomIn, "Ctrl+="), _Context.WindowShortcut)
    ZOOM_OUT = KeySpec("Ctrl+−", (_Standard.ZoomOut,), _Context.WindowShortcut)
    ZOOM_FIT = KeySpec("Ctrl+0", ("Ctrl+0",), _Context.WindowShortcut)
    COPY_ROWS = KeySpec("Ctrl+C", (_Standard.Copy,), _Context.WidgetShortcut)
    TICK_ALL = KeySpec("Ctrl+A", (_Standard.SelectAll,), _Context.WidgetShortcut)

    @property
    def shown(self) -> str:
        """What tips and sentences call it."""
        return self.value.shown

    def listen(self, widget: QWidget, act: Callable[[], object]) -> None:
        """Let it act while the cursor is in a widget, or where else it holds."""
        for keys in self.value.keys:
            shortcut = QShortcut(QKeySequence(keys), widget)
            shortcut.setContext(self.value.context)
            shortcut.setAutoRepeat(self in (PageKey.ZOOM_IN, PageKey.ZOOM_OUT))
            shortcut.activated.connect(act)

    def is_pressed(self, event: QKeyEvent) -> bool:
        """Whether a key event is it, for a widget that would take the key for itself."""
        return any(event.matches(keys) for keys in self.value.keys if isinstance(keys, _Standard))


@unique
class RowKey(StrEnum):
    """Single keys that concern the chosen row of people, besides the letters of the marks."""

    REST_PRESENT = "*"
    NOTE = "N"
    GOALS = "G"
    MORE = "+"
    LESS = "-"
    JUMP = "/"


@unique
class AnswerKey(StrEnum):
    """Single keys that answer an item, besides the digits."""

    TEN = "T"


def latin_letter(event: QKeyEvent) -> str | None:
    """The Latin letter that a key stands for, or ``None``."""
    key = event.key()
    return chr(key) if Qt.Key.Key_A <= key <= Qt.Key.Key_Z else None


def with_key(text: str, shown: str) -> str:
    """A tip that names the key beside it."""
    return f"{text} ({shown})"
