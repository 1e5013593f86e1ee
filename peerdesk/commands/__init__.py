"""The sub-commands: demo centres, reports as files, copies of the record, the look whether it is whole. No Qt."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from peerdesk import paths, words
from peerdesk.commands import passwords
from peerdesk.commands.parser import parser
from peerdesk.domain.access import Permission
from peerdesk.domain.backups.copies import SUFFIX
from peerdesk.domain.disclosures import ForWhom
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.papers.choices import Ask, Choices, Names
from peerdesk.errors import ClockInDoubt, PeerDeskError, StorageUnavailable
from peerdesk.i18n import gettext
from peerdesk.paths import DataFolder
from peerdesk.services import door
from peerdesk.settings import Settings
from peerdesk.temporary import TemporaryPlace

if TYPE_CHECKING:  # naming the reports waits for no file
    from peerdesk.db.storage import Storage
    from peerdesk.domain.access import Actor
    from peerdesk.domain.file_check import Finding

FIRST_LOOK = "peerdesk-first-look"
"""The folder, below the current one, into which reports go where there is no display."""

_OPTIONS = {Ask.DAYS: "--from and --to"}
"""Options whose name is not the choice's own."""

_OF_EACH = 3
"""So many findings of one kind are told with their details."""

_CHOICES = [field.name for field in fields(Choices)]

OpenWindow = Callable[[DataFolder], int]
"""Opens the window on a folder; returns the exit code when it is closed."""

Hold = Callable[[DataFolder], AbstractContextManager[object]]
"""Holds a folder as a window would, so that none opens it meanwhile; refuses where one has it open."""


def run(argv: Sequence[str], open_window: OpenWindow | None, hold: Hold) -> int:
    """Run what the command line says and return the exit code; no window can be opened where there is no display."""
    arguments = parser().parse_args(argv)
    folder = DataFolder(Path(arguments.data)) if arguments.data else paths.default_data_folder()
    match arguments.command:
        case "demo":
            return _demo(arguments, folder, open_window)
        case "report":
            return _report(arguments, folder)
        case "check":
            return _check(arguments, folder)
        case "backup":
            return _backup(arguments, folder)
        case "restore":
            return _restore(arguments, folder, hold)
        case "salvage":
            return _salvage(arguments, folder, hold)
    if open_window is not None:
        return open_window(folder)
    print("There is no display here. Running the main job on a demo centre instead.", flush=True)
    return _first_look(Path.cwd() / FIRST_LOOK)


def explain(error: PeerDeskError | KeyboardInterrupt) -> int:
    """Say in one plain line why something was not done, and return the exit code."""
    return _refuse(words.failure(error) if isinstance(error, PeerDeskError) else "stopped")


# The commands


def _demo(arguments: argparse.Namespace, folder: DataFolder, open_window: OpenWindow | None) -> int:
    _build_demo(folder, arguments.years, arguments.members, arguments.seed, arguments.today or now().date())
    if arguments.no_window:
        return 0
    if open_window is None:
        print("There is no display here, so no window was opened.", file=sys.stderr)
        return 0
    return open_window(folder)


def _build_demo(folder: DataFolder, years: int, members: int, seed: int, today: date) -> None:
    from peerdesk.services.demo import build

    plan = build.DemoPlan(years=years, members=members, seed=seed, today=today)
    for login in build.build(folder, plan, _Progress("Making the demo centre").show):
        print(f"user: {login.user_name}")
        print(f"password: {login.password}", flush=True)


def _report(arguments: argparse.Namespace, folder: DataFolder) -> int:
    from peerdesk.reports.catalogue import REPORTS

    if arguments.list:
        if arguments.name or any(vars(arguments)[choice] not in (None, False) for choice in _CHOICES):
            return _usage("--list names the reports, and takes no report and no choices")
        for name, kind in REPORTS.items():
            print(f"{name}\t{gettext(kind.title)}")
        return 0
    if arguments.name not in REPORTS:
        return _usage(f"there is no report {arguments.name!r}; 'peerdesk report --list' names them")
    choices = _choices(arguments)
    if unused := REPORTS[arguments.name].unused(choices):
        return _usage(
            f"{arguments.name} has no use for {' and '.join(_OPTIONS.get(ask, f'--{ask}') for ask in unused)}"
        )
    if (arguments.who or arguments.why) and Ask.FOR_WHOM not in REPORTS[arguments.name].asks:
        return _usage(f"{arguments.name} has no use for --who and --why")
    out = Path(arguments.out or "")
    if out.suffix.lower() != ".pdf":
        return _usage("--out must name a file that ends in .pdf")
    if not arguments.user:
        return _usage("--user is needed")
    pdf_password = passwords.of_pdf(arguments.pdf_password_file) if arguments.pdf_password_file else ""
    with _opened(arguments, folder) as desk:
        wanted = _Wanted(arguments.name, choices, arguments.language, arguments.who, arguments.why)
        _publish(desk, wanted, out, pdf_password)
    return 0


