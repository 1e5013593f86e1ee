from datetime import date, timedelta

import pytest

from peerdesk.domain.changes import Changed
from peerdesk.domain.measures.scales import NewScale, Rhythm
from peerdesk.domain.members.stays import Discharge, DischargeType
from peerdesk.errors import NotPermitted
from peerdesk.records import measures as measure_records
from peerdesk.records import members as member_records
from peerdesk.services.measures import measures, safety, scales
from peerdesk.services.members import stays
from tests.leaving import put_away
from tests.looking import trail
from tests.refusals import failure_of, problems_of

TODAY = date(2026, 11, 18)  # a Wednesday
WEEK_BEFORE = TODAY - timedelta(7)
WEEKLY = {1: 4, 2: 9, 3: 5, 4: 0}
BARC = dict.fromkeys(range(1, 11), 4)
PHQ = dict.fromkeys(range(1, 10), 0)
SLEEP = NewScale("Sleep", ("How many hours?", "How rested?"), 0, 12, Rhythm.MONTHLY, "The centre's own")


@pytest.fixture
def record(storage, counsellor):
    def record(member_id, scale, answers, day=TODAY, actor=counsellor):
        return measures.record(storage, actor, member_id, scale, day, answers, today=TODAY)

    return record


@pytest.fixture
def of_member(storage):
    def of_member(member_id, *, counsellor=True):
        with storage.reading():
            return {t.scale.code: t for t in measure_records.of_member(member_id, TODAY, counsellor=counsellor)}

    return of_member


@pytest.fixture
def due(storage, counsellor):
    def due(actor=counsellor, on=TODAY):
        return {row.member_id: set(row.due) for row in measures.screen(storage, actor, today=on, day=on).due}

    return due


def test_answers_keyed_in_are_the_member_s_with_day_and_hand(record, of_member, circle, announced):
    announced.clear()
    record(circle.member_ids[0], "weekly", WEEKLY)
    assert announced == [Changed.MEASURES]
    found = of_member(circle.member_ids[0])
    assert list(found) == ["weekly"]
    [row] = found["weekly"].measured
    assert (row.day, row.answers, row.by) == (TODAY, WEEKLY, "Ravi Tomar")
    assert of_member(circle.member_ids[1]) == {}


def test_entering_the_same_day_again_corrects_and_the_trail_keeps_both(
    storage, record, of_member, circle, office, announced
):
    first = record(circle.member_ids[0], "weekly", WEEKLY)
    again = record(circle.member_ids[0], "weekly", {1: 5, 2: 9}, actor=office)
    assert again == first
    [row] = of_member(circle.member_ids[0])["weekly"].measured
    assert (row.answers, row.by) == ({1: 5, 2: 9}, "Kavita Jatav")
    entry = trail(storage, "measure.correct")[-1]
    assert (entry.old["answers"]["1"], entry.new["answers"]) == (4, {"1": 5, "2": 9})
    announced.clear()
    record(circle.member_ids[0], "weekly", {1: 5, 2: 9}, actor=office)
    assert announced == []


def test_nothing_is_kept_that_cannot_be_meant(storage, counsellor, circle, record, of_member):
    member_id = circle.member_ids[0]
    tomorrow = TODAY + timedelta(1)
    wrong = problems_of(measures.record, storage, counsellor, member_id, "weekly", tomorrow, {4: 8}, today=TODAY)
    assert wrong == ["item-4: number-out-of-range", "day: day-ahead"]
    assert problems_of(record, member_id, "barc-10", {}) == ["answers: answers-missing"]
    assert failure_of(record, 999, "weekly", WEEKLY) == "unknown-member"
    for code in ("bam-r", "own-1", "own-99999999999999999999999", "own-"):
        assert failure_of(record, member_id, code, WEEKLY) == "unknown-scale"
    assert of_member(member_id) == {}


def test_a_sheet_taken_out_is_gone_and_the_trail_keeps_it(storage, counsellor, record, of_member, circle):
    number = record(circle.member_ids[0], "weekly", WEEKLY)
    measures.remove(storage, counsellor, number)
    assert of_member(circle.member_ids[0]) == {}
    entry = trail(storage, "measure.remove")[-1]
    assert (entry.old["scale"], entry.old["answers"]["2"]) == ("weekly", 9)
    assert failure_of(measures.remove, storage, counsellor, number) == "unknown-measurement"


