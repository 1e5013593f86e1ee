"""What the pages tell the window, said once and in one place: what happened, and where somebody wants to go."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal, Slot

from peerdesk import words
from peerdesk.domain.file_check import DAMAGED, UNREADABLE, Finding
from peerdesk.errors import PeerDeskError
from peerdesk.ui.place import GroupPlace, MemberPlace, Place, SessionPlace


class Messages(QObject):
    """A bridge from whoever has something to say to the window: nothing in between passes it on."""

    said = Signal(str)
    warned = Signal(str)
    leads_to = Signal(object)
    """Somebody wants to go to a ``Place``."""

    damage_found = Signal(object)
    """Part of the record cannot be read: a list of ``Finding``."""
    backup_asked = Signal()
    """A copy of the record is to be made now."""
    restore_asked = Signal()
    locks_asked = Signal(str)
    """Give the record other keys: the coordinator's password."""
    """A copy is to be put in the place of the record, which has to be closed for that."""
    restart_asked = Signal()
    """Another language or theme was chosen: the window has to be built again."""

    def say(self, text: str) -> None:
        """Tell that something was done."""
        self.said.emit(text)

    def warn(self, error: PeerDeskError) -> None:
        """Tell what could not be done, what was kept and what to do."""
        if error.code == DAMAGED:
            self.damage_found.emit([Finding(error.code)])
        else:
            self.warned.emit(words.failure(error))

    def tell_findings(self, found: Sequence[Finding]) -> None:
        """Tell what a check found, where nothing more should be written because of it."""
        if any(finding.code in UNREADABLE for finding in found):
            self.damage_found.emit(list(found))

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """Warn of an expected failure inside the block instead of letting it out; bugs pass."""
        try:
            yield
        except PeerDeskError as error:
            self.warn(error)

    def lead_to(self, place: Place) -> None:
        """Ask the window to go somewhere."""
        self.leads_to.emit(place)

    @Slot(int)
    def lead_to_member(self, member_id: int) -> None:
        """For what is clicked and tells the id of a member."""
        self.lead_to(MemberPlace(member_id))

    @Slot(int)
    def lead_to_group(self, group_id: int) -> None:
        """For what is clicked and tells the id of a group."""
        self.lead_to(GroupPlace(group_id))

    @Slot(int)
    def lead_to_session(self, session_id: int) -> None:
        """For what is clicked and tells the id of a session."""
        self.lead_to(SessionPlace(session_id))
