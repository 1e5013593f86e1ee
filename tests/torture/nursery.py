"""Where those are forked who do the acts: a process that has loaded everything, with the failing disk underneath.

Run as a module it reads jobs, a line each, and forks a child for each; the child is the one that is killed, or whose
n-th write fails. Its words go to two files: what it acknowledged, and what a person would have read of a failure.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
SHIM = Path(__file__).with_name("shim.c")

EXPLAINED, BUG = 1, 70
"""Exit codes: one plain line was said; something was raised that nobody expected."""


@dataclass(frozen=True)
class Job:
    """What a child does, and what goes wrong.

    Attributes:
        folder: the data folder that the work begins with.
        work: the name of one of `works`.
        rounds: so many times the acts are gone through.
        fail_at: which write below the folder fails, from 1; none for 0.
        error: the error number it fails with.
        lasting: whether all later ones fail as well.
        log: where every write is recorded; nowhere if empty.
        kill_after: after so many seconds it is killed, if it has not ended by then; never for 0.
        disk: what fails, where it is more than the data folder: temporary files lie there as well.
    """

    folder: str
    work: str = "day"
    rounds: int = 1
    fail_at: int = 0
    error: int = 0
    lasting: bool = False
    log: str = ""
    kill_after: float = 0
    disk: str = ""


class Entry(NamedTuple):
    """A line of a child's: ``begin``, ``ack`` or ``refused``, of which act, and what it says of it."""

    kind: str
    act: str
    said: Any


@dataclass(frozen=True)
class Outcome:
    """How a child ended.

    Attributes:
        code: exit code, or minus the signal that ended it.
        told: what it wrote to standard error.
        writes: how many writes below the folder there were; 0 of a child that was killed.
    """

    code: int
    entries: Sequence[Entry]
    told: str

    @cached_property
    def writes(self) -> int:
        return next((entry.said for entry in self.entries if entry.kind == "writes"), 0)

    @property
    def acknowledged(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind == "ack"]


def lacking() -> str:
    """Why the disk cannot be made to fail here; empty where it can."""
    if not sys.platform.startswith("linux"):
        return "the failing disk is a library that is loaded before all others, which only Linux has"
    return "" if shutil.which("gcc") else "gcc is not installed, which compiles the failing disk"


def compiled(place: Path) -> Path:
    """The library that makes a disk fail."""
    made = place / "shim.so"
    options = ("-shared", "-fPIC", "-O1", "-o", str(made), str(SHIM), "-ldl")
    subprocess.run(["gcc", *options], check=True, capture_output=True)
    return made


class Nursery:
    """The process that forks, as the test has it."""

    def __init__(self, place: Path) -> None:
        self._place = place
        environment = os.environ | {"LD_PRELOAD": str(compiled(place))}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.nursery"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, job: Job) -> Outcome:
        """Let a child do it, and wait for its end."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        for file in (self._out, self._err):
            file.write_text("")  # a child may be killed before it has said anything
        line = json.dumps(asdict(job) | {"out": str(self._out), "err": str(self._err)})
        print(line, file=self._process.stdin, flush=True)
        code = int(self._process.stdout.readline())
        lines = self._out.read_text(encoding="utf-8").splitlines()
        return Outcome(code, [Entry(*json.loads(line)) for line in lines], self._err.read_text(encoding="utf-8"))

    def close(self) -> None:
        self._process.communicate()

    @property
    def _out(self) -> Path:
        return self._place / "out"

    @property
    def _err(self) -> Path:
        return self._place / "err"


@contextmanager
def nursery(place: Path) -> Iterator[Nursery]:
    opened = Nursery(place)
    try:
        yield opened
    finally:
        opened.close()


# In the process that forks


def main() -> None:
    from tests.torture import works  # noqa: F401  # loaded once for all children

    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGCHLD])  # it is waited for, below
    for line in sys.stdin:
        job = json.loads(line)
        signal.sigtimedwait([signal.SIGCHLD], 0)  # of the child before
        number = os.fork()
        if not number:
            _child(job)
        if job["kill_after"]:
            signal.sigtimedwait([signal.SIGCHLD], job["kill_after"])
            os.kill(number, signal.SIGKILL)  # nobody else has its number before it is waited for
        _number, status = os.waitpid(number, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _child(job: dict[str, Any]) -> None:
    """Do the acts and end; never returns."""
    code = BUG
    try:
        for name, number in (("out", 1), ("err", 2)):
            os.dup2(os.open(job.pop(name), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        code = _do(Job(**job))
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _do(job: Job) -> int:
    from peerdesk import commands
    from peerdesk.errors import PeerDeskError
    from peerdesk.paths import DataFolder
    from tests.torture.acts import Sitting
    from tests.torture.works import WORKS

    shim = ctypes.CDLL(None)
    shim.torture_count.restype = ctypes.c_long
    shim.torture_arm(
        os.fsencode(job.disk or job.folder),
        os.fsencode(job.log),
        ctypes.c_long(job.fail_at),
        job.error,
        int(job.lasting),
    )
    if job.disk:
        tempfile.tempdir = job.disk
    work = WORKS[job.work]
    sitting = Sitting(DataFolder(Path(job.folder)), [work.password])
    try:
        for _number in range(job.rounds):
            for act in work.round:
                _write("begin", act.name, sitting.next_password())
                try:
                    facts = act.do(sitting)
                except PeerDeskError as error:
                    _write("refused", act.name, error.code)
                    facts = act.do(sitting)  # as somebody does who reads it: tries again
                _write("ack", act.name, facts)
        return 0
    except PeerDeskError as error:
        _write("refused", act.name, error.code)
        return commands.explain(error)
    finally:
        _write("writes", "", shim.torture_count())
        sitting.close()


def _write(kind: str, act: str, said: object) -> None:
    """At once, past everything that could hold it back: the kernel has it when this returns."""
    os.write(1, f"{json.dumps([kind, act, said])}\n".encode())


if __name__ == "__main__":
    main()
