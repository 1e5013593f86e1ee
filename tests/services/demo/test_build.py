import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from peerdesk.db.models import (
    MODELS,
    AddendumRow,
    AttendanceRow,
    AuditEntry,
    Centre,
    CorrectionRow,
    Group,
    GuestRow,
    Member,
    Membership,
    MemberToken,
    PlannedLeave,
    Seal,
    Session,
    Stay,
)
from peerdesk.db.search import tokens_of
from peerdesk.domain.access import Role
from peerdesk.domain.care.attention import ReasonCode
from peerdesk.domain.groups.groups import GroupType
from peerdesk.domain.groups.memberships import MemberRole
from peerdesk.domain.members.members import tidied
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import DischargeType, Series
from peerdesk.domain.names import Script, script_of
from peerdesk.domain.sessions.marks import Mark, Tally
from peerdesk.domain.sessions.sessions import RecordState, SessionStatus
from peerdesk.domain.sessions.signing import signed_late
from peerdesk.errors import AccessDenied, StorageUnavailable
from peerdesk.paths import DataFolder
from peerdesk.records import members as member_records
from peerdesk.security.password_recovery import new_code
from peerdesk.security.passwords import KdfParameters
from peerdesk.services import access, door, today
from peerdesk.services.demo.build import DemoPlan, build, logins
from peerdesk.services.demo.plan import CENTRE, STAFF
from peerdesk.services.members import members, stays
from peerdesk.services.sessions import sessions, signing

SMALL = DemoPlan(today=date(2026, 3, 4), members=30, seed=5)  # Holi
KEPT_APART = {
    *("line", "vault", "salt"),
    *("signing", "opening", "by", "signature", "seal", "keys_head"),
    *("digest", "trail_head", "own_before"),
}
"""What is drawn anew for every file, or made with what is: names and salts, keys and what they sign, fingerprints."""


QUICK = KdfParameters(memory=19_456, time=1)


def dumped(opened, folder, plan):
    storage, _ = opened(folder, plan)

    def rows(model: Any) -> list[list[object]]:
        apart = KEPT_APART | ({"new"} if model is AuditEntry else set())  # seals stand in it
        return [[row[name] for name in row if name not in apart] for row in model.select().dicts()]

    with storage.reading():
        return {model.__name__: rows(model) for model in MODELS}


def nobody(*_told):
    """Nobody watches progress."""


# The same for everybody


