"""A centre opened in the real window, one or two of them side by side in this process."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from peerdesk.context import AppContext
from peerdesk.domain.screens.sessions import SessionRow
from peerdesk.services import today
from peerdesk.ui import theme
from peerdesk.ui.bus import DataBus
from peerdesk.ui.page import Page
from peerdesk.ui.tasks import TaskRunner
from peerdesk.ui.window.main_window import MainWindow
from tests.benchmarks.centres import TODAY, Centre


@dataclass(frozen=True)
class Desk:
    """The window of the coordinator, with Today open."""

    context: AppContext
    window: MainWindow

    def biggest_session(self) -> SessionRow:
        """Today's session with most people on its roster that can still be marked."""
        day = today.page(self.context.storage, self.context.actor, today=TODAY)
        return max((row for row in day.sessions if row.state != "signed"), key=lambda row: row.tally.total)

    def again(self, page: Page) -> Callable[[], None]:
        """Reads a page that is seen from the file again and paints it."""

        def act() -> None:
            with self.context.storage.bound():
                page.set_stale()
                page.repaint()
                painted()

        return act


@contextmanager
def opened(centre: Centre) -> Iterator[Desk]:
    app = application()
    with centre.opened() as context:
        bus, runner = DataBus(), TaskRunner(app)
        context.storage.announce_to(bus.changed.emit)
        window = MainWindow(context, bus, runner)
        window.show()
        painted()
        yield Desk(context, window)
        window.close()
        window.deleteLater()
        painted()
        runner.finish()


def application() -> QApplication:
    """The one of this process, dressed as the program is."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([])
        theme.apply(app, dark=False)
        gc.freeze()  # as the program does when it is warm
    return app


def painted() -> None:
    """Let everything happen that waits to; what is done in steps asks to go on a few times."""
    for _ in range(5):
        QApplication.processEvents()
