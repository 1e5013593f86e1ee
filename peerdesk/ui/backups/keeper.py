"""The copies that make themselves: when they are due, one after the other, never while the window waits."""

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from peerdesk.context import AppContext
from peerdesk.domain.backups.copies import CopyFound, stamp_of
from peerdesk.domain.backups.places import SecondPlace
from peerdesk.domain.backups.schedule import is_due
from peerdesk.domain.changes import Announcement, Changed
from peerdesk.errors import PeerDeskError
from peerdesk.i18n import gettext as _
from peerdesk.services.backups import finding, making, places
from peerdesk.ui.bus import DataBus
from peerdesk.ui.messages import Messages
from peerdesk.ui.tasks import Job, TaskRunner

FIRST_LOOK_MS = 12_000
"""After the log-in: the day has begun by then, and nobody waits for the disk."""

LOOK_MS = 10_000
"""So soon a stick is noticed that was plugged in."""

BACKUPS_CHANGED = Announcement(Changed.BACKUPS)


class BackupKeeper(QObject):
    """Makes a copy at the first log-in of a day, after four hours of use, and on demand.

    Each new copy goes to the second place too; where that is not plugged in, as soon as it is.
    """

    ended = Signal()
    """Everything that was asked for is done."""
    failed = Signal(object)
    """It could not be done, and why (:class:`PeerDeskError`)."""
    progressed = Signal(int, int)

    def __init__(
        self,
        context: AppContext,
        messages: Messages,
        bus: DataBus,
        runner: TaskRunner,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._messages, self._bus, self._runner = context, messages, bus, runner
        self._job: Job | None = None
        self._asked = False
        self._told: set[str] = set()
        self._dirty = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        bus.changed.connect(self._on_changed)
        messages.backup_asked.connect(self.back_up_now)
        runner.crashed.connect(self._on_crashed)

    def begin(self) -> None:
        """Look for the first time a little after the log-in."""
        self._timer.start(FIRST_LOOK_MS)

    def stop(self) -> None:
        """The window goes: nothing more is begun, and what is under way is called off."""
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()

    @property
    def is_behind(self) -> bool:
        """Whether something was written since the newest copy."""
        return self._dirty or is_due(finding.newest(self._context.storage.folder), self._context.now())

    @Slot()
    def back_up_now(self) -> None:
        """Somebody asked for it: make a copy, and tell what came of it."""
        self._asked = True
        if self._job is None:
            self._make()

    def make_last(self) -> None:
        """The window has closed: what is under way goes on, or a last copy is made."""
        self._timer.stop()
        if self._job is None:
            self._make()

    @Slot()
    def _look(self) -> None:
        self._timer.setInterval(LOOK_MS)
        if self._job is not None:
            return
        if is_due(finding.newest(self._context.storage.folder), self._context.now()):
            self._make()
        elif waiting := self._waiting():
            self._carry(*waiting)

    @Slot(object)
    def _on_changed(self, change: Announcement) -> None:
        if not change.is_only(Changed.BACKUPS):
            self._dirty = True

    def _make(self) -> None:
        storage, actor = self._context.storage, self._context.actor
        self._dirty = False
        self._job = self._runner.start(
            lambda job: making.make(storage, actor, job.check), self._on_made, self._on_failed, self.progressed.emit
        )

    def _on_made(self, made: CopyFound) -> None:
        self._job = None
        self._told.clear()
        self._bus.changed.emit(BACKUPS_CHANGED)
        if waiting := self._waiting(made.path):
            self._carry(*waiting)
        else:
            self._tell(self.place(), arrived=False)
            self.ended.emit()

    def _waiting(self, newest: Path | None = None) -> tuple[SecondPlace, Path, Path] | None:
        """The second place, where it is now, and the newest copy that is not there yet."""
        place = self.place()
        if place is None:
            return None
        newest = newest or finding.newest_by_name(self._context.storage.folder)
        made_at = stamp_of(newest.name) if newest else None
        if newest is None or made_at is None or (place.newest is not None and made_at <= place.newest):
            return None
        there = places.find(place, self._context.drives())
        return None if there is None else (place, there, newest)

    def _carry(self, place: SecondPlace, there: Path, made: Path) -> None:
        storage, actor = self._context.storage, self._context.actor
        self._job = self._runner.start(
            lambda job: making.carry(storage, actor, made, there, job.check),
            partial(self._on_carried, place, there, made),
            self._on_failed,
            self.progressed.emit,
        )

    def _on_carried(self, place: SecondPlace, there: Path, made: Path, _nothing: None) -> None:
        self._job = None
        self._told.clear()
        made_at = stamp_of(made.name) or datetime.min
        self.keep_place(places.arrived(place, there, made_at))
        self._tell(place, arrived=True)
        self.ended.emit()

    def _on_failed(self, error: PeerDeskError) -> None:
        """Told once for each reason, or whenever somebody had asked for it; the state on Today goes on saying it."""
        self._job = None
        self._dirty = True
        if self._asked or error.code not in self._told:
            self._messages.warn(error)
        self._told.add(error.code)
        self._asked = False
        self.failed.emit(error)

    @Slot(object)
    def _on_crashed(self, _error: BaseException) -> None:
        """A bug, told by others: the next copy is tried all the same, and nobody waits for this one."""
        if self._job is not None:
            self._job, self._dirty, self._asked = None, True, False
            self.ended.emit()

    def _tell(self, place: SecondPlace | None, *, arrived: bool) -> None:
        if not self._asked:
            return
        self._asked = False
        if arrived and place is not None:
            text = _("Backed up here and on {place}. Before you unplug it, eject it in the file manager.")
            self._messages.say(text.format(place=place.name))
        elif place is not None:
            text = _("Backed up on this PC. {place} is not plugged in: the copy goes there as soon as it is.")
            self._messages.say(text.format(place=place.name))
        else:
            self._messages.say(_("Backed up on this PC."))

    def place(self) -> SecondPlace | None:
        """The second place that was chosen on this PC."""
        return places.kept(self._context.settings)

    def keep_place(self, place: SecondPlace | None) -> None:
        """Remember another one, or what arrived there."""
        places.keep(self._context.settings, place)
        self._bus.changed.emit(BACKUPS_CHANGED)
