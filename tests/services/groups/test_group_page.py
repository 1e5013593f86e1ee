"""The Groups screen: the list and one group beside it, as one state of the file."""

from datetime import date, timedelta

import pytest

from peerdesk.domain.groups.duties import Duty
from peerdesk.domain.groups.incidents import IncidentDetails, IncidentKind
from peerdesk.services.groups import duties, group_page, groups, incidents
from tests.centres import TODAY
from tests.refusals import failure_of

BEGINS = date(2026, 11, 26)
ENDED = date(2026, 11, 13)


@pytest.fixture
def screen(storage, coordinator):
    return lambda **chosen: group_page.screen(storage, coordinator, today=TODAY, **chosen)


@pytest.fixture
def asha(centre):
    return centre.member("Asha Devi")


@pytest.fixture
def closed(storage, coordinator, centre, asha):
    group_id = centre.group("Afternoon Circle")
    centre.join(group_id, asha)
    groups.close(storage, coordinator, group_id, ENDED)
    return group_id


def test_without_a_wish_the_first_group_of_the_list_stands_beside_it(screen, centre, closed):
    assert screen().shown is None
    assert screen(among_closed=True).shown.group.id == closed
    evening = centre.group("Evening Circle")
    assert screen().shown.group.id == evening
    assert screen(among_closed=True).shown.group.id == closed
    assert screen(shown=closed).shown.group.id == closed
    assert [row.id for row in screen().groups] == [closed, evening]


def test_a_centre_without_groups_has_nothing_to_show(screen):
    assert (screen().shown, list(screen().groups)) == (None, [])


def test_a_group_that_does_not_exist_is_said_to_be_unknown(storage, coordinator):
    assert failure_of(group_page.screen, storage, coordinator, today=TODAY, shown=99) == "unknown-group"
    assert failure_of(group_page.view, storage, coordinator, 99, today=TODAY) == "unknown-group"


def test_a_closed_group_is_looked_at_as_on_its_last_day_and_one_that_begins_later_as_on_its_first(
    screen, centre, closed, asha
):
    ended = screen(shown=closed).shown
    assert (ended.page.roster_on, [row.member_id for row in ended.page.roster]) == (ENDED, [asha])
    later = centre.group("Evening Circle", since=BEGINS)
    centre.join(later, asha, since=BEGINS)
    ahead = screen(shown=later).shown
    assert (ahead.page.roster_on, [row.member_id for row in ahead.page.roster]) == (BEGINS, [asha])
    assert [meeting.weekday for meeting in ahead.page.details.times] == [0, 2, 4]


def test_another_day_changes_what_is_looked_at_and_not_what_is_worked_on(screen, centre, asha):
    group_id = centre.group(since=TODAY - timedelta(7))
    centre.join(group_id, asha, since=TODAY)
    shown = screen(shown=group_id, on=TODAY - timedelta(1)).shown
    assert (shown.page.roster_on, list(shown.page.roster)) == (TODAY - timedelta(1), [])
    assert shown.composition.size == 0
    assert (shown.group.roster_on, [row.member_id for row in shown.group.roster]) == (TODAY, [asha])


def test_what_had_to_be_settled_is_for_counsellors_alone(storage, coordinator, office, centre):
    group_id = centre.group()
    duties.set_duties(storage, coordinator, group_id, [Duty.TEA])
    details = IncidentDetails(TODAY, IncidentKind.BOUNDARY, "A phone was used in the circle")
    incidents.add(storage, coordinator, group_id, details, today=TODAY)
    seen = {
        actor.role: group_page.screen(storage, actor, today=TODAY, shown=group_id).shown
        for actor in (coordinator, office)
    }
    assert [len(view.incidents) for view in seen.values()] == [1, 0]
    assert [view.duties for view in seen.values()] == [[Duty.TEA], [Duty.TEA]]
