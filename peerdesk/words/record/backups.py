"""The words for copies of the record: how old they are, where they lie, what is in them."""

from datetime import datetime, timedelta

from peerdesk.domain.backups.copies import CopyFound
from peerdesk.domain.backups.schedule import BackupState
from peerdesk.domain.dates import short_datetime
from peerdesk.i18n import gettext as _
from peerdesk.i18n import ngettext

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_TWO_DAYS = timedelta(days=2)
_THOUSAND = 1000


def ago(moment: datetime, now: datetime) -> str:
    """``2 h ago``; one that lies in the future was of a wrong clock, and its date is named."""
    past = now - moment
    if past < -_MINUTE:
        return short_datetime(moment)
    if past < _MINUTE:
        return _("just now")
    if past < _HOUR:
        return _("{count} min ago").format(count=past // _MINUTE)
    if past < _TWO_DAYS:
        return _("{count} h ago").format(count=past // _HOUR)
    days = past // _DAY
    return ngettext("{count} day ago", "{count} days ago", days).format(count=days)


def backup_state(state: BackupState, now: datetime) -> str:
    """``Last good copy 2 h ago · on KINGSTON 3 days ago``."""
    if state.last is None:
        here = _("No copy of the record yet: the first is made in a moment") if state.since else _("No copy yet")
    else:
        # Translators: {ago} is "2 h ago", "3 days ago", "just now"
        here = _("Last good copy {ago}").format(ago=ago(state.last, now))
    if state.elsewhere is None:
        return " · ".join((here, _("none outside this PC")))
    # Translators: {place} is the name of a USB stick or a disk, {ago} is "3 days ago"
    elsewhere = _("on {place} {ago}").format(place=state.place or _("the stick"), ago=ago(state.elsewhere, now))
    return " · ".join((here, elsewhere))


def backup_reminder(state: BackupState, now: datetime) -> str:
    """What Today says plainly where copies are old; empty where all is well, or the first is only about to be made."""
    if state.last is None:
        return ""
    if state.is_late(now):
        return _("No copy was made by itself lately. Please press “Back up now”.")
    if not state.place:
        return _("All copies are on this PC. If it breaks, the record is gone: please choose a USB stick.")
    if state.same_disk:
        return _("{place} is on the same disk as the record: if the disk breaks, both are gone.").format(
            place=state.place
        )
    if state.elsewhere is None:
        return _("No copy is on {place} yet. Please plug it in.").format(place=state.place)
    if state.is_late_elsewhere(now):
        days = (now - state.elsewhere) // _DAY
        return _("For {count} days no copy left this PC. Please plug in {place}.").format(count=days, place=state.place)
    return ""


def bytes_shown(count: int) -> str:
    """``14.2 MB``, as a file manager says it."""
    size = float(count)
    for unit in ("B", "kB", "MB"):
        if size < _THOUSAND:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= _THOUSAND
    return f"{size:.1f} GB"


def copy_made_at(found: CopyFound) -> str:
    """When a copy was made; its file name where it cannot be read."""
    return short_datetime(found.manifest.made_at) if found.manifest else found.path.name