def _check(arguments: argparse.Namespace, folder: DataFolder) -> int:
    from peerdesk.domain.file_check import Finding
    from peerdesk.services import checking
    from peerdesk.words.record.findings import findings

    if not arguments.user and (arguments.password_file or arguments.trail is not None):
        return _usage("--password-file and --trail are of use with --user alone")
    found = [Finding(code) for code in checking.check_files(folder)]
    sees_notes = True
    looks_inside = bool(arguments.user) and all(finding.code.startswith("key-copy-") for finding in found)
    if looks_inside:
        with _opened(arguments, folder, looks_only=True) as desk:
            found += checking.check_all(desk.storage, desk.actor)
            sees_notes = desk.actor.may(Permission.SEE_NOTES)
            if arguments.trail is not None:
                print(f"trail {arguments.trail} {checking.trail_letters(desk.storage, desk.actor, arguments.trail)}")
    where = {"path": str(folder.root)}
    told = findings(Finding(finding.code, {**where, **finding.values}) for finding in found)
    for line in (*_some_of_each(found), *told):
        print(line)
    if not looks_inside:
        why = "before that is put right" if arguments.user else "without a log-in (--user)"
        print(f"not looked at {why}: pages, contents, seals, whether the last entries are there")
    if not sees_notes:
        print("not looked at with this log-in: notes (a counsellor or the coordinator can)")
    if found:
        return _refuse(f"{len(found)} {'problem' if len(found) == 1 else 'problems'} found in {folder.root}")
    print("no problems found" if arguments.user else "no problems found in the files themselves")
    return 0


def _some_of_each(found: Sequence[Finding]) -> Iterator[str]:
    """What was found with its details; of very many of one kind the first few, and how many there are."""
    for code, count in Counter(finding.code for finding in found).items():
        alike = [str(finding) for finding in found if finding.code == code]
        yield from alike[:_OF_EACH]
        if count > _OF_EACH:
            yield f"{code}: {count - _OF_EACH} more"


def _salvage(arguments: argparse.Namespace, folder: DataFolder, hold: Hold) -> int:
    from peerdesk.services import salvage
    from peerdesk.services.backups import finding
    from peerdesk.words.record import salvage as told

    if not arguments.user:
        return _usage("--user is needed")
    if not door.has_centre(folder):
        raise StorageUnavailable("database-missing", path=str(folder.database))
    opened = door.unlock(folder, arguments.user, passwords.of_log_in(arguments.password_file), now)
    copy = Path(arguments.copy) if arguments.copy else finding.latest(folder)
    progress = _Progress("Bringing back what can be read")
    with hold(folder):
        paper = salvage.salvage(folder, opened.master, arguments.user, now, progress.show, copy)
    for line in told.lines(paper.report):
        print(line)
    return 0


def _backup(arguments: argparse.Namespace, folder: DataFolder) -> int:
    from peerdesk.services.backups import making

    if not door.has_centre(folder):
        raise StorageUnavailable("database-missing", path=str(folder.database))
    target = Path(arguments.file)
    if not target.name.endswith(SUFFIX):
        return _usage(f"the file of a copy ends in {SUFFIX}")
    if arguments.password_file and not arguments.user:
        return _usage("--password-file is of use with --user alone")
    if target.exists() or not target.parent.is_dir():
        raise StorageUnavailable("output-exists" if target.exists() else "output-unwritable", path=str(target))
    step = _Progress("Making the copy").show
    if arguments.user:
        with _opened(arguments, folder) as desk:
            manifest = making.make_into(desk.storage, desk.actor, target, step)
    else:
        manifest = making.copy_files(folder, target, now(), step)
    print(f"wrote {target} ({sum(part.size for part in manifest.parts.values())} bytes)")
    if not arguments.user:
        print("not looked into without a log-in (--user): whether the record in it is whole")
    return 0


def _restore(arguments: argparse.Namespace, folder: DataFolder, hold: Hold) -> int:
    from peerdesk.services.backups import finding, restoring

    source = Path(arguments.file)
    if problem := finding.look(source).problem:
        raise StorageUnavailable(problem, path=str(source))
    with hold(folder):
        if door.has_centre(folder) and not arguments.set_aside:
            raise StorageUnavailable("folder-holds-centre", path=str(folder.root))
        aside = restoring.restore(source, folder, now(), _Progress("Putting the copy in place").show)
    if aside is not None:
        print(f"set aside {aside}")
    print(f"put back {source.name} in {folder.root}")
    print("not looked into: 'peerdesk check --user' says whether everything in it is whole")
    return 0


def _first_look(target: Path) -> int:
    """The main job without a display: a demo centre, every report as PDF."""
    from peerdesk.reports.catalogue import REPORTS

    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageUnavailable("output-unwritable", path=str(target)) from error
    with TemporaryPlace("first") as place:
        folder = DataFolder(place / "demo")
        from peerdesk.services.demo import build

        plan = build.DemoPlan(today=now().date())
        logins = build.build(folder, plan, _Progress("Making the demo centre").show)
        with _open(folder, logins[0].user_name, logins[0].password) as desk:
            for name in REPORTS:
                _publish(desk, _Wanted(name, Choices(), "en"), target / f"{name}.pdf")
                print(f"wrote {target / f'{name}.pdf'}", flush=True)
    return 0


