"""Keys that a widget takes for itself, wherever it stands."""

from PySide6.QtCore import Qt

ENTER = Qt.Key.Key_Return, Qt.Key.Key_Enter
ESCAPE = Qt.Key.Key_Escape
TICK = NEXT_ITEM = Qt.Key.Key_Space
ITEM_BEFORE = Qt.Key.Key_Backspace
CLEAR_ANSWER = Qt.Key.Key_Delete
CLEAR_MARK = Qt.Key.Key_Delete, Qt.Key.Key_Backspace
TO_RESULTS = Qt.Key.Key_Down, *ENTER
HELD = Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock
"""Pressed on the way to another key; they mean nothing by themselves."""

FIRST_PAGE, LAST_PAGE = Qt.Key.Key_Home, Qt.Key.Key_End
DAY_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
"""In a field for a day."""

DAY_BESIDE = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
"""In a table of one day."""

FOLD, UNFOLD = Qt.Key.Key_Left, Qt.Key.Key_Right
"""In a table whose headings fold."""

LINE_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
"""In the finder, through the list below the field; Tab does so too."""

TAB_STEPS = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}
