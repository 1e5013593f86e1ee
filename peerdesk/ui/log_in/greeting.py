"""What somebody is told in the window at their log-in."""

from typing import Protocol

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.security.attempts import Failed
from peerdesk.security.slots import Opened
from peerdesk.services import key_list
from peerdesk.ui.messages import Messages
from peerdesk.words.log_in import greeting, lock_waits


class _Window(Protocol):
    @property
    def messages(self) -> Messages: ...


def greet(window: _Window | None, who: tuple[Storage, Actor], opened: Opened, failed: Failed | None) -> None:
    """Say it over the page; nothing where there is nothing to say."""
    if window is None:
        return
    count, since = (failed.count, failed.since) if failed else (0, None)
    told = [greeting(count, since, is_short=opened.is_short)]
    if opened.master.notes is None and who[1].may(Permission.MANAGE_STAFF):
        told.append(lock_waits(key_list.notes_lock(*who)))
    if any(told):
        window.messages.say(" ".join(filter(None, told)))
