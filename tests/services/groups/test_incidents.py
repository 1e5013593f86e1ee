"""Incidents: written down neutrally by counsellors, for counsellors."""

from dataclasses import replace
from datetime import date

import pytest

from peerdesk.domain.changes import Changed
from peerdesk.domain.groups.incidents import IncidentDetails, IncidentKind
from peerdesk.records.groups import incidents as incident_records
from peerdesk.services.groups import incidents
from tests.centres import TODAY
from tests.looking import days_in_book, session_on, trail
from tests.refusals import failure_of, problems_of

MONDAY = date(2026, 11, 16)
WHAT = IncidentDetails(MONDAY, IncidentKind.CONFLICT, " Two members disagreed about the tea money. ")


@pytest.fixture
def add(storage, counsellor, circle):
    def call(details, group_id=circle.group_id):
        return incidents.add(storage, counsellor, group_id, details, today=TODAY)

    return call


@pytest.fixture
def of_group(storage, counsellor, circle):
    return lambda: incidents.of_group(storage, counsellor, circle.group_id)


def test_an_incident_is_kept_with_who_wrote_it_down(storage, circle, add, of_group, announced):
    session_id = session_on(storage, circle.group_id, MONDAY)
    announced.clear()
    incident_id = add(replace(WHAT, session_id=session_id))
    (row,) = of_group()
    assert (row.id, row.session_id, row.day, row.kind) == (incident_id, session_id, MONDAY, IncidentKind.CONFLICT)
    assert (row.what, row.agreed, row.by) == ("Two members disagreed about the tea money.", "", "Ravi Tomar")
    with storage.reading():
        assert incident_records.of_session(session_id) == [row]
    assert announced == [Changed.GROUP_LIFE]


def test_what_was_agreed_is_added_later_and_the_trail_keeps_both(storage, counsellor, add, of_group):
    incident_id = add(WHAT)
    later = replace(WHAT, agreed="The timekeeper keeps the money.")
    incidents.change(storage, counsellor, incident_id, later, today=TODAY)
    assert of_group()[0].agreed == "The timekeeper keeps the money."
    (entry,) = trail(storage, "incident.change")
    assert (entry.old, entry.new) == ({"agreed": ""}, {"agreed": "The timekeeper keeps the money."})
    incidents.change(storage, counsellor, incident_id, later, today=TODAY)
    assert len(trail(storage, "incident.change")) == 1


def test_an_incident_is_removed_and_the_trail_keeps_it(storage, counsellor, add, of_group):
    incident_id = add(WHAT)
    incidents.remove(storage, counsellor, incident_id)
    assert of_group() == []
    (entry,) = trail(storage, "incident.remove")
    assert (entry.old["what"], entry.new) == (WHAT.what.strip(), None)
    assert failure_of(incidents.remove, storage, counsellor, incident_id) == "unknown-incident"


def test_the_newest_stands_first(add, of_group):
    add(WHAT)
    add(replace(WHAT, day=date(2026, 11, 17), what="Later"))
    add(replace(WHAT, what="Same day"))
    assert [row.what for row in of_group()] == ["Later", "Same day", WHAT.what.strip()]


def test_everything_wrong_is_said_and_nothing_is_kept(storage, counsellor, circle, add, of_group):
    wrong = IncidentDetails(date(2026, 11, 1), None, "")
    assert problems_of(add, wrong) == [
        "kind: incident-kind-missing",
        "what: text-missing",
        "day: before-group-existed",
    ]
    assert problems_of(add, replace(WHAT, day=date(2026, 11, 19))) == ["day: day-ahead"]
    assert failure_of(add, WHAT, 99) == "unknown-group"
    assert failure_of(add, replace(WHAT, session_id=9999)) == "unknown-session"
    assert failure_of(incidents.change, storage, counsellor, 9, WHAT, today=TODAY) == "unknown-incident"
    assert of_group() == []


def test_a_session_of_another_group_is_refused(storage, centre, circle, add):
    other = centre.group("Evening Circle", (1,))
    elsewhere = session_on(storage, other, days_in_book(storage, other)[0])
    assert failure_of(add, replace(WHAT, session_id=elsewhere)) == "unknown-session"


def test_members_named_in_it_are_noticed(storage, counsellor, circle):
    def named(text):
        return list(incidents.names_in(storage, counsellor, circle.group_id, MONDAY, text))

    assert named("Two members disagreed") == []
    assert named("Ramesh and सुनीता disagreed") == ["Ramesh Kumar", "Sunita Shinde"]
