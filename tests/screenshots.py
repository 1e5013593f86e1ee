"""Pictures of every screen at 1366 × 768, to be looked at: light and dark, English and Hindi, and enlarged.

python -m tests.screenshots [FOLDER]     (default: screenshots/)
"""

import os
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

WAYS = [
    ("en", "light", "1"),
    ("en", "dark", "1"),
    ("hi", "light", "1"),
    ("hi", "dark", "1"),
    ("hi", "light", "1.25"),
    ("en", "light", "1.5"),
]
ROOM = {1.0: (1366, 728), 1.25: (1093, 574), 1.5: (1280, 690)}
"""What the window has of 1366 × 768, or of 1920 × 1080 at 150 %."""
TODAY = date(2026, 11, 21)


def main(arguments: list[str]) -> int:
    if len(arguments) == 5:
        return take(*arguments)
    target = Path(arguments[0] if arguments else "screenshots")
    target.mkdir(exist_ok=True)
    from peerdesk.paths import DataFolder
    from peerdesk.services.demo import build

    with TemporaryDirectory() as place:
        folder = DataFolder(Path(place) / "demo")
        login = build.build(folder, build.DemoPlan(today=TODAY), _nothing)[0]
        for language, theme, scale in WAYS:
            environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale}
            words = [str(target), place, login.password, language, theme]
            subprocess.run([sys.executable, "-m", "tests.screenshots", *words], env=environment, check=True)
    print(f"{len(list(target.glob('*.png')))} pictures in {target}")
    return 0


def take(target: str, place: str, password: str, language: str, dressed: str) -> int:
    from PySide6.QtWidgets import QApplication

    from peerdesk import app as root
    from peerdesk.paths import DataFolder
    from peerdesk.services import door
    from peerdesk.settings import Settings
    from peerdesk.ui import theme
    from peerdesk.ui.place import GroupPlace, MemberPlace, SessionPlace

    app = QApplication([])
    theme.apply(app, dark=dressed == "dark")
    scale = app.devicePixelRatio()
    name = f"{language}-{dressed}" + ("" if scale == 1 else f"-{scale:.0%}".rstrip("%"))
    settings = Settings(Path(place) / "settings.json", language=language, theme=dressed)

    def save(widget, what: str) -> None:
        widget.resize(*ROOM[scale])
        for _ in range(4):
            app.processEvents()
        widget.grab().save(f"{target}/{what}-{name}.png")

    empty = DataFolder(Path(place) / "empty")
    first = root.Program(app, empty, settings, _now)
    first.show_start()
    save(first.start_window, "first-run")
    first.start_window.retire()
    folder = DataFolder(Path(place) / "demo")
    program = root.Program(app, folder, settings, _now)
    program.show_start()
    save(program.start_window, "log-in")
    program._enter(door.unlock(folder, "meena", password), "meena")
    window = program.window
    save(window, "today")
    for what, page in (
        ("members", window.pages.members),
        ("groups", window.pages.groups),
        ("sessions", window.pages.sessions),
        ("follow-ups", window.pages.follow_ups),
        ("mentoring", window.pages.mentoring),
        ("presence", window.pages.presence),
        ("measures", window.pages.measures),
    ):
        window.go(page)
        save(window, what)
    _remove_some(program)
    window.go(window.pages.settings)
    tabs = window.pages.settings.tabs
    for number in range(tabs.count()):
        tabs.setCurrentIndex(number)
        save(window, f"settings-{number + 1}")
    window.open(MemberPlace(_member(program)))
    tabs = window.pages.members.detail.tabs
    for number in range(tabs.count()):
        tabs.setCurrentIndex(number)
        save(window, f"member-{number + 1}")
    window.open(MemberPlace(_worried(program)))
    window.pages.members.detail.safety.answer_button.click()
    save(window, "member-safety")
    window.open(GroupPlace(1))
    save(window, "group")
    window.finder.ask()
    save(window, "find")
    window.finder.hide()
    window.pages.members.start_new()
    window.go(window.pages.members)
    save(window, "new-member")
    window.open(SessionPlace(_session(program)))
    save(window, "session")
    window.go(window.pages.reports)
    for _ in range(60):
        app.processEvents()
        program.runner.finish(200)
    save(window, "reports")
    window.lock()
    save(window, "lock")
    window.retire()
    program.close()
    return 0


def _session(program) -> int:
    from peerdesk.services import today

    page = today.page(program.storage, program._actor, today=TODAY)
    return max(page.sessions, key=lambda row: row.tally.total).id


def _member(program) -> int:
    """Somebody with a mentor and a long way behind them: whoever waits for contact most."""
    from peerdesk.services import today

    return today.page(program.storage, program._actor, today=TODAY).attention[1].member_id


def _worried(program) -> int:
    """Somebody with an open safety note."""
    from peerdesk.services import today

    return today.page(program.storage, program._actor, today=TODAY).safety[0].member_id


def _remove_some(program) -> None:
    """Some things that lie in the bin."""
    from peerdesk.domain.care.contacts import ContactKind, NewContact
    from peerdesk.domain.care.recovery import StepRow
    from peerdesk.domain.centre import Holiday
    from peerdesk.services import bin as bin_acts
    from peerdesk.services import centre
    from peerdesk.services.care import contacts, recovery
    from peerdesk.services.sessions import notes

    ask, who = (program.storage, program._actor), _member(program)
    if bin_acts.entries(*ask):
        return
    visit = NewContact(who, ContactKind.HOME_VISIT, TODAY, 40, issues="The field, the debt, and who could help with it")
    contacts.remove(*ask, contacts.add(*ask, visit, today=TODAY))
    centre.add_holiday(*ask, Holiday(date(2026, 12, 9), "Mela"))
    centre.remove_holiday(*ask, date(2026, 12, 9))
    recovery.work_step(*ask, who, StepRow(12, TODAY, "Mohan"), today=TODAY)
    recovery.remove_step(*ask, who, 12)
    text = "Spoke of the harvest, and of the brother who comes on Sunday"
    for said in (text, ""):
        notes.keep_member_note(*ask, _session(program), who, said)


def _now() -> datetime:
    return datetime.combine(TODAY, time(10, 0))


def _nothing(_done, _total) -> None: ...


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