def test_the_form_begins_with_the_day_s_answers_and_the_ones_before(storage, counsellor, record, circle):
    member_id = circle.member_ids[0]
    record(member_id, "weekly", {1: 8}, TODAY - timedelta(14))
    record(member_id, "weekly", {1: 6}, WEEK_BEFORE)
    record(member_id, "barc-10", BARC, WEEK_BEFORE)
    fresh = measures.entry(storage, counsellor, member_id, "weekly", TODAY)
    assert (fresh.kept, fresh.before.answers) == (None, {1: 6})
    record(member_id, "weekly", WEEKLY)
    again = measures.entry(storage, counsellor, member_id, "weekly", TODAY)
    assert (again.kept.answers, again.before.answers) == (WEEKLY, {1: 6})
    earlier = measures.entry(storage, counsellor, member_id, "weekly", TODAY - timedelta(14))
    assert (earlier.kept.answers, earlier.before) == ({1: 8}, None)


@pytest.fixture
def screen(storage, counsellor):
    def screen(actor=counsellor, day=TODAY, **chosen):
        return measures.screen(storage, actor, today=TODAY, day=day, **chosen)

    return screen


def test_the_screen_begins_with_the_first_scale_and_nobody_s_sheet(screen, circle):
    found = screen()
    assert ([scale.code for scale in found.scales], found.scale) == (["weekly", "barc-10", "phq-9"], "weekly")
    assert (found.sheet, list(found.found)) == (None, [])
    assert [row.member_id for row in found.due] == list(circle.member_ids)


def test_the_chosen_sheet_comes_with_the_lists_as_on_its_day(screen, record, circle):
    who = circle.member_ids[1]
    record(who, "barc-10", BARC, WEEK_BEFORE)
    found = screen(scale="barc-10", member_id=who, day=WEEK_BEFORE)
    assert (found.scale, found.sheet.member_id, found.sheet.kept.answers) == ("barc-10", who, BARC)
    assert screen(scale="barc-10", member_id=who).sheet.before.answers == BARC
    assert screen(scale="unknown", member_id=who).sheet.scale.code == "weekly"
    assert [row.name_latin for row in screen(text="gurp").found] == ["Gurpreet Singh"]


def test_for_somebody_in_particular_the_first_scale_that_is_due_is_chosen(screen, record, circle):
    who = circle.member_ids[1]
    record(who, "weekly", WEEKLY)
    assert screen(scale="phq-9", member_id=who, due_first=True).scale == "barc-10"
    record(who, "barc-10", BARC)
    assert screen(scale="phq-9", member_id=who, due_first=True).scale == "phq-9", "nothing is due: as chosen"


# Counsellors' scales


def test_the_office_neither_keys_in_nor_learns_of_a_counsellor_s_scale(
    storage, counsellor, office, record, of_member, due, screen, circle
):
    member_id = circle.member_ids[0]
    number = record(member_id, "phq-9", PHQ)
    with pytest.raises(NotPermitted):
        record(member_id, "phq-9", PHQ, actor=office)
    with pytest.raises(NotPermitted):
        measures.entry(storage, office, member_id, "phq-9", TODAY)
    assert of_member(member_id, counsellor=False) == {}
    assert list(of_member(member_id)) == ["phq-9"]
    assert "phq-9" not in [scale.code for scale in scales.scales(storage, office)]
    seen = screen(office, scale="phq-9", member_id=member_id)
    assert ("phq-9" not in [scale.code for scale in seen.scales], seen.sheet.scale.code) == (True, "weekly")
    assert all("phq-9" not in row.latest for row in seen.due)
    # Whether there is nothing to take out, or nothing they may know of, sounds the same to them.
    assert failure_of(measures.remove, storage, office, number) == "unknown-measurement"
    assert failure_of(measures.remove, storage, office, 999) == "unknown-measurement"


def test_other_scales_open_no_safety_note(storage, counsellor, record, circle):
    record(circle.member_ids[0], "barc-10", BARC)
    assert safety.open_note(storage, counsellor, circle.member_ids[0]) is None


# What is due


