"""Loads Qt: before anything else of the window is."""

import builtins
import linecache
from importlib import import_module


def load() -> None:
    """Load PySide, and leave importing and the memory as they were.

    It would read the text of every module of the program, and keep it, to see which of them use its ``__feature__``:
    none does. A tenth of a second and 6 MB until Today is open.
    """
    usual = builtins.__import__
    import_module("PySide6.QtCore")
    builtins.__import__ = usual
    linecache.clearcache()
