"""Two keystrokes in the search of members until the list is repainted, beside the bare queries of the found ids.

First as a name is typed: the last letter of one that is nearly told, as it was measured when the aim was set. Then two
letters that are typed and taken out again in turn, each of which changes the list, so that all of it is painted.
"""

from PySide6.QtWidgets import QApplication

from peerdesk.db.models import Member
from peerdesk.db.queries import tuples
from peerdesk.db.search import fits
from peerdesk.domain.screens.members import MemberFilter
from peerdesk.ui import theme
from peerdesk.ui.members.list_pane import MemberListPane
from peerdesk.ui.members.members_page import MembersPage
from peerdesk.ui.messages import Messages
from tests.benchmarks.centres import Centre
from tests.benchmarks.timing import Row, compared

NAMES = ("sunita", "ramesh", "gurpr", "सुनी")
TYPED = ("suni", "rame", "gur", "सुन")
AIM = 2.0
SHOWN = (MemberFilter.IN_PROGRAMME, MemberFilter.EVERYBODY)


def measure(centre: Centre, rounds: int) -> list[Row]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, dark=False)
    with centre.opened() as context:
        page = MembersPage(context, Messages())
        theme.dress(page)
        page.resize(1188, 700)
        page.show()
        app.processEvents()
        rows = [_last_letter(app, context, page.list, name, rounds) for name in NAMES]
        rows += [_typed(app, context, page.list, chosen, text, rounds) for chosen in SHOWN for text in TYPED]
        page.close()
        page.deleteLater()
    return rows


def _last_letter(app, context, pane: MemberListPane, name: str, rounds: int) -> Row:
    def ours() -> None:
        pane.search.setText(name[:-1])
        app.processEvents()
        pane.search.insert(name[-1])
        app.processEvents()

    def bare() -> None:
        with context.storage.reading():
            for typed in (name[:-1], name):
                tuples(Member.select(Member.id).where(*fits(typed)).limit(300))

    what = f"two keystrokes to a repainted list of members ({name}) ÷ bare queries"
    return compared(what, ours, bare, rounds, aim=AIM)


def _typed(app, context, pane: MemberListPane, chosen: MemberFilter, text: str, rounds: int) -> Row:
    asked: list[str] = []

    def change(*, longer: bool) -> None:
        if longer:
            pane.search.insert(text[len(pane.search.text())])
        else:
            pane.search.backspace()
        app.processEvents()
        asked.append(pane.search.text())

    def ours() -> None:
        longer = pane.search.text() != text
        for _ in range(2):
            change(longer=longer)

    def bare() -> None:
        with context.storage.reading():
            for typed in asked[-2:]:
                tuples(Member.select(Member.id).where(*fits(typed)).limit(300))

    pane.chips.choose(chosen)
    pane.search.setText(text[:-2])
    app.processEvents()
    what = f"the same, each changing the list ({text}, {chosen.value}) ÷ bare queries"
    return compared(what, ours, bare, rounds)
