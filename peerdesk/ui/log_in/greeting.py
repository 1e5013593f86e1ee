"""What somebody is told in the window at their log-in: failed attempts in their name, a password that is short."""

from typing import Protocol

from peerdesk.domain.dates import short_datetime
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext
from peerdesk.security.attempts import Failed
from peerdesk.security.slots import Opened
from peerdesk.ui.messages import Messages


class _Window(Protocol):
    @property
    def messages(self) -> Messages: ...


def greet(window: _Window | None, opened: Opened, failed: Failed | None) -> None:
    """Say it over the page; nothing where there is nothing to say."""
    told = []
    if failed is not None:
        told.append(
            ngettext(
                "Since {at}, a wrong password was typed {count} time with your user name. If that was not you, "
                "please tell the project coordinator.",
                "Since {at}, a wrong password was typed {count} times with your user name. If that was not you, "
                "please tell the project coordinator.",
                failed.count,
            ).format(count=failed.count, at=short_datetime(failed.since))
        )
    if opened.is_short:
        told.append(_("Your password is short. Please choose a longer one: Settings → Staff → “Change my password”."))
    if told and window is not None:
        window.messages.say(" ".join(told))
