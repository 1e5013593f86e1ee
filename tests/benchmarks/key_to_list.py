"""A keystroke in the search of members until the list is repainted, beside the bare query of the found ids."""

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from peerdesk.db.models import Member
from peerdesk.db.queries import tuples
from peerdesk.db.search import fits
from peerdesk.ui import theme
from peerdesk.ui.members.members_page import MembersPage
from peerdesk.ui.messages import Messages
from tests.benchmarks.centres import Centre
from tests.benchmarks.timing import Row, compared

TYPED = ("sunita", "ramesh", "gurpr", "सुनी")


def measure(centre: Centre, rounds: int) -> list[Row]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, dark=False)
    with centre.opened() as context:
        page = MembersPage(context, Messages())
        page.resize(1188, 700)
        page.show()
        app.processEvents()
        search = page.findChild(QLineEdit, "memberSearch")
        rows = [_typed(app, context, search, text, rounds) for text in TYPED]
        page.close()
        page.deleteLater()
    return rows


def _typed(app, context, search, text: str, rounds: int) -> Row:
    def ours() -> None:
        search.setText(text[:-1])
        app.processEvents()
        QTest.keyClicks(search, text[-1]) if text.isascii() else search.insert(text[-1])
        app.processEvents()

    def bare() -> None:
        with context.storage.reading():
            for typed in (text[:-1], text):
                tuples(Member.select(Member.id).where(*fits(typed)).limit(300))

    return compared(f"two keystrokes to a repainted list of members ({text}) ÷ bare query", ours, bare, rounds)
