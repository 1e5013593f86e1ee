"""What is done to a centre while the power goes and the disk fails, and how it is seen afterwards that it was kept.

An act says what it acknowledged as plain facts; after the fault each of them must still hold. Whoever adds something
that people do adds an :class:`Act` to a round of `works`, which is gone through over and over until the process ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any

from peerdesk import publishing
from peerdesk.db.backups import package
from peerdesk.db.models import MODELS, AttendanceRow, ErasureRow, Member, Seal, Session, SessionNote, Staff, Stay
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Actor
from peerdesk.domain.members.erasing import WhyErased
from peerdesk.domain.members.members import MemberDetails
from peerdesk.domain.members.portal_codes import Gender
from peerdesk.domain.members.stays import Admission, Series
from peerdesk.domain.progress import unwatched
from peerdesk.domain.sessions.marks import Attendance, Mark
from peerdesk.domain.sessions.notes import GroupNote, Objective
from peerdesk.domain.sessions.sessions import NewSession
from peerdesk.errors import AccessDenied
from peerdesk.paths import DataFolder
from peerdesk.security.slots import Opened
from peerdesk.services import clock, door, rekeying, salvage, staff
from peerdesk.services.backups import finding, making, restoring
from peerdesk.services.members import erasing, members
from peerdesk.services.sessions import attendance, notes, sessions, signing
from tests.centres import CHEAP, CIRCLE, PASSWORD, RAVI, TODAY, at_ten, enter, nobody
from tests.leaving import discharge

_PAPER = b"%PDF-1.7 " * 5000

PARTS = (RAVI, CIRCLE)
"""What the centre has that all this is done to."""

Facts = Mapping[str, Any]
"""What was acknowledged, in values that JSON has."""


@dataclass
class Sitting:
    """Who sits there with what open; a round of acts goes on from what the one before it left."""

    folder: DataFolder
    passwords: list[str] = field(default_factory=lambda: [PASSWORD])
    storage: Storage | None = None
    meena: Actor | None = None
    ravi: Actor | None = None
    round: int = 0
    session_id: int = 0
    member_id: int = 0
    text: str = ""
    copy: Path = Path()

    def next_password(self) -> str:
        """What the next change of a password sets."""
        return f"river stone {self.round + 8}"

    def close(self) -> None:
        """Leave nothing open, whatever happened before."""
        if self.storage is not None:
            self.storage.close()
            self.storage = None


@dataclass(frozen=True)
class Act:
    """One thing that somebody does.

    Attributes:
        do: does it and returns what is acknowledged; refused by a fault, it may be tried again.
        holds: whether that is still so, asked inside a reading; a later act never makes it untrue.
    """

    name: str
    do: Callable[[Sitting], Facts]
    holds: Callable[[Facts], bool]


def _open(sitting: Sitting) -> Facts:
    """Log in, which brings a record of an earlier version to this one."""
    sitting.close()
    sitting.storage = open_record(sitting.folder, sitting.passwords)
    sitting.storage.bind()
    sitting.meena = log_in(sitting.storage, sitting.passwords)
    return {}


def _log_in(sitting: Sitting) -> Facts:
    _open(sitting)
    clock.watch(sitting.storage, lambda: None)
    sitting.ravi = enter(sitting.storage, RAVI)
    sessions.plan_ahead(sitting.storage, sitting.meena, today=TODAY)
    return {}


def _add_session(sitting: Sitting) -> Facts:
    starts = time(*divmod(6 * 60 + sitting.round, 60))
    with sitting.storage.reading():
        group_id = Session.select(Session.group).limit(1).scalar()
    sitting.session_id = sessions.create(
        sitting.storage, sitting.meena, NewSession(group_id, TODAY, starts), today=TODAY
    )
    sitting.text = ""
    return {"session": sitting.session_id}


def _mark(sitting: Sitting) -> Facts:
    with sitting.storage.reading():
        here = [row.id for row in Member.select(Member.id).order_by(Member.id).limit(5)]
    letters = [Mark.PRESENT if (number + sitting.round) % 3 else Mark.ABSENT for number in here]
    marks = {number: Attendance(letter) for number, letter in zip(here, letters, strict=True)}
    attendance.mark(sitting.storage, sitting.meena, sitting.session_id, marks)
    return {
        "session": sitting.session_id,
        "marks": [[n, letter.value] for n, letter in zip(here, letters, strict=True)],
    }


def _type(sitting: Sitting) -> Facts:
    """As it is kept at a pause in typing: what stood there, and a little more."""
    text = f"{sitting.text}How to say no at a wedding. " * 3
    notes.keep_group_note(
        sitting.storage,
        sitting.ravi,
        sitting.session_id,
        GroupNote(Objective.COPING_SKILLS, topic="Festivals", shared=text),
    )
    sitting.text = text
    return {"session": sitting.session_id, "text": text}


def _sign(sitting: Sitting) -> Facts:
    seal = signing.sign(sitting.storage, sitting.ravi, sitting.session_id, PASSWORD, "Left before the roll call")
    return {"session": sitting.session_id, "seal": seal}


def _register(sitting: Sitting) -> Facts:
    details = MemberDetails(f"Mohan Lal {sitting.round}", "मोहन लाल", Gender.MALE, age=30, village="Dabra")
    admission = Admission(Series.RESIDENTIAL, date(2026, 11, 9))
    sitting.member_id = members.register(sitting.storage, sitting.meena, details, today=TODAY, admission=admission)
    return {"member": sitting.member_id, "name": details.name_latin}


def _discharge(sitting: Sitting) -> Facts:
    return {"stay": discharge(sitting.storage, sitting.meena, sitting.member_id, TODAY)}


def _change_password(sitting: Sitting) -> Facts:
    """What was typed twice opens from now on; until it is acknowledged, either may."""
    old, new = sitting.passwords[-1], sitting.next_password()
    try:
        staff.set_password(sitting.storage, sitting.meena, sitting.meena.staff_id, new, old, CHEAP)
    except AccessDenied:  # refused the first time, and in force already
        staff.set_password(sitting.storage, sitting.meena, sitting.meena.staff_id, new, new, CHEAP)
    sitting.passwords = [new]
    return {"password": new}


def _save_paper(sitting: Sitting) -> Facts:
    file = sitting.folder.root / f"register-{sitting.round}.pdf"
    publishing.save_pdf(_PAPER, file)
    return {"file": str(file)}


def _back_up(sitting: Sitting) -> Facts:
    sitting.copy = making.make(sitting.storage, sitting.meena, unwatched).path
    return {"copy": str(sitting.copy)}


def _restore(sitting: Sitting) -> Facts:
    """Of the copy that was just made: everything acknowledged is in what is set aside, and in what takes its place."""
    sitting.close()
    aside = restoring.restore(sitting.copy, sitting.folder, at_ten(), unwatched)
    _log_in(sitting)
    return {"aside": str(aside)}


def _somebody_comes(sitting: Sitting) -> Facts:
    """A visitor of one session, which is signed; nothing is acknowledged, for they will be erased."""
    with sitting.storage.reading():
        known = Member.select().count()  # tried again after a fault, it is somebody of another name
    details = MemberDetails(f"Mohan Lal {known}", "", Gender.MALE, age=30, village="Dabra")
    sitting.member_id = members.register(sitting.storage, sitting.meena, details, today=TODAY)
    attendance.add_walk_in(sitting.storage, sitting.meena, sitting.session_id, sitting.member_id)
    note = GroupNote(Objective.COPING_SKILLS, shared=f"{details.name_latin} spoke for the first time.")
    notes.keep_group_note(sitting.storage, sitting.ravi, sitting.session_id, note)
    signing.sign(sitting.storage, sitting.ravi, sitting.session_id, PASSWORD, "Left before the roll call")
    return {}


def _erase(sitting: Sitting) -> Facts:
    with sitting.storage.reading():
        member = Member.get_by_id(sitting.member_id)
    erasing.erase(
        sitting.storage,
        sitting.meena,
        member.id,
        sitting.passwords[-1],
        str(member.number),
        WhyErased.MISTAKE,
        today=TODAY,
    )
    return {"member": member.id, "name": member.name_latin, "session": sitting.session_id}


def _copy_alone(sitting: Sitting) -> Facts:
    """The copy after it takes all that hold the record of who was erased."""
    made = making.make(sitting.storage, sitting.meena, unwatched).path
    left = [copy.path for copy in finding.copies_in([sitting.folder.backups]) if copy.path != made]
    assert not left, left
    return {}


def _change_locks(sitting: Sitting) -> Facts:
    """Somebody has left: the record gets other keys, and the one before is set aside whole."""
    sitting.close()
    opened = unlock(sitting.folder, sitting.passwords)
    aside = rekeying.rekey(sitting.folder, opened, at_ten)
    _log_in(sitting)
    return {"aside": str(aside)}


def _salvage(sitting: Sitting) -> Facts:
    """With the newest copy, of a record that is damaged; or, from the second round on, of one that is not."""
    sitting.close()
    mend(sitting.folder, sitting.passwords[-1])
    return {}


def _close(sitting: Sitting) -> Facts:
    sitting.close()
    sitting.round += 1
    return {}


def _session_is_there(facts: Facts) -> bool:
    return Session.get_or_none(Session.id == facts["session"]) is not None


def _marks_stand(facts: Facts) -> bool:
    rows = AttendanceRow.select().where(AttendanceRow.session == facts["session"])
    found = {row.member_id: row.mark.value for row in rows if row.mark}
    return dict(facts["marks"]).items() <= found.items()


def _text_stands(facts: Facts) -> bool:
    note = SessionNote.get_or_none(SessionNote.session == facts["session"])
    return note is not None and note.shared.startswith(facts["text"].strip())


def _seal_stands(facts: Facts) -> bool:
    return bool(Seal.select().where(Seal.session == facts["session"]).count())


def _member_is_there(facts: Facts) -> bool:
    row = Member.get_or_none(Member.id == facts["member"])
    return row is not None and row.name_latin == facts.get("name", row.name_latin)


def _stay_has_ended(facts: Facts) -> bool:
    row = Stay.get_or_none(Stay.id == facts["stay"])
    return row is not None and row.discharged_on == TODAY


def _is_erased(facts: Facts) -> bool:
    told = SessionNote.get(SessionNote.session == facts["session"]).shared
    line = ErasureRow.select().where(ErasureRow.member_id == facts["member"])
    return (
        line.exists()
        and not Member.select().where(Member.id == facts["member"]).exists()
        and (facts["name"] not in told)
    )


def _staff_is_there(_facts: Facts) -> bool:
    """That the password opens was seen on the way in."""
    return bool(Staff.select().where(Staff.user_name == "meena").count())


def _paper_is_whole(facts: Facts) -> bool:
    return Path(facts["file"]).read_bytes() == _PAPER


def _copy_is_whole(facts: Facts) -> bool:
    return package.verify(Path(facts["copy"]), unwatched).inside is not None


def _aside_is_there(facts: Facts) -> bool:
    return DataFolder(Path(facts["aside"])).database.is_file()


def counted(_sitting: Sitting | None = None) -> Facts:
    """How much of everything is in the record; inside a reading."""
    return {"rows": {model.__name__: model.select().count() for model in MODELS}}


def _is_there(facts: Facts) -> bool:
    now = counted()["rows"]
    return all(now[name] >= count for name, count in facts["rows"].items())


def _always(_facts: Facts) -> bool:
    return True


THERE = Act("there", counted, _is_there)
"""What was in the record before the first act; nobody does it."""
LOG_IN = Act("log-in", _log_in, _always)
ADD_SESSION = Act("session", _add_session, _session_is_there)
MARK = Act("mark", _mark, _marks_stand)
CLOSE = Act("close", _close, _always)
UPDATE = Act("update", _open, _always)
NEW_LOCKS = Act("locks", _change_locks, _aside_is_there)
SALVAGE = Act("salvage", _salvage, _always)
SOMEBODY = Act("somebody", _somebody_comes, _always)
ERASE = Act("erase", _erase, _is_erased)
COPY_ALONE = Act("copy alone", _copy_alone, _always)

DAY: Sequence[Act] = (
    LOG_IN,
    ADD_SESSION,
    MARK,
    Act("type", _type, _text_stands),
    Act("type on", _type, _text_stands),
    Act("sign", _sign, _seal_stands),
    Act("register", _register, _member_is_there),
    Act("discharge", _discharge, _stay_has_ended),
    Act("password", _change_password, _staff_is_there),
    Act("paper", _save_paper, _paper_is_whole),
    Act("backup", _back_up, _copy_is_whole),
    Act("restore", _restore, _aside_is_there),
    CLOSE,
)
"""A working day in small; the close folds the write-ahead log into the file."""

BY_NAME: Mapping[str, Act] = {
    act.name: act for act in (THERE, *DAY, UPDATE, NEW_LOCKS, SALVAGE, SOMEBODY, ERASE, COPY_ALONE)
}


def counts_of(folder: DataFolder) -> Path:
    """Where this PC counts what was kept: on another disk."""
    return folder.root.with_name("counts")


def open_record(folder: DataFolder, passwords: Sequence[str]) -> Storage:
    """Open the record with the latest password that opens it."""
    storage = Storage.open(folder, unlock(folder, passwords).master, at_ten, nobody)
    storage.count_in(counts_of(folder))
    return storage


def unlock(folder: DataFolder, passwords: Sequence[str]) -> Opened:
    """Unlock with the latest password that opens the record."""
    door.has_centre(folder)  # as at every start: finishes what was begun
    for password in reversed(passwords):
        try:
            return door.unlock(folder, "meena", password)
        except AccessDenied:
            if password == passwords[0]:
                raise
    raise AssertionError("no password was given")


def log_in(storage: Storage, passwords: Sequence[str]) -> Actor:
    """Come in with the latest password that opens the record."""
    for password in reversed(passwords):
        try:
            return enter(storage, "meena", password)
        except AccessDenied:
            if password == passwords[0]:
                raise
    raise AssertionError("no password was given")


def mend(folder: DataFolder, password: str) -> None:
    """Bring back what can be read of a damaged record, the rest from the newest copy."""
    door.has_centre(folder)
    salvage.salvage(
        folder, door.unlock(folder, "meena", password).master, "meena", at_ten, unwatched, finding.latest(folder)
    )
