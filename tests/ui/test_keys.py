"""Keys: each is named in one place, and no two on one page are the same."""

import ast
import re
from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

import peerdesk.ui
from peerdesk.domain.care.follow_ups import FollowUpOutcome
from peerdesk.domain.sessions.marks import Mark
from peerdesk.ui.actions import Command
from peerdesk.ui.keys import AnswerKey, PageKey, RowKey
from peerdesk.ui.place import PageName

UI = Path(peerdesk.ui.__file__).parent
TABLES = {"actions.py", "keys.py", "widget_keys.py"}
QT_NAMES = {"QKeySequence", "QShortcut", "setShortcut", "StandardKey"}
KEY_IN_TEXT = re.compile(r"\b(Ctrl|Alt|Shift|Meta)\+|\((?:[A-Z]|F\d+|Esc|Enter|Del)\)|\bEsc(ape)?\b|^F\d+$")


def docstrings(tree: ast.Module) -> set[ast.expr]:
    """Strings that stand for themselves explain the program and are not part of it."""
    return {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def keys_in(source: str) -> list[str]:
    """What names a key: Qt's names for them, and texts."""
    tree = ast.parse(source)
    told = docstrings(tree)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            name = node.attr if isinstance(node, ast.Attribute) else node.id
            if name in QT_NAMES or name.startswith("Key_"):
                found.append(ast.unparse(node))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told:
            found += [node.value] if KEY_IN_TEXT.search(node.value) else []
    return found


@pytest.mark.parametrize(
    "source",
    [
        'QShortcut("F", page)',
        "if event.key() == Qt.Key.Key_F: pass",
        'made.setToolTip(_("New member (Ctrl+N)"))',
        'label(_("Make a follow-up (F)"))',
        'label(_("Esc goes back."))',
    ],
)
def test_a_key_that_is_named_in_passing_is_found(source):
    assert keys_in(source)


def test_no_key_is_named_outside_the_two_tables():
    assert keys_in((UI / "keys.py").read_text(encoding="utf-8"))
    found = {
        path.relative_to(UI).as_posix(): keys_in(path.read_text(encoding="utf-8"))
        for path in UI.rglob("*.py")
        if path.relative_to(UI).as_posix() not in TABLES
    }
    assert {name: keys for name, keys in found.items() if keys} == {}


def sequences(key: PageKey) -> set[str]:
    """All that Qt takes for a key on this system, written out."""
    found: set[str] = set()
    for keys in key.value.keys:
        bound = QKeySequence.keyBindings(keys) if isinstance(keys, QKeySequence.StandardKey) else [QKeySequence(keys)]
        found |= {sequence.toString() for sequence in bound}
    return found


def test_no_key_of_a_page_is_that_of_another_or_of_a_command(qapp):
    used = Counter(sequence for key in PageKey for sequence in sequences(key))
    used.update(QKeySequence(command.shortcut).toString() for command in Command)
    assert [sequence for sequence, times in used.items() if times > 1] == []


@pytest.mark.parametrize("key", PageKey)
def test_a_key_is_called_what_it_is(qapp, key):
    called = QKeySequence(key.shown.replace("−", "-")).toString()
    assert called in sequences(key)


def test_single_keys_of_one_table_differ():
    for letters in ([*Mark, *RowKey], [outcome.letter for outcome in FollowUpOutcome], [*AnswerKey, *"0123456789"]):
        assert max(Counter(map(str, letters)).values()) == 1


def both_hold(one: QShortcut, other: QShortcut) -> bool:
    """Whether there is a place for the cursor at which Qt would have to choose between two shortcuts."""
    if one.key() != other.key():
        return False
    first, second = one.parent(), other.parent()
    assert isinstance(first, QWidget)
    assert isinstance(second, QWidget)
    if Qt.ShortcutContext.WindowShortcut in (one.context(), other.context()) or first is second:
        return True
    if Qt.ShortcutContext.WidgetShortcut in (one.context(), other.context()):
        return False
    return first.isAncestorOf(second) or second.isAncestorOf(first)


@pytest.mark.parametrize("name", PageName)
def test_on_no_page_do_two_shortcuts_hold_at_one_place(window, name):
    page = window.pages.page(name)
    shortcuts = page.findChildren(QShortcut)
    clashing = [
        (one.key().toString(), one.parent().objectName(), other.parent().objectName())
        for one, other in combinations(shortcuts, 2)
        if both_hold(one, other)
    ]
    assert clashing == []
    commands = {QKeySequence(command.shortcut).toString() for command in Command}
    assert not commands & {shortcut.key().toString() for shortcut in shortcuts}