def test_the_week_s_and_the_month_s_scales_are_due_once(coordinator, record, due, screen, circle):
    member_id, other = circle.member_ids[:2]
    assert due()[member_id] == {"weekly", "barc-10"}
    record(member_id, "weekly", WEEKLY, date(2026, 11, 15))  # the Sunday before
    record(member_id, "barc-10", BARC, date(2026, 10, 31))
    assert due()[member_id] == {"weekly", "barc-10"}
    record(member_id, "weekly", WEEKLY, date(2026, 11, 16))
    record(member_id, "barc-10", BARC, date(2026, 11, 1))
    assert due()[member_id] == set()
    assert due()[other] == {"weekly", "barc-10"}
    assert due(on=date(2026, 11, 23))[member_id] == {"weekly"}
    assert due(on=date(2026, 12, 1))[member_id] == {"weekly", "barc-10"}
    [row] = [row for row in screen(coordinator).due if row.member_id == member_id]
    assert row.latest == {"weekly": date(2026, 11, 16), "barc-10": date(2026, 11, 1)}


def test_only_members_in_the_programme_are_due(storage, coordinator, due, circle):
    gone, archived, *here = circle.member_ids
    with storage.reading():
        [stay] = member_records.stays_of(gone)
    stays.discharge(storage, coordinator, stay.id, Discharge(TODAY, DischargeType.COMPLETED), today=TODAY)
    put_away(storage, coordinator, archived, today=TODAY)
    assert set(due()) == set(here)


def test_how_many_are_due_costs_no_more_questions(storage, counsellor, record, circle, statements):
    def asked():
        with statements() as sql:
            measures.screen(storage, counsellor, today=TODAY, day=TODAY)
            with storage.reading():
                measure_records.of_member(circle.member_ids[0], TODAY, counsellor=True)
        return len([line for line in sql if line.startswith("SELECT")])

    before = asked()
    for member_id in circle.member_ids:
        for week in range(4):
            record(member_id, "weekly", WEEKLY, TODAY - timedelta(7 * week))
        record(member_id, "barc-10", BARC)
    assert asked() == before


# Scales of the centre's own


def test_a_scale_of_the_centre_s_own_is_asked_scored_and_retired(storage, coordinator, record, of_member, due, circle):
    member_id = circle.member_ids[0]
    code = scales.add_scale(storage, coordinator, SLEEP)
    assert code in due()[member_id]
    record(member_id, code, {1: 7, 2: 8}, date(2026, 10, 18))
    record(member_id, code, {1: 7, 2: 6})
    found = of_member(member_id)[code]
    assert (found.scale.name, found.scale.built_in, found.scale.source) == ("Sleep", False, "The centre's own")
    [trend] = found.trends
    assert (trend.latest, trend.change.by, trend.highest) == ((TODAY, 13), -2, 24)
    scales.retire_scale(storage, coordinator, code, today=WEEK_BEFORE)
    assert code not in due()[member_id]
    assert code not in [scale.code for scale in scales.scales(storage, coordinator)]
    assert code in [scale.code for scale in scales.scales(storage, coordinator, retired=True)]
    assert problems_of(record, member_id, code, {1: 1}) == ["day: scale-retired"]
    record(member_id, code, {1: 1}, WEEK_BEFORE)  # a sheet found in the drawer
    assert len(of_member(member_id)[code].measured) == 3
    scales.retire_scale(storage, coordinator, code, today=None)
    record(member_id, code, {1: 2, 2: 2})


def test_a_new_scale_needs_what_it_needs_and_a_name_of_its_own(storage, coordinator):
    scales.add_scale(storage, coordinator, SLEEP)
    again = NewScale(" Sleep ", (), 0, 10, Rhythm.WEEKLY, "ours")
    assert problems_of(scales.add_scale, storage, coordinator, again) == [
        "questions: questions-missing",
        "name: scale-name-taken",
    ]


def test_a_built_in_scale_cannot_be_retired(storage, coordinator):
    for code in ("weekly", "own-1", "own-x", "nothing"):
        assert failure_of(scales.retire_scale, storage, coordinator, code, today=TODAY) == "unknown-scale"


def test_only_the_coordinator_makes_scales(storage, counsellor):
    with pytest.raises(NotPermitted):
        scales.add_scale(storage, counsellor, SLEEP)