def _refuse(text: str) -> int:
    _say(" ".join(text.split()))
    return 1


def _say(text: str) -> None:
    print(f"peerdesk: {text}", file=sys.stderr)


def _usage(text: str) -> int:
    _say(text)
    return 2


def _choices(arguments: argparse.Namespace) -> Choices:
    return Choices(
        first=arguments.first,
        last=arguments.last,
        group=arguments.group,
        member=arguments.member,
        session=arguments.session,
        scale=arguments.scale,
        names=_names(arguments),
        blank=arguments.blank,
        whose=Whose(arguments.whose) if arguments.whose else None,
        for_whom=ForWhom(arguments.for_whom) if arguments.for_whom else None,
        staff=arguments.staff,
    )


def _names(arguments: argparse.Namespace) -> Names | None:
    """As asked for; else as the window on this PC prints them."""
    from peerdesk.publishing import usual_names

    if arguments.names:
        return Names(arguments.names)
    return usual_names(arguments.name, Settings.load(paths.settings_file()))


@dataclass(frozen=True, slots=True)
class _Desk:
    """The open file and who asked for it."""

    storage: Storage
    actor: Actor

    def __enter__(self) -> _Desk:
        return self

    def __exit__(self, *_error: object) -> None:
        self.storage.close()


def _opened(arguments: argparse.Namespace, folder: DataFolder, *, looks_only: bool = False) -> _Desk:
    if not door.has_centre(folder):
        raise StorageUnavailable("database-missing", path=str(folder.database))
    password = passwords.of_log_in(arguments.password_file)
    return _open(folder, arguments.user, password, use_this_date=arguments.use_this_date, looks_only=looks_only)


def _open(
    folder: DataFolder, user_name: str, password: str, *, use_this_date: bool = False, looks_only: bool = False
) -> _Desk:
    """Open the file; a clock that does not fit the record is asked about, or told where nothing is to be written."""
    from peerdesk.db.storage import Storage
    from peerdesk.security import attempts
    from peerdesk.services import access, clock
    from peerdesk.words.log_in import greeting

    opened = door.unlock(folder, user_name, password, now)
    storage = Storage.open(folder, opened.master, now)
    storage.bind()
    if storage.for_reading:
        explain(StorageUnavailable(storage.for_reading))
    try:
        storage.count_in(paths.commit_counts(paths.settings_file()))
        doubt = clock.watch(storage, _nobody_asked)
        if doubt is not None and not use_this_date:
            told = ClockInDoubt("clock-in-doubt-here", now=doubt.now, latest=doubt.latest)
            if not looks_only:
                raise told
            explain(told)
        unwritten = not use_this_date and (looks_only or doubt is not None)
        failed = None if unwritten else attempts.of(folder, opened.user_name)  # who only looks leaves it to be told
        desk = _Desk(storage, access.enter(storage, opened, accepted=doubt, unwritten=unwritten))
        if failed is not None:
            _say(greeting(failed.count, failed.since, is_short=False))
        return desk
    except PeerDeskError:
        storage.close()
        raise


class _Wanted(NamedTuple):
    """A report that is asked for, and what is told of it to the log."""

    name: str
    choices: Choices
    language: str
    who: str = ""
    why: str = ""


def _publish(desk: _Desk, wanted: _Wanted, out: Path, pdf_password: str = "") -> None:
    from peerdesk.domain.disclosures import Disclosure, LeftBy
    from peerdesk.publishing import made_for, make, save_pdf, with_usual_days
    from peerdesk.services import disclosures

    at, name = desk.storage.now(), wanted.name
    choices = with_usual_days(name, desk.storage, desk.actor, wanted.choices, today=at.date())
    made = make(name, desk.storage, desk.actor, choices, wanted.language, today=at.date(), now=at)
    if made.wants_password and not pdf_password:
        pdf_password = passwords.of_pdf(None)
    days = choices.first, choices.last
    leaving = Disclosure(LeftBy.PDF, name, made.members, 0, *days, wanted.who, wanted.why, made_for(name, choices))
    disclosures.note(desk.storage, desk.actor, leaving)
    save_pdf(made.pdf, out, pdf_password)


def now() -> datetime:
    """The PC's clock."""
    return datetime.now()


def _nobody_asked() -> None:
    """Nobody sits before a window."""


class _Progress:
    """A line of progress on standard error, where somebody watches."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._shown = -1

    def show(self, done: int, total: int) -> None:
        percent = 100 * done // max(total, 1)
        if sys.stderr.isatty() and percent != self._shown:
            self._shown = percent
            end = "\n" if done >= total else ""
            print(f"\r{self._what}: {percent} %", end=end, file=sys.stderr, flush=True)
