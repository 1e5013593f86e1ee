"""The Settings screen: everything that is set once, as one state of the file."""

from peerdesk.services import centre, settings, staff
from peerdesk.services.care import follow_ups, milestones, thresholds
from peerdesk.services.measures import scales
from peerdesk.services.sessions import plans


def test_the_screen_holds_what_each_tab_shows(storage, coordinator, counsellor):
    found = settings.screen(storage, coordinator)
    assert found.centre == centre.details(storage, coordinator)
    assert found.staff == staff.everybody(storage, coordinator)
    assert found.holidays == centre.holidays(storage, coordinator)
    assert (found.thresholds, found.schedule) == (
        thresholds.numbers(storage, coordinator),
        follow_ups.schedule(storage, coordinator),
    )
    assert found.milestones == milestones.everything(storage, coordinator)
    assert found.scales == scales.scales(storage, coordinator, retired=True)
    assert found.plans == plans.everything(storage, coordinator)


def test_the_office_reads_it_without_counsellors_scales(storage, coordinator, office):
    codes = [{scale.code for scale in settings.screen(storage, who).scales} for who in (coordinator, office)]
    assert codes[0] - codes[1] == {"phq-9"}
