"""The unit of work: all or nothing, in whose name, and who hears of it when."""

import os
import subprocess
import sys
from contextvars import copy_context
from datetime import date, timedelta
from functools import partial
from threading import Event, Thread

import pytest
from peewee import IntegrityError, InterfaceError

from peerdesk.db.models import MODELS, AuditEntry, Centre, HolidayRow
from peerdesk.db.storage import Storage
from peerdesk.domain.changes import Changed
from peerdesk.paths import DataFolder
from peerdesk.security.seals import Sealer
from tests.centres import TODAY, nobody
from tests.refusals import failure_of

WRITES_UNTIL_KILLED = """
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from peerdesk.db.models import HolidayRow
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor, Role
from peerdesk.domain.changes import Changed
from peerdesk.paths import DataFolder
from peerdesk.security.master import Master

actor = Actor(1, "meena", "Meena Rawat", Role.COORDINATOR)
master = Master(bytes.fromhex(sys.stdin.readline()))
storage = Storage.open(DataFolder(Path(sys.argv[1])), master, datetime.now, lambda changed: None)
storage.bind()
day = date(2027, 1, 1)
while True:
    with storage.writing(Changed.HOLIDAYS, actor) as unit:
        HolidayRow.create(day=day, name="Holiday")
        unit.audit("holiday.add", None, None, {"day": day})
    print(day, flush=True)
    day += timedelta(days=1)
"""


class Stumble(Exception):
    """A bug in the middle of a unit of work."""


def add_holiday(unit, day=TODAY):
    HolidayRow.create(day=day, name="Diwali")
    unit.audit("holiday.add", None, None, {"day": day})


def stumble_after(act, storage, actor):
    with storage.writing(Changed.HOLIDAYS, actor) as unit:
        act(unit)
        raise Stumble


def holidays(storage):
    with storage.reading():
        return [row.day for row in HolidayRow.select().order_by(HolidayRow.day)]


def trail(storage):
    with storage.reading():
        return [row.action for row in AuditEntry.select().order_by(AuditEntry.id)]


def test_a_unit_of_work_that_fails_leaves_nothing_and_announces_nothing(storage, coordinator, announced):
    before = trail(storage)
    with pytest.raises(Stumble):
        stumble_after(add_holiday, storage, coordinator)
    assert holidays(storage) == []
    assert trail(storage) == before
    assert announced == []


def test_a_change_refused_by_the_file_takes_the_whole_unit_back(storage, coordinator, announced):
    def add_two(unit):
        add_holiday(unit)
        HolidayRow.create(day="31-12-2026", name="Not a day in the file's form")

    with pytest.raises(IntegrityError):
        stumble_after(add_two, storage, coordinator)
    assert holidays(storage) == []
    assert announced == []


def test_what_changed_is_announced_after_the_commit(storage, coordinator, folder, master, now):
    seen_from_outside = []

    def look(change):
        outside = Storage.open(folder, master, now, nobody)
        with outside.bound():
            seen_from_outside.append((change.kinds, holidays(outside)))
        outside.close()

    storage.announce_to(look)
    with storage.writing(Changed.HOLIDAYS, coordinator) as unit:
        add_holiday(unit)
        assert seen_from_outside == []
    assert seen_from_outside == [(Changed.HOLIDAYS, [TODAY])]


def test_a_listener_that_fails_does_not_undo_what_was_kept(storage, coordinator):
    def fall_over(_changed):
        raise Stumble

    storage.announce_to(fall_over)
    with pytest.raises(Stumble), storage.writing(Changed.HOLIDAYS, coordinator) as unit:
        add_holiday(unit)
    assert holidays(storage) == [TODAY]
    assert trail(storage)[-1] == "holiday.add"


def test_the_next_unit_works_after_a_failed_one(storage, coordinator, announced):
    with pytest.raises(Stumble), storage.writing(Changed.HOLIDAYS, coordinator):
        raise Stumble
    with storage.writing(Changed.HOLIDAYS, coordinator) as unit:
        add_holiday(unit)
    assert holidays(storage) == [TODAY]
    assert announced == [Changed.HOLIDAYS]


def test_one_service_function_is_one_unit_of_work(storage, coordinator):
    with storage.writing(Changed.HOLIDAYS, coordinator) as unit:
        add_holiday(unit)
        with pytest.raises(RuntimeError), storage.writing(Changed.CENTRE, coordinator):
            raise AssertionError("never reached")
    assert holidays(storage) == [TODAY]


