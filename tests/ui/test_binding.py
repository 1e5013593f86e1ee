"""Guards against a Qt binding that loses references (PySide6 6.12.0 on CPython 3.11 does)."""

import sys

from PySide6.QtCore import QObject, Signal


class Bell(QObject):
    rung = Signal(bool)


def test_the_binding_survives_five_thousand_emits(qapp):
    bell, heard = Bell(), []
    bell.rung.connect(heard.append)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(5000):
        bell.rung.emit(True)
        bell.setObjectName("bell")
    assert len(heard) == 5000
    heard.clear()
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert all(abs(now - then) < 100 for now, then in zip(after, before, strict=True))
