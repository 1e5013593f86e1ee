"""Everything the Settings screen shows of the file, in one reading."""

from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Permission
from peerdesk.domain.screens.settings import SettingsScreen
from peerdesk.services import bin as bin_acts
from peerdesk.services import centre, staff
from peerdesk.services.care import follow_ups, milestones, places, thresholds
from peerdesk.services.measures import scales
from peerdesk.services.sessions import plans


def screen(storage: Storage, actor: Actor) -> SettingsScreen:
    """What is set once and then left alone: everybody may look at it, few may change it."""
    actor.require(Permission.SEE_GROUPS)
    with storage.reading():
        return SettingsScreen(
            centre=centre.details(storage, actor),
            staff=staff.everybody(storage, actor),
            holidays=centre.holidays(storage, actor),
            places=places.everything(storage, actor),
            thresholds=thresholds.numbers(storage, actor),
            help_lines_check=thresholds.help_lines_check(storage, actor),
            schedule=follow_ups.schedule(storage, actor),
            milestones=milestones.everything(storage, actor),
            scales=scales.scales(storage, actor, retired=True),
            plans=plans.everything(storage, actor),
            bin=bin_acts.entries(storage, actor),
        )
