"""One mark until it is durable and repainted, beside a bare commit of one row in WAL mode with synchronous=FULL."""

from itertools import cycle

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from peerdesk.db.engine import EncryptedDatabase
from peerdesk.services import today
from peerdesk.ui import theme
from peerdesk.ui.bus import DataBus
from peerdesk.ui.messages import Messages
from peerdesk.ui.sessions.session_page import SessionPage
from tests.benchmarks.centres import TODAY, Centre
from tests.benchmarks.timing import Row, compared


def measure(centre: Centre, rounds: int) -> list[Row]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, dark=False)
    with centre.opened() as context:
        bus = DataBus()
        context.storage.announce_to(bus.changed.emit)
        page = SessionPage(context, Messages())
        bus.changed.connect(page.on_data_changed)
        day = today.page(context.storage, context.actor, today=TODAY)
        biggest = max((row for row in day.sessions if row.state != "signed"), key=lambda row: row.tally.total)
        page.open(biggest.id)
        page.resize(1188, 700)
        page.show()
        app.processEvents()
        bare = EncryptedDatabase(centre.folder.root / "bare.db", bytes(32))
        bare.connect()
        bare.run("CREATE TABLE row (n INTEGER)")
        letters = cycle((Qt.Key.Key_P, Qt.Key.Key_A))

        def ours() -> None:
            page.table.go_to(0)
            QTest.keyClick(page.table, next(letters))
            app.processEvents()

        row = compared(
            f"a mark until durable and repainted ({biggest.tally.total} on the roster) ÷ bare WAL-FULL commit",
            ours,
            lambda: bare.run("INSERT INTO row VALUES (1)"),
            rounds,
        )
        page.close()
        page.deleteLater()
        bare.close()
    return [row]