def test_a_reading_inside_a_unit_sees_what_the_unit_wrote(storage, coordinator):
    with storage.writing(Changed.HOLIDAYS, coordinator) as unit:
        add_holiday(unit)
        assert holidays(storage) == [TODAY]


def test_a_reading_sees_one_state_of_the_file_from_end_to_end(storage, coordinator, folder, master, now):
    other = Storage.open(folder, master, now, nobody)
    with storage.reading():
        before = list(HolidayRow.select().tuples())
        with other.bound(), other.writing(Changed.HOLIDAYS, coordinator) as unit:
            add_holiday(unit)
        assert list(HolidayRow.select().tuples()) == before
    other.close()
    assert holidays(storage) == [TODAY]


def test_a_thread_works_on_a_connection_of_its_own_and_closes_it(storage, coordinator):
    def work():
        with storage.writing(Changed.HOLIDAYS, coordinator) as unit:
            add_holiday(unit)
        left_open.append(not storage._database.is_closed())

    left_open = []
    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert left_open == [False]
    assert holidays(storage) == [TODAY]


def test_another_file_is_bound_for_its_block_alone(storage, coordinator, tmp_path, master, now):
    other_folder = DataFolder(tmp_path / "copy")
    other_folder.create()
    other = Storage.open(other_folder, master, now, nobody, create=True)
    with other.bound(), other.reading():
        assert Centre.select().count() == 0
    other.close()
    with storage.reading():
        assert Centre.get().name == "Asha Kendra"


def test_the_file_is_unreadable_without_its_key(storage, coordinator, folder):
    with storage.writing(Changed.HOLIDAYS, coordinator) as unit:
        add_holiday(unit)
    storage.close()
    raw = folder.database.read_bytes()
    assert not raw.startswith(b"SQLite format 3")
    assert b"Diwali" not in raw
    assert b"Asha Kendra" not in raw


def test_closing_leaves_one_file_without_companions(storage, coordinator, folder):
    with storage.writing(Changed.HOLIDAYS, coordinator) as unit:
        add_holiday(unit)
    storage.close()
    assert [path.name for path in sorted(folder.root.glob("peerdesk.db*"))] == ["peerdesk.db"]


# Closed


def asked_for(storage, coordinator):
    """Everything a storage gives, as calls."""
    return (
        lambda: holidays(storage),
        lambda: storage.pragma("quick_check"),
        lambda: stumble_after(add_holiday, storage, coordinator),
        lambda: storage.sealer,
        storage.bind,
        lambda: storage.bound().__enter__(),
    )


def refusals(calls):
    """What each call says, by the kind of its error."""
    said = []
    for call in calls:
        with pytest.raises(RuntimeError) as refused:
            call()
        said.append(str(refused.value))
    return said


def bound_to():
    """The files that the models point at."""
    return {model._meta.database for model in MODELS}


def ask_until_closed(storage, closer):
    while closer.is_alive():
        holidays(storage)


def in_another_thread(work):
    """Run it there to its end and return what came of it, an error too."""
    came = []

    def run():
        try:
            came.append(work())
        except Exception as error:
            came.append(error)

    thread = Thread(target=run)
    thread.start()
    thread.join()
    return came[0]


def test_a_closed_storage_refuses_whatever_is_asked_of_it(storage, coordinator):
    storage.close()
    calls = asked_for(storage, coordinator)
    assert refusals(calls) == ["this storage is closed"] * len(calls)
    assert in_another_thread(lambda: refusals(calls)) == ["this storage is closed"] * len(calls)
    storage.close()  # once more is harmless


def test_a_closed_storage_cannot_be_opened_again_past_its_units_of_work(storage, coordinator, folder):
    storage.close()
    with pytest.raises(RuntimeError, match="shut for good"):
        storage._database.connect()
    assert [path.name for path in sorted(folder.root.glob("peerdesk.db*"))] == ["peerdesk.db"]


def test_a_closed_storage_keeps_no_key(storage, master):
    storage.close()
    kept = [*vars(storage).values(), *vars(storage._database).values()]
    assert not {master.key, master.database_key(), master.seal_key()} & {v for v in kept if isinstance(v, bytes)}
    assert not [value for value in kept if isinstance(value, Sealer)]


def test_closing_unbinds_the_models(storage, coordinator):
    assert bound_to() == {storage._database}
    storage.close()
    assert bound_to() == {None}
    with pytest.raises(InterfaceError):
        HolidayRow.select().count()


def test_closing_leaves_the_models_to_whoever_bound_them_meanwhile(storage, coordinator, folder, master, now):
    other = Storage.open(folder, master, now, nobody)
    other.bind()
    storage.close()
    assert bound_to() == {other._database}
    assert holidays(other) == []
    other.close()
    assert bound_to() == {None}


