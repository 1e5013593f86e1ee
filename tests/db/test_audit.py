"""The audit trail: who, when, what, old → new, in the same transaction as the change."""

import json
from datetime import date, datetime, time

import pytest
from peewee import IntegrityError

from peerdesk.db.models import AuditEntry, HolidayRow
from peerdesk.domain.access import Role
from peerdesk.domain.changes import Changed
from peerdesk.domain.members.portal_codes import Substance
from tests.centres import TODAY


def last_entry(storage):
    with storage.reading():
        return AuditEntry.select().order_by(AuditEntry.id.desc()).first()


def count(storage):
    with storage.reading():
        return AuditEntry.select().count()


def test_an_entry_says_who_when_what_and_old_to_new(storage, counsellor):
    with storage.writing(Changed.HOLIDAYS, counsellor) as unit:
        unit.audit("holiday.rename", 7, {"name": "Holi"}, {"name": "होली"})
    entry = last_entry(storage)
    assert (entry.at, entry.staff_id) == (datetime(2026, 11, 18, 10, 0), counsellor.staff_id)
    assert (entry.action, entry.subject_id) == ("holiday.rename", 7)
    assert (json.loads(entry.old), json.loads(entry.new)) == ({"name": "Holi"}, {"name": "होली"})
    assert "होली" in entry.new  # readable as it stands


def test_a_write_without_an_entry_is_a_bug_and_is_not_kept(storage, coordinator, announced):
    with pytest.raises(RuntimeError), storage.writing(Changed.HOLIDAYS, coordinator):
        HolidayRow.create(day=TODAY, name="Diwali")
    with storage.reading():
        assert HolidayRow.select().count() == 0
    assert announced == []


def test_autosaved_text_leaves_no_entry_and_is_announced(storage, coordinator, announced):
    before = count(storage)
    with storage.writing(Changed.NOTES, coordinator, draft=True):
        HolidayRow.create(day=TODAY, name="Diwali")
    assert count(storage) == before
    assert announced == [Changed.NOTES]


def test_only_what_differs_is_noted(storage, coordinator):
    with storage.writing(Changed.MEMBERS, coordinator) as unit:
        unit.audit_change("member.change", 1, {"village": "Dabra", "age": 30}, {"village": "Dabra", "age": 31})
    entry = last_entry(storage)
    assert (json.loads(entry.old), json.loads(entry.new)) == ({"age": 30}, {"age": 31})


def test_a_change_to_what_stands_there_already_leaves_no_entry_and_is_not_announced(storage, coordinator, announced):
    before = count(storage)
    with storage.writing(Changed.MEMBERS, coordinator) as unit:
        unit.audit_change("member.change", 1, {"village": "Dabra"}, {"village": "Dabra"})
    assert count(storage) == before
    assert announced == []


def test_every_kind_of_value_is_written_so_that_it_can_be_read(storage, coordinator):
    facts = {
        "day": date(2026, 4, 1),
        "at": datetime(2026, 4, 1, 9, 30),
        "starts": time(11, 45),
        "role": Role.OFFICE,
        "logo": b"12345",
        "substances": frozenset({Substance.GANJA, Substance.BEER}),
        "nothing": None,
    }
    with storage.writing(Changed.CENTRE, coordinator) as unit:
        unit.audit("centre.change", 1, None, facts)
    assert json.loads(last_entry(storage).new) == {
        "day": "2026-04-01",
        "at": "2026-04-01T09:30:00",
        "starts": "11:45:00",
        "role": "office",
        "logo": "5 bytes",
        "substances": ["beer", "ganja"],
        "nothing": None,
    }


def test_a_value_nobody_thought_of_is_a_bug_and_nothing_is_kept(storage, coordinator):
    before = count(storage)
    with pytest.raises(TypeError), storage.writing(Changed.CENTRE, coordinator) as unit:
        unit.audit("centre.change", 1, None, {"odd": object()})
    assert count(storage) == before


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET action = 'x'", "DELETE FROM audit_entry"])
def test_the_trail_is_kept_for_ever(storage, coordinator, statement):
    before = count(storage)
    with pytest.raises(IntegrityError, match="kept for ever"):
        storage._database.run(statement)
    assert count(storage) == before
