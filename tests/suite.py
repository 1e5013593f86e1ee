"""The order in which everything is tried, so that a mistake shows as early as it can.

The checks of the source and the quick tests come first, while the types are checked beside them; then what is slow
offscreen; last the tests that open windows, on Linux on a real X server and elsewhere offscreen. Every test runs once,
on one worker a core. The last line of the output counts them all. With ``--coverage`` the quick part is measured.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from peerdesk._bootstrap import ROOT, apt_line, lacking
from tests import covered

QUICK = ("tests/domain", "tests/words", "tests/security", "tests/db", "tests/services", "tests/fuzz")
MOST_WORKERS = 4
MEMORY = Path("/dev/shm")  # noqa: S108 - only a folder of a name of its own is made there
"""Where files written to disk at once cost nothing; the suite's centres take less than this many bytes there."""
ROOM_IN_MEMORY = 2 * 1024**3

CHECKS = (("ruff", "check", "--quiet"), ("ruff", "format", "--check", "--quiet"))
CONTRACTS = ("lint-imports",)
TYPES = ("mypy",)
MEASURED = "--coverage"


@dataclass(frozen=True)
class Outcome:
    """What one run of pytest came to."""

    code: int
    passed: int = 0
    failed: int = 0


def run(arguments: Sequence[str], real_windows: Mapping[str, str]) -> int:
    """Run what was asked for, or everything; return the exit code."""
    signal.signal(signal.SIGTERM, _stop)  # so that the X servers are stopped, too
    measured = list(arguments) == [MEASURED]
    if arguments and not measured:
        return _code(subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, check=False))
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=_quick_place(), prefix="peerdesk-tests-")))
        return _everything(place, stack, dict(real_windows), measured=measured)


def _everything(place: Path, stack: ExitStack, real_windows: dict[str, str], *, measured: bool) -> int:
    checks = [_checked(command) for command in (*CHECKS, CONTRACTS)]
    types = stack.enter_context(_started(TYPES))
    options, data = covered.OPTIONS if measured else (), place / "coverage"
    outcomes = [_pytest(place, "quick", *options, *QUICK, environment=covered.environment(data))]
    print(types.communicate()[0], end="", flush=True)
    checks.append(types.returncode == 0)
    if measured:
        checks.append(covered.enough(data))
    others = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests").iterdir() if _holds_tests(path))
    displays = stack.enter_context(_x_servers(real_windows))
    outcomes.append(_pytest(place, "others", "-m", "not window", *(name for name in others if name not in QUICK)))
    environment = {"QT_QPA_PLATFORM": "xcb", "PEERDESK_TEST_DISPLAYS": " ".join(displays)} if displays else {}
    print("In real windows, under Xvfb:" if displays else "In windows, offscreen:", flush=True)
    outcomes.append(_pytest(place, "windows", "-m", "window", *others, environment=environment))
    if not all(checks):
        print("The checks of the source failed, see above.")
    print(f"tests: {sum(o.passed for o in outcomes)} passed, {sum(o.failed for o in outcomes)} failed", flush=True)
    return next((outcome.code for outcome in outcomes if outcome.code), 0 if all(checks) else 1)


def _holds_tests(path: Path) -> bool:
    if path.is_dir():
        return any(path.rglob("test_*.py"))
    return path.name.startswith("test_") and path.suffix == ".py"


def _checked(command: tuple[str, ...]) -> bool:
    ran = subprocess.run([_program(command[0]), *command[1:]], cwd=ROOT, check=False, capture_output=True, text=True)
    if ran.returncode:
        print(*command, ran.stdout, ran.stderr, sep="\n", flush=True)
    return ran.returncode == 0


@contextmanager
def _started(command: tuple[str, ...]) -> Iterator[subprocess.Popen[str]]:
    program = [_program(command[0]), *command[1:]]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def _program(name: str) -> str:
    """A tool beside the running Python, or wherever it is."""
    return shutil.which(name, path=str(Path(sys.executable).parent)) or name


def _pytest(place: Path, name: str, *arguments: str, environment: Mapping[str, str] | None = None) -> Outcome:
    counts = place / f"{name}.xml"
    command = [sys.executable, "-m", "pytest", "-n", str(_workers()), "--dist", "loadfile", "-q"]
    command += ["--basetemp", str(place / name), "--junit-xml", str(counts), *arguments]
    code = _code(subprocess.run(command, cwd=ROOT, env={**os.environ, **(environment or {})}, check=False))
    shutil.rmtree(place / name, ignore_errors=True)
    if not counts.exists():
        return Outcome(code or 1)
    suites = ElementTree.parse(counts).getroot()  # noqa: S314 - written by the line above
    failed = sum(int(suite.get(kind, 0)) for suite in suites for kind in ("failures", "errors"))
    return Outcome(code, sum(int(suite.get("tests", 0)) for suite in suites) - failed, failed)


def _code(finished: "subprocess.CompletedProcess[bytes]") -> int:
    return 128 - finished.returncode if finished.returncode < 0 else finished.returncode


def _workers() -> int:
    return min(os.cpu_count() or 1, MOST_WORKERS)


def _quick_place() -> Path | None:
    """Memory, where there is room for the suite's files; the usual place for temporary ones elsewhere."""
    return MEMORY if MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ROOM_IN_MEMORY else None


@contextmanager
def _x_servers(needed: dict[str, str]) -> Iterator[list[str]]:
    """A screen of the size of the office PC's for each worker, since only one window of a screen can be active."""
    missing = lacking(needed) if sys.platform.startswith("linux") else {"Xvfb": ""}
    if missing:
        if all(missing.values()):
            print(f"No tests in real windows, offscreen only: {', '.join(missing)} not found.")
            print(f"For these: {apt_line(list(missing.values()))}", flush=True)
        yield []
        return
    with ExitStack() as stack:
        displays = [stack.enter_context(_x_server()) for _ in range(_workers())]
        yield displays if all(displays) else []


@contextmanager
def _x_server() -> Iterator[str]:
    """The name of a free display with a server of its own; empty where none started."""
    ready, told = os.pipe()
    # -noreset: otherwise the server starts over when a test closes the last window, and the next test finds none
    command = ["Xvfb", "-displayfd", str(told), "-screen", "0", "1366x768x24", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[told], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(told)
    try:
        with open(ready, encoding="ascii") as answer:
            number = answer.readline().strip()
        yield number and f":{number}"
    finally:
        server.terminate()
        server.wait()


def _stop(*_signal: object) -> None:
    sys.exit(128 + signal.SIGTERM)
