"""The programme's numbers: what a new file has, who may change them, and what is refused."""

from dataclasses import asdict

import pytest

from peerdesk.domain.care.thresholds import LEAST, MOST, NUMBERS, HelpLinesCheck, Thresholds
from peerdesk.domain.changes import Changed
from peerdesk.errors import InvalidInput, NotPermitted
from peerdesk.records import centre as centre_records
from peerdesk.services.care import thresholds
from tests.altered import altered
from tests.centres import TODAY
from tests.looking import trail


def test_a_new_file_has_the_usual_numbers(storage, coordinator):
    assert thresholds.numbers(storage, coordinator) == Thresholds()
    with storage.reading():
        assert centre_records.thresholds() == Thresholds()


def test_every_number_is_kept(storage, coordinator, office, announced):
    other = Thresholds(**dict(zip(NUMBERS, range(2, 2 + len(NUMBERS)), strict=True)), help_lines="14446\n1800 11 0031")
    announced.clear()
    thresholds.change(storage, coordinator, other)
    assert thresholds.numbers(storage, office) == other
    assert announced == [Changed.THRESHOLDS]


def test_the_trail_says_what_was_changed(storage, coordinator):
    thresholds.change(storage, coordinator, Thresholds(no_contact_days=45))
    [entry] = trail(storage, "programme.change")
    assert (entry.by, entry.old, entry.new) == (1, {"no_contact_days": 30}, {"no_contact_days": 45})


def test_keeping_the_same_numbers_is_no_change(storage, coordinator, announced):
    thresholds.change(storage, coordinator, Thresholds())
    assert announced == []
    assert trail(storage, "programme.change") == []


def test_the_coordinator_alone_changes_them(storage, counsellor, office):
    for actor in (counsellor, office):
        with pytest.raises(NotPermitted):
            thresholds.change(storage, actor, Thresholds(mentor_load=3))
        assert thresholds.numbers(storage, actor) == Thresholds()


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_lies_between_one_and_its_largest(storage, coordinator, name):
    for value in (LEAST[name], MOST[name]):
        thresholds.change(storage, coordinator, altered(Thresholds(), name, value))
        assert getattr(thresholds.numbers(storage, coordinator), name) == value
    for value in (LEAST[name] - 1, -1, MOST[name] + 1):
        with pytest.raises(InvalidInput) as refused:
            thresholds.change(storage, coordinator, altered(Thresholds(), name, value))
        [problem] = refused.value.problems
        assert (problem.field, problem.code) == (name, "number-out-of-range")
        assert problem.values == {"least": LEAST[name], "most": MOST[name]}


def test_everything_wrong_is_said_at_once_and_nothing_is_kept(storage, coordinator):
    wrong = Thresholds(absences_daily=0, mentor_load=99, help_lines="1" * 501)
    with pytest.raises(InvalidInput) as refused:
        thresholds.change(storage, coordinator, wrong)
    assert [problem.field for problem in refused.value.problems] == ["absences_daily", "mentor_load", "help_lines"]
    assert asdict(thresholds.numbers(storage, coordinator)) == asdict(Thresholds())


def test_the_help_lines_are_checked_by_the_coordinator_once_a_year(storage, coordinator, counsellor):
    assert thresholds.help_lines_check(storage, counsellor) is None
    with pytest.raises(NotPermitted):
        thresholds.check_help_lines(storage, counsellor)
    thresholds.check_help_lines(storage, coordinator)
    assert thresholds.help_lines_check(storage, counsellor) == HelpLinesCheck(TODAY, coordinator.name)
    [entry] = trail(storage, "programme.check-help-lines")
    assert (entry.by, entry.old, entry.new["help_lines_checked_on"]) == (1, {"checked_on": None}, TODAY.isoformat())


def test_who_changes_the_help_lines_has_looked_them_up(storage, coordinator):
    thresholds.change(storage, coordinator, Thresholds(mentor_load=3))
    assert thresholds.help_lines_check(storage, coordinator) is None
    thresholds.change(storage, coordinator, Thresholds(help_lines="14416"))
    assert thresholds.help_lines_check(storage, coordinator) == HelpLinesCheck(TODAY, coordinator.name)