def test_a_storage_closed_while_another_is_looked_at_is_not_bound_again(storage, coordinator, folder, master, now):
    other = Storage.open(folder, master, now, nobody)
    with other.bound():
        storage.close()
        assert holidays(other) == []
    assert bound_to() == {None}
    other.close()


def test_a_storage_closed_inside_its_own_block_gives_the_models_back(storage, coordinator, folder, master, now):
    other = Storage.open(folder, master, now, nobody)
    with other.bound():
        other.close()
    assert bound_to() == {storage._database}
    assert holidays(storage) == []


def test_closing_ends_the_connection_of_the_thread_that_opened_it(folder, master, now):
    opened = in_another_thread(lambda: Storage.open(folder, master, now, nobody))
    assert (folder.root / "peerdesk.db-wal").exists()
    opened.close()
    assert [path.name for path in sorted(folder.root.glob("peerdesk.db*"))] == ["peerdesk.db"]


def test_closing_waits_for_the_unit_of_another_thread_and_lets_none_begin(storage, coordinator, folder, master, now):
    begun, go_on = Event(), Event()

    def work():
        with storage.writing(Changed.HOLIDAYS, coordinator) as unit:
            begun.set()
            go_on.wait(60)
            add_holiday(unit)
            seen.extend(holidays(storage))  # nested in a unit that was under way

    seen = []
    worker, closer = Thread(target=work), Thread(target=storage.close)
    worker.start()
    assert begun.wait(60)
    closer.start()
    with pytest.raises(RuntimeError, match="closed"):
        ask_until_closed(storage, closer)
    go_on.set()
    worker.join()
    closer.join()
    assert seen == [TODAY]
    again = Storage.open(folder, master, now, nobody)
    with again.bound():
        assert holidays(again) == [TODAY]
    again.close()


def test_a_unit_of_work_cannot_close_the_storage_it_works_in(storage, coordinator):
    with storage.reading(), pytest.raises(RuntimeError, match="cannot close"):
        storage.close()
    assert holidays(storage) == []


def test_the_key_is_not_shown_with_the_connection(storage, master):
    key = master.database_key()
    for shown in (repr(storage._database), repr(storage._database.connect_params)):
        assert key.hex() not in shown
        assert repr(key) not in shown


def test_a_power_cut_loses_no_acknowledged_write(folder, master, now):
    """The process is killed as no program can prevent; what it had said was kept is there."""
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITES_UNTIL_KILLED, str(folder.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    writer.stdin.write(master.key.hex() + "\n")
    writer.stdin.flush()
    acknowledged = [writer.stdout.readline() for _ in range(40)]
    writer.kill()
    acknowledged += writer.stdout.readlines()
    writer.stdin.close()
    writer.stdout.close()
    writer.wait()
    days = [date.fromisoformat(line.strip()) for line in acknowledged if line.endswith("\n")]
    assert days == [date(2027, 1, 1) + timedelta(n) for n in range(len(days))]
    assert len(days) >= 40

    after = Storage.open(folder, master, now, nobody)
    with after.bound(), after.reading():
        kept = [row.day for row in HolidayRow.select().order_by(HolidayRow.day)]
        entries = AuditEntry.select().where(AuditEntry.action == "holiday.add").count()
    assert after.pragma("quick_check") == [("ok",)]
    after.close()
    assert kept[: len(days)] == days
    assert len(kept) - len(days) in (0, 1)  # one may have been kept and not said yet
    assert entries == len(kept)


@pytest.mark.parametrize("leaves", ["nothing", "an empty file"])
def test_a_folder_without_a_record_is_not_filled_by_looking_into_it(folder, master, now, leaves):
    folder.database.unlink()
    if leaves == "an empty file":
        folder.database.touch()
    assert failure_of(Storage.open, folder, master, now, nobody) == "database-missing"
    assert not folder.database.exists() or folder.database.stat().st_size == 0


def test_what_is_looked_at_in_one_thread_is_not_what_another_reads(storage, coordinator, folder, master, now):
    other = Storage.open(folder, master, now, nobody)
    looked_at = []

    def look():
        with other.bound():
            looked_at.append(bound_to())
            looked_at.append(in_another_thread(bound_to))
            looked_at.append(in_another_thread(partial(copy_context().run, bound_to)))

    in_another_thread(look)
    assert looked_at == [{other._database}, {storage._database}, {other._database}]
    assert bound_to() == {storage._database}
    other.close()
