"""What somebody is told in the window at their log-in."""

from typing import Protocol

from peerdesk.security.attempts import Failed
from peerdesk.security.slots import Opened
from peerdesk.ui.messages import Messages
from peerdesk.words.log_in import greeting


class _Window(Protocol):
    @property
    def messages(self) -> Messages: ...


def greet(window: _Window | None, opened: Opened, failed: Failed | None) -> None:
    """Say it over the page; nothing where there is nothing to say."""
    count, since = (failed.count, failed.since) if failed else (0, None)
    told = greeting(count, since, is_short=opened.is_short)
    if told and window is not None:
        window.messages.say(told)
