"""What somebody is told at their log-in."""

from datetime import datetime

from peerdesk.domain.dates import short_datetime
from peerdesk.domain.signing_keys import NotesLock
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext


def lock_waits(lock: NotesLock) -> str:
    """What stands in the way of the lock on what office staff do not read; empty where nothing does."""
    if lock.since is not None or not (lock.needs_sheet or lock.waits_for):
        return ""
    told = [_("What office staff may not read is not locked away from them yet.")]
    if lock.needs_sheet:
        told.append(_("Please make a new password recovery sheet: Settings → Password recovery sheet."))
    if lock.waits_for:
        names = ", ".join(lock.waits_for)
        told.append(_("Each of these has to log in once, or be given a new password: {names}.").format(names=names))
    return " ".join(told)


def greeting(failed: int, since: datetime | None, *, is_short: bool) -> str:
    """Wrong passwords in their name since a moment, and a password that is short; empty where there is nothing to say.

    Args:
        failed: how many wrong passwords.
        since: when the first was typed; None where none was.
        is_short: whether their password is shorter than a new one may be.
    """
    told = []
    if since is not None:
        told.append(
            ngettext(
                "Since {at}, a wrong password was typed {count} time with your user name. If that was not you, "
                "please tell the project coordinator.",
                "Since {at}, a wrong password was typed {count} times with your user name. If that was not you, "
                "please tell the project coordinator.",
                failed,
            ).format(count=failed, at=short_datetime(since))
        )
    if is_short:
        told.append(_("Your password is short. Please choose a longer one: Settings → Staff → “Change my password”."))
    return " ".join(told)
