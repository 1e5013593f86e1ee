"""Tables paint from shaped text that is kept; nobody can tell by looking."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QStyledItemDelegate

from peerdesk.ui import theme
from peerdesk.ui.widgets.tables.kept_text import KeptTextDelegate
from peerdesk.ui.widgets.tables.rows_model import Column, RowsModel
from peerdesk.ui.widgets.tables.table import Table
from peerdesk.ui.widgets.tables.two_tone import BETWEEN, TwoToneDelegate

TEXTS = (
    "Sunita Kaur",
    "सुनीता कौर",
    "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "",
    "Ramesh Shrivastava-Kulkarni of a village whose name is long",
    "रमेश श्रीवास्तव-कुलकर्णी, बहुत लंबे नाम वाले गाँव से",
    "two\nlines",
    "1234",
)


class Bold(RowsModel[str]):
    answered = RowsModel.answered | {int(Qt.ItemDataRole.FontRole)}

    def _answer(self, index, role):
        if role != Qt.ItemDataRole.FontRole:
            return super()._answer(index, role)
        bold = QFont()
        bold.setBold(True)
        return bold if index.row() == 1 else None


def _same(text: str) -> str:
    return text


def _long(text: str) -> str:
    return text and f"{text} {text}"


def _table(make: type[RowsModel[str]] = RowsModel) -> Table:
    model = make([Column("One", _same), Column("Two", _long), Column("Three", _same, right=True), Column("4", _same)])
    model.set_rows(TEXTS)
    table = Table(model, "texts", "Texts")
    table.resize(560, 320)
    return table


def _choose(table: Table) -> None:
    table.selectRow(1)


def _put_cursor(table: Table) -> None:
    index = table.model().index(4, 1)
    table.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
    table.setFocus()


def _grey(table: Table) -> None:
    table.setEnabled(False)


def _narrow(table: Table) -> None:
    table.set_widths(20, 24, 60)


def _wrap(table: Table) -> None:
    table.setWordWrap(True)


def _enlarge(table: Table) -> None:
    font = QFont(table.font())
    font.setPixelSize(19)
    table.setFont(font)


def _nothing(_table: Table) -> None: ...


@pytest.mark.parametrize("make", [RowsModel, Bold])
@pytest.mark.parametrize("dress", [_nothing, _choose, _put_cursor, _grey, _narrow, _wrap, _enlarge])
def test_a_table_looks_as_the_style_would_paint_it(on_screen, qapp, make, dress: Callable[[Table], None]):
    table = _table(make)
    theme.dress(table)  # as every window is: what is chosen has its colour from the style sheet
    on_screen(table)
    dress(table)
    qapp.processEvents()
    first, again = _seen(table), _seen(table)
    table.setItemDelegate(QStyledItemDelegate(table))
    by_style = _seen(table)
    assert first == by_style
    assert again == by_style, "from what was kept"


def test_what_is_painted_follows_the_rows_the_width_and_the_font(on_screen, qapp):
    table = on_screen(_table())
    for change in (_nothing, lambda shown: shown.model().set_rows(TEXTS[::-1]), _narrow, _enlarge):
        change(table)
        qapp.processEvents()
        kept = table.itemDelegate()
        seen = _seen(table)
        table.setItemDelegate(QStyledItemDelegate(table))
        assert seen == _seen(table)
        table.setItemDelegate(kept)


def test_so_many_texts_are_kept_and_no_more(on_screen, qapp):
    model = RowsModel([Column("One", str), Column("Two", str)])
    table = on_screen(Table(model, "many", "Many"))
    delegate = table.itemDelegate()
    assert isinstance(delegate, KeptTextDelegate)
    for start in range(0, 3000, 10):
        model.set_rows(range(start, start + 10))
        table.viewport().repaint()
    assert 0 < len(delegate._kept) <= 1000


def test_names_in_two_tones_are_shaped_once(on_screen):
    model = RowsModel([Column("Name", _same)])
    model.set_rows([f"Sunita{BETWEEN}सुनीता", "सुनीता"])
    table = on_screen(Table(model, "names", "Names"))
    delegate = TwoToneDelegate(table)
    table.setItemDelegateForColumn(0, delegate)
    first = _seen(table)
    kept = dict(delegate._kept)
    assert [len(lines or ()) for lines in kept.values()] == [2, 1]
    assert _seen(table) == first
    assert all(delegate._kept[key] is lines for key, lines in kept.items())


def test_a_role_that_is_not_answered_looks_at_no_row():
    def fails(_row: str) -> str:
        raise AssertionError("asked for a text")

    model = RowsModel([Column("Name", fails)])
    model.set_rows(["Sunita"])
    index = model.index(0, 0)
    for role in Qt.ItemDataRole:
        if role not in model.answered or role == Qt.ItemDataRole.TextAlignmentRole:
            index.data(role)
    assert index.data(RowsModel.RowRole) == "Sunita"


def _seen(table: Table) -> QImage:
    return table.grab().toImage()
