"""Today, a member's page and a session screen of a centre after ten years, beside the same after one year.

Both at the same pace (180 members a year), each refreshed from the file and repainted.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from PySide6.QtWidgets import QApplication

from peerdesk.context import AppContext
from peerdesk.db.storage import Storage
from peerdesk.domain.screens.members import MemberFilter
from peerdesk.services import access, door, today
from peerdesk.services.members import members
from peerdesk.settings import Settings
from peerdesk.ui import theme
from peerdesk.ui.members.members_page import MembersPage
from peerdesk.ui.messages import Messages
from peerdesk.ui.page import Page
from peerdesk.ui.sessions.session_page import SessionPage
from peerdesk.ui.today.today_page import TodayPage
from tests.benchmarks.centres import TODAY, Centre, now
from tests.benchmarks.timing import Row, compared


def measure(one: Centre, ten: Centre, rounds: int) -> list[Row]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, dark=False)
    with ExitStack() as stack:
        few, many = (stack.enter_context(_opened(centre)) for centre in (one, ten))
        return [
            compared(f"{what}, ten years ÷ one year", _shown(many, open_page), _shown(few, open_page), rounds)
            for what, open_page in (
                ("Today", _today),
                ("a member's page", _member),
                ("a session screen", _session),
            )
        ]


@contextmanager
def _opened(centre: Centre) -> Iterator[AppContext]:
    """Open beside the other one: the models are pointed at it for each reading alone."""
    storage = Storage.open(centre.folder, door.unlock(centre.folder, centre.user_name, centre.password), now, _nobody)
    with storage.bound():
        actor = access.enter(storage, centre.user_name)
    yield AppContext(storage, actor, now, Settings(centre.folder.root / "settings.json"))
    storage.close()


def _shown(context: AppContext, open_page: Callable[[AppContext], Page]) -> Callable[[], None]:
    with context.storage.bound():
        page = open_page(context)
        page.resize(1188, 700)
        page.show()
        QApplication.processEvents()

    def again() -> None:
        with context.storage.bound():
            page.on_data_changed(page.watches)  # everything it shows is read again
            page.repaint()
            QApplication.processEvents()

    return again


def _today(context: AppContext) -> Page:
    page = TodayPage(context, Messages())
    page.set_stale()
    page.refresh()
    return page


def _member(context: AppContext) -> Page:
    """Somebody in the programme; the list beside them is part of the page."""
    page = MembersPage(context, Messages())
    page.refresh()
    found = members.find(context.storage, context.actor, chosen=MemberFilter.IN_PROGRAMME, today=TODAY)
    page.open(found.rows[0].id)
    return page


def _session(context: AppContext) -> Page:
    page = SessionPage(context, Messages())
    day = today.page(context.storage, context.actor, today=TODAY)
    page.open(max(day.sessions, key=lambda row: row.tally.total).id)
    return page


def _nobody(_changed: object) -> None: ...