def test_where_nothing_may_be_written_no_demo_is_begun(tmp_path, plan):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageUnavailable, match="folder-is-none"):
        build(DataFolder(tmp_path / "file" / "demo"), plan, nobody, KdfParameters(memory=19_456, time=1))
    assert [place.name for place in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_text() == "in the way"


def test_the_same_plan_makes_the_same_rows(make, opened):
    assert dumped(opened, make("one", SMALL), SMALL) == dumped(opened, make("two", SMALL), SMALL)


def test_another_seed_makes_other_people_and_passwords(make, opened):
    other = replace(SMALL, seed=6)
    ours, theirs = dumped(opened, make("one", SMALL), SMALL), dumped(opened, make("two", other), other)
    assert ours["Member"] != theirs["Member"]
    assert {login.password for login in logins(SMALL)}.isdisjoint(login.password for login in logins(other))


# A whole file


def test_a_centre_of_one_member_on_a_holiday_is_whole_too(make, opened):
    plan = replace(SMALL, members=1)
    storage, actor = opened(make("small", plan), plan)
    assert storage.pragma("foreign_key_check") == []
    assert signing.broken_seals(storage, actor) == []
    assert Member.select().count() == 1
    assert today.page(storage, actor, today=plan.today).holiday == "Holi"


def test_the_file_is_whole_and_nothing_signed_was_changed(centre):
    storage, actor = centre
    assert storage.pragma("foreign_key_check") == []
    assert storage.pragma("quick_check") == [("ok",)]
    assert Seal.select().count() > 700
    assert signing.broken_seals(storage, actor) == []


def test_a_signature_given_later_goes_on_in_the_same_chain(make, opened):
    storage, actor = opened(make("signed", SMALL), SMALL)
    draft = next(row for row in today.page(storage, actor, today=SMALL.today).unfinished if row.has_note)
    signing.sign(storage, actor, draft.id, logins(SMALL)[0].password)
    assert signing.broken_seals(storage, actor) == []


def test_the_folder_holds_what_a_centre_has_and_nothing_else(shared_centre):
    names = {path.name for path in shared_centre.root.iterdir()}
    assert names - {"peerdesk.db-wal", "peerdesk.db-shm", "failed-log-ins.json"} == {
        "peerdesk.db", "peerdesk.keys", "peerdesk.keys.bak", "backups", "logs",
    }  # fmt: skip


def test_every_log_in_opens_the_centre_in_its_role(shared_centre, plan, opened):
    roles = [opened(shared_centre, plan, place)[1].role for place in range(len(logins(plan)))]
    assert roles[0] is Role.COORDINATOR
    assert roles.count(Role.COUNSELLOR) >= 2
    assert roles.count(Role.OFFICE) == 1
    with pytest.raises(AccessDenied):
        door.unlock(shared_centre, "meena", "demo-meena-0000")


# Believable people


def test_everybody_could_have_been_registered_by_hand(centre, plan):
    for member in Member.select():
        details = member_records.record_of(member.id).details
        assert details.problems(plan.today) == [], details
        assert tidied(details, plan.today) == details


def test_names_stand_in_both_scripts_or_in_one(centre):
    names = [(m.name_latin, m.name_native) for m in Member.select()]
    assert {script_of(native) for _, native in names if native} == {Script.DEVANAGARI, Script.GURMUKHI}
    assert sum(bool(latin and native) for latin, native in names) > len(names) / 2
    assert any(not latin for latin, _ in names)
    assert any(not native for _, native in names)


def test_everybody_is_found_by_name_phone_and_admission_number(centre, plan):
    storage, actor = centre
    for stay in Stay.select(Stay, Member).join(Member):
        details = member_records.record_of(stay.member_id).details
        text = (details.name_latin, details.name_native, stay.number, details.phones[0].number)[stay.id % 4]
        found = members.find(storage, actor, text=text or details.name_latin or details.name_native, today=plan.today)
        assert stay.member_id in {row.id for row in found.rows}


def test_everybody_is_found_by_just_what_the_program_itself_would_write(centre):
    for member in Member.select():
        kept = {row.token: row.of_relative for row in MemberToken.select().where(MemberToken.member == member.id)}
        assert kept == tokens_of(member)


def test_some_came_again_some_left_early_and_some_are_women(centre):
    assert 0.05 < 1 - Member.select().count() / Stay.select().count() < 0.16
    ends = {stay.discharge_type for stay in Stay.select()}
    assert {DischargeType.COMPLETED, DischargeType.LEFT_WITHOUT_INFORMING, DischargeType.AGAINST_ADVICE, None} <= ends
    women = Member.select().where(Member.gender == Gender.FEMALE).count()
    assert 0.06 < women / Member.select().count() < 0.22


def test_stays_of_a_member_follow_each_other(centre):
    for member in Member.select():
        spans = [(s.admitted_on, s.discharged_on or date.max) for s in member_records.stays_of(member.id)]
        assert spans
        assert all(first[1] < second[0] for first, second in pairwise(spans))


def test_the_next_admission_goes_on_counting(centre, plan):
    storage, actor = centre
    for series in Series:
        year = [s.number for s in Stay.select().where(Stay.series == series) if "2026-27" in s.number]
        assert stays.next_number(storage, actor, series, plan.today).endswith(f"/2026-27/{len(year) + 1:04d}")


# Believable groups


def test_there_is_a_group_of_every_type(centre):
    assert {group.type for group in Group.select().where(Group.closed_on.is_null())} == set(GroupType)


def test_no_group_is_ever_fuller_than_it_may_be(centre):
    most = {group.id: group.capacity_max for group in Group.select()}
    sizes = {}
    for row in Membership.select():
        for offset in range(((row.to_day or date(2026, 11, 21)) - row.from_day).days + 1):
            day = (row.group_id, row.from_day + timedelta(offset))
            sizes[day] = sizes.get(day, 0) + 1
    assert max(sizes.values()) > 15
    assert all(size <= most[group_id] for (group_id, _), size in sizes.items())


def test_nobody_joined_before_their_group_began_or_came_to_the_centre(centre):
    came_on = {member_id: min(s.admitted_on for s in member_records.stays_of(member_id)) for member_id in range(1, 181)}
    for row in Membership.select(Membership, Group).join(Group):
        assert row.from_day >= max(row.group.started_on, came_on[row.member_id])
        assert row.group.closed_on is None or row.to_day <= row.group.closed_on


def test_the_womens_circle_has_women_alone(centre):
    rows = Membership.select(Membership, Member).join(Member).switch(Membership).join(Group)
    assert {row.member.gender for row in rows.where(Group.name == "Women's Circle")} == {Gender.FEMALE}


def test_groups_led_by_peers_have_a_peer_leader_now(centre):
    leaders = Membership.select(Membership, Group).join(Group).where(Membership.role == MemberRole.PEER_LEADER)
    assert {"Morning Circle", "Alumni Meeting"} <= {row.group.name for row in leaders if row.to_day is None}


# Believable sessions


def test_a_session_is_held_exactly_if_it_has_a_mark(centre):
    held = {session.id for session in Session.select().where(Session.status == SessionStatus.HELD)}
    assert held == {row.session_id for row in AttendanceRow.select(AttendanceRow.session).distinct()}
    assert Session.select().where(Session.status == SessionStatus.DID_NOT_HAPPEN).count() > 5


def test_the_book_reaches_a_fortnight_ahead_and_needs_no_planning(centre, plan):
    storage, actor = centre
    before = Session.select().count()
    Centre.update(planned_through=plan.today - timedelta(days=1)).execute()
    sessions.plan_ahead(storage, actor, today=plan.today)
    assert Session.select().count() == before
    assert not Session.select().where((Session.status == SessionStatus.PLANNED) & (Session.day < plan.today)).count()


def test_who_is_marked_was_on_the_roster_or_walked_in(centre):
    spans = {}
    for joined in Membership.select():
        days = (joined.from_day, joined.to_day or date.max)
        spans.setdefault((joined.group_id, joined.member_id), []).append(days)
    walk_ins = 0
    for row in AttendanceRow.select(AttendanceRow, Session).join(Session):
        session = row.session
        due = any(first <= session.day <= last for first, last in spans.get((session.group_id, row.member_id), ()))
        assert due is not row.walk_in
        walk_ins += row.walk_in
    assert walk_ins > 0


def test_members_come_mostly_and_every_mark_occurs(centre):
    tally = Tally.of(row.mark for row in AttendanceRow.select())
    assert 82 <= tally.percent <= 95
    assert min(tally.late, tally.left_early, tally.leave, tally.absent) > 50


def test_planned_leave_is_marked_as_leave(centre):
    on_leave = (PlannedLeave.member == AttendanceRow.member) & Session.day.between(
        PlannedLeave.from_day, PlannedLeave.to_day
    )
    rows = (
        AttendanceRow.select(AttendanceRow.mark)
        .join(Session)
        .join(PlannedLeave, on=on_leave)
        .where(~AttendanceRow.walk_in)
    )
    assert {row.mark for row in rows} == {Mark.LEAVE}


def test_there_are_guests_late_entries_addenda_and_corrections(centre):
    signatures = Seal.select(Seal, Session).join(Session).where(Seal.addendum.is_null() & Seal.correction.is_null())
    assert {row.session.group.type for row in GuestRow.select()} == {GroupType.FAMILY}
    assert any(signed_late(seal.session.day, seal.at) for seal in signatures)
    assert AddendumRow.select().count() > 3
    assert CorrectionRow.select().count() > 3


# A day's work


@pytest.mark.parametrize("seed", [1, 2])
def test_today_calls_for_contact_because_of_absences_with_three_or_four_members(make, opened, plan, seed):
    other = replace(plan, seed=seed, members=60)
    storage, actor = opened(make("seeded", other), other)
    reasons = [reason for row in today.page(storage, actor, today=plan.today).attention for reason in row.reasons]
    absent = [reason for reason in reasons if reason.code is ReasonCode.ABSENCES]
    assert 3 <= len(absent) <= 4
    assert all(reason.count >= 3 for reason in absent)


def test_today_has_sessions_to_mark_to_write_and_to_sign(centre, plan):
    storage, actor = centre
    page = today.page(storage, actor, today=plan.today)
    assert 0 < page.sessions[0].tally.unmarked < page.sessions[0].tally.total
    assert {row.state for row in page.unfinished} == {RecordState.DRAFT}
    assert [row.has_note for row in page.unfinished].count(False) == 1
    assert len(page.unfinished) >= 3


# The folder


def test_a_folder_that_holds_anything_is_refused_untouched(tmp_path):
    (tmp_path / "letter.txt").write_text("ours")
    with pytest.raises(StorageUnavailable, match="folder-not-empty"):
        build(DataFolder(tmp_path), SMALL, nobody)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_in_the_place_of_the_folder_is_refused_untouched(tmp_path):
    (tmp_path / "letter.txt").write_text("ours")
    with pytest.raises(StorageUnavailable, match="folder-is-none"):
        build(DataFolder(tmp_path / "letter.txt"), SMALL, nobody)
    assert (tmp_path / "letter.txt").read_text() == "ours"


@pytest.mark.parametrize("members", [1, 2, 3, 5, 8, 13])
@pytest.mark.parametrize(("seed", "day"), [(1, date(2026, 11, 30)), (7, date(2028, 2, 29))])
def test_a_centre_of_a_few_members_is_made_too(tmp_path, members, seed, day):
    assert build(DataFolder(tmp_path), DemoPlan(today=day, members=members, seed=seed), nobody, QUICK)


class Enough(Exception):
    """Somebody pressed Cancel."""


@pytest.mark.parametrize(("stop_at", "there"), [(0, True), (301, False), (1000, True), (1000, False)])
def test_cancelling_leaves_the_place_as_it_was(tmp_path, stop_at, there):
    place = tmp_path / "centre"
    if there:
        place.mkdir()

    def stop(done, _of):
        if done >= stop_at:
            raise Enough

    with pytest.raises(Enough):
        build(DataFolder(place), SMALL, stop, QUICK)
    assert list(tmp_path.iterdir()) == ([place] if there else [])
    assert not there or list(place.iterdir()) == []
    assert build(DataFolder(place), SMALL, nobody, QUICK) == logins(SMALL)


MAKE = """
import sys
from datetime import date
from pathlib import Path
from peerdesk.paths import DataFolder
from peerdesk.security.passwords import KdfParameters
from peerdesk.services.demo.build import DemoPlan, build

def told(done, _of):
    print(done, flush=True)
    if done == int(sys.argv[2]):
        sys.stdin.readline()

plan = DemoPlan(date(2026, 11, 18), members=12, seed=1)
build(DataFolder(Path(sys.argv[1])), plan, told, KdfParameters(memory=19_456, time=1))
"""


@contextmanager
def making(place, stop_at):
    """A making in a process of its own, which stands still at a point, and is killed at the end."""
    words = [sys.executable, "-c", MAKE, str(place), str(stop_at)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout:
            if int(line) == stop_at:
                break
        try:
            yield
        finally:
            process.kill()


@pytest.mark.parametrize("stop_at", [850, 960, 1000])
def test_what_a_killed_making_left_is_cleared_away_by_the_next(tmp_path, stop_at):
    place = DataFolder(tmp_path / "centre")
    with making(place.root, stop_at):
        pass
    assert place.demo_in_making.root.exists()
    assert not door.has_centre(place)
    assert build(place, SMALL, nobody, QUICK) == logins(SMALL)
    assert not place.demo_in_making.root.exists()


def test_a_making_that_lives_is_not_disturbed(tmp_path):
    place = DataFolder(tmp_path / "centre")
    with making(place.root, 850):
        before = sorted(place.root.rglob("*"))
        with pytest.raises(StorageUnavailable, match="folder-not-empty"):
            build(place, SMALL, nobody, QUICK)
        assert sorted(place.root.rglob("*")) == before


@pytest.mark.parametrize("moved", [1, 2, 3], ids=["record", "and copy", "and keys"])
@pytest.mark.parametrize("look", [door.has_centre, lambda place: build(place, SMALL, nobody, QUICK)])
def test_a_making_killed_in_its_last_steps_is_cleared_away_or_finished(tmp_path, moved, look):
    place = DataFolder(tmp_path / "centre")
    made = build(place, SMALL, nobody, QUICK)
    place.demo_in_making.root.mkdir()
    for file in [place.keys, place.keys_backup, place.database][: 3 - moved]:
        os.replace(file, place.demo_in_making.root / file.name)
    if moved == 3:
        assert door.has_centre(place)
        assert door.unlock(place, made[0].user_name, made[0].password)
    else:
        found = look(place)
        assert not found or found == made
        assert place.database.exists() is bool(found)
    assert not place.demo_in_making.root.exists()


def test_a_centre_set_up_beside_a_killed_making_keeps_nothing_of_it(tmp_path):
    place = DataFolder(tmp_path / "centre")
    with making(place.root, 850):
        pass
    access.set_up(
        place, CENTRE, STAFF[0].details, "river stone 7", new_code(), lambda: datetime(2026, 11, 18, 10), QUICK
    )
    assert not place.demo_in_making.root.exists()
    assert door.unlock(place, STAFF[0].details.user_name, "river stone 7")


def test_progress_only_goes_forward_and_ends_at_the_end(tmp_path):
    told = []
    build(DataFolder(tmp_path), SMALL, lambda done, of: told.append((done, of)), QUICK)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1]
