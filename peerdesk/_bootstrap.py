"""The first start on a bare machine: a fresh checkout fetches what it lacks, then goes on.

``python3 -m peerdesk`` and ``python3 -m tests`` need nothing but Python. Where the running Python has the packages that
setup.cfg asks for, nothing is set up; otherwise the exact releases of requirements.lock go into ``.venv`` beside it,
each compared with its hash, and the command goes on there. A lock file that has changed since is followed at the next
start. What the account may not install is asked for in one line. An installed PeerDesk has no setup.cfg beside it and
passes straight through.

Standard library only, and readable by Python 3.6, so that an old Python gets a sentence and not a SyntaxError: no newer
syntax, and annotations an older Python could not evaluate stay in quotes.
"""

import ctypes
import errno
import hashlib
import importlib
import operator
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _lock(file: int, *, wait: bool) -> bool:
        os.lseek(file, 1 << 30, os.SEEK_SET)  # a byte nobody reads: here, a lock keeps readers out
        while True:
            try:
                msvcrt.locking(file, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError as error:
                if wait and error.errno == errno.EDEADLK:  # ten seconds are over, and the other one takes minutes
                    continue
                if not wait and error.errno == errno.EACCES:
                    return False
                raise
            else:
                return True

else:
    import fcntl

    def _lock(file: int, *, wait: bool) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
SETUP_CFG = ROOT / "setup.cfg"
LOCK_FILE = ROOT / "requirements.lock"
"""Exact releases with their hashes, in sections: the first for running, then one for each group of optional ones."""
RUN_TIME = "run-time"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
UNFINISHED = VENV / "unfinished"
"""There while a set-up runs; found at a start, that set-up was cut short and .venv is made anew."""
FOLLOWED = VENV / "followed.txt"
"""The digests of the lock file's sections that were installed."""
LOG = VENV / "setup.log"

QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""What every Qt program on Linux loads and its wheel does not carry: shared library → Debian's name for its package."""

X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""The same for windows on an X display."""

_COMPARE = {">=": operator.ge, "<": operator.lt}
_USABLE = """import sys; from peerdesk import _bootstrap as b
sys.exit(sys.version_info < b.OLDEST or bool(b.unmet(b.requirements(*sys.argv[1:]))))"""
_FOUND_LAST = "import sys; sys.path.append(sys.argv.pop(1)); "
"""What lies in the folder of PeerDesk hides no module of Python or of a package."""
_SOUND = "import sys, pip; from peerdesk import _bootstrap as b; sys.exit(sys.version_info < b.OLDEST)"


def prepare(module: str, *extras: str, wishes: "dict[str, str] | None" = None) -> None:
    """Return where everything the command needs is here; otherwise fetch it and start the command again in ``.venv``.

    Args:
        module: what ``python3 -m`` was given; started again with the same arguments.
        extras: groups of optional requirements in setup.cfg that the command needs as well.
        wishes: system libraries and programs (→ Debian package) worth having, but not worth stopping for.

    Raises:
        SystemExit: with one line to act on, where something cannot be fetched.
    """
    if sys.version_info < OLDEST:
        sys.exit("PeerDesk needs Python 3.11 or newer; this is Python {}.{}.".format(*sys.version_info))
    if getattr(sys, "frozen", False) or not SETUP_CFG.is_file():
        return
    try:
        if not unmet(requirements(*extras)) and (not _runs_in_venv() or _follows_lock(extras)):
            _provide_system_packages(_qt_libraries(), {})
            return
        _set_up(extras, wishes or {})
    except OSError as error:
        sys.exit(f"PeerDesk could not be set up in {VENV}: {error}")
    except KeyboardInterrupt:
        sys.exit("Stopped. The next start sets up what is still missing.")
    _go_on_in_venv(module)


def requirements(*extras: str) -> "list[str]":
    """The packages setup.cfg asks for, each as written there (``peewee>=4.5,<5``)."""
    setup = ConfigParser(interpolation=None)
    setup.read(SETUP_CFG, encoding="utf-8")
    lines = setup["options"]["install_requires"].splitlines()
    for extra in extras:
        lines += setup["options.extras_require"][extra].splitlines()
    return [line.strip() for line in lines if line.strip()]


def locked() -> "dict[str, str]":
    """The sections of the lock file: name → its lines, as pip reads them. A section begins with ``# == name``."""
    sections: dict[str, str] = {}
    name = ""
    for line in LOCK_FILE.read_text(encoding="utf-8").splitlines(keepends=True):
        heading = re.match(r"# == ([\w-]+)", line)
        if heading:
            name = heading[1]
        if name:
            sections[name] = sections.get(name, "") + line
    return sections


def megabytes(*extras: str) -> int:
    """Room on disk that the packages take once they are installed, as measured when the lock file was written."""
    sections = locked()
    found = [re.match(r"# == [\w-]+, (\d+) MB", sections[name]) for name in (RUN_TIME, *extras)]
    return sum(int(size[1]) for size in found if size)


def unmet(wanted: "list[str]") -> "list[str]":
    """Those of the requirements that the running Python does not meet."""
    from importlib.metadata import PackageNotFoundError, version

    missing = []
    for requirement in wanted:
        name, ranges = _split(requirement)
        try:
            met = meets(version(name) or "", ranges)
        except PackageNotFoundError:
            met = False
        if not met:
            missing.append(requirement)
    return missing


def meets(version: str, ranges: str) -> bool:
    """Whether a version lies in ranges like ``>=4.5,<5``; one before its release (``5.0rc1``) never does.

    Raises:
        ValueError: for a range written otherwise than with ``>=`` and ``<``.
    """
    bounds = [re.fullmatch(r"\s*(>=|<)\s*([\d.]+)\s*", part) for part in ranges.split(",") if part]
    if not all(bounds):
        raise ValueError(ranges)
    released = re.fullmatch(r"([\d.]+)(\.post\d+)?(\+[\w.]+)?", version)
    return released is not None and all(
        _COMPARE[bound[1]](_numbers(released[1]), _numbers(bound[2])) for bound in bounds if bound
    )


def lacking(needs: "dict[str, str]") -> "dict[str, str]":
    """Those of the shared libraries, programs and Python modules that are not here (→ Debian package)."""
    return {name: package for name, package in needs.items() if not _is_here(name)}


def apt_line(packages: "list[str]") -> str:
    """The command an administrator types for these packages."""
    sudo = "" if _may_install() else "sudo "
    return f"{sudo}apt-get install -y --no-install-recommends {' '.join(sorted(packages))}"


def _split(requirement: str) -> "tuple[str, str]":
    match = re.fullmatch(r"([A-Za-z0-9][\w.-]*)\s*(.*)", requirement)
    if match is None:
        raise ValueError(requirement)
    return match[1], match[2]


def _numbers(release: str) -> "tuple[int, ...]":
    """4.5.0 and 4.5 are the same release."""
    return tuple(int(number) for number in re.sub(r"(\.0)+$", "", release).split("."))


def _is_here(name: str) -> bool:
    if ".so." not in name:
        return shutil.which(name) is not None or find_spec(name) is not None
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _qt_libraries() -> "dict[str, str]":
    if not sys.platform.startswith("linux"):
        return {}
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if display and os.environ.get("QT_QPA_PLATFORM") != "offscreen":
        return {**QT_LIBRARIES, **X11_LIBRARIES}
    return QT_LIBRARIES


def _runs_in_venv() -> bool:
    return VENV.exists() and os.path.samefile(sys.prefix, VENV)


def _digests(extras: "tuple[str, ...]") -> "list[str]":
    sections = locked()
    return [hashlib.sha256(sections[name].encode()).hexdigest() for name in (RUN_TIME, *extras)]


def _follows_lock(extras: "tuple[str, ...]") -> bool:
    try:
        followed = FOLLOWED.read_text(encoding="ascii").split()
    except FileNotFoundError:
        return False
    return set(_digests(extras)) <= set(followed)


def _set_up(extras: "tuple[str, ...]", wishes: "dict[str, str]") -> None:
    venv_needs = {"ensurepip": "python{}.{}-venv".format(*sys.version_info)}
    ready = _venv_is_usable(extras)
    if not ready and not _may_write(VENV if VENV.exists() else ROOT):
        sys.exit(
            f"PeerDesk sets up its packages in its own folder, and {ROOT} may not be written. "
            "Copy that folder to a place of your own and start it there."
        )
    _provide_system_packages({**_qt_libraries(), **({} if ready else venv_needs)}, wishes)
    if ready:
        return
    with _one_at_a_time():
        if not _venv_is_usable(extras):
            _fill_venv(extras)
    if not _venv_is_usable(extras):
        sys.exit(f"PeerDesk was set up in {VENV}, but packages are still missing. Delete that folder and start again.")


def _may_write(folder: Path) -> bool:
    return os.access(folder, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _provide_system_packages(needs: "dict[str, str]", wishes: "dict[str, str]") -> None:
    """Install what this account may; stop where something needed is still not here."""
    if _may_install() and lacking({**needs, **wishes}):
        with _one_at_a_time():
            _apt_get(lacking(needs), lacking(wishes))
    missing = lacking(needs)
    if missing:
        sys.exit(f"PeerDesk needs system packages. Run this, then start again: {apt_line(list(missing.values()))}")


def _may_install() -> bool:
    return sys.platform.startswith("linux") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def _apt_get(*groups: "dict[str, str]") -> None:
    """Install each group by itself, so that a wish which cannot be had spoils no need. The caller looks what came."""
    commands = [["update"]]
    for group in groups:
        if group:
            print("Installing system packages:", *sorted(group.values()), flush=True)
            commands.append(["install", "-y", "--no-install-recommends", *group.values()])
    for command in commands:
        # another apt-get, perhaps the system's own nightly one, is waited for
        _quietly(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", *command])
    importlib.invalidate_caches()


def _quietly(command: "list[str]") -> bool:
    nowhere = subprocess.DEVNULL
    return subprocess.run(command, cwd=ROOT, stdin=nowhere, stdout=nowhere, stderr=nowhere).returncode == 0


@contextmanager
def _one_at_a_time() -> "Iterator[None]":
    """Two commands started together set up one after the other. setup.cfg is the lock, so that none stays behind."""
    with open(SETUP_CFG, "rb") as lock:
        if not _lock(lock.fileno(), wait=False):
            print("Another start is setting up PeerDesk. Waiting until it is done.", flush=True)
            _lock(lock.fileno(), wait=True)
        if os.name == "posix":
            # a pip that outlives this process holds the lock on, so that nobody empties .venv under its hands
            os.set_inheritable(lock.fileno(), True)
        yield  # closing the file frees the lock, and so does the end of the process


def _venv_is_usable(extras: "tuple[str, ...]") -> bool:
    return not UNFINISHED.exists() and _follows_lock(extras) and _answers(_USABLE, *extras)


def _answers(question: str, *arguments: str) -> bool:
    """Put a question to the Python in .venv, which may be missing, broken or another version than this one."""
    try:
        return _quietly([str(PYTHON), "-I", "-c", _FOUND_LAST + question, str(ROOT), *arguments])
    except OSError:
        return False


def _fill_venv(extras: "tuple[str, ...]") -> None:
    sound = not UNFINISHED.exists() and _answers(_SOUND)
    size = "what is missing" if sound else f"{megabytes(*extras)} MB on disk"
    print(f"Setting up {VENV}: this once, with the internet ({size}).", flush=True)
    VENV.mkdir(exist_ok=True)
    UNFINISHED.touch()
    if not sound:
        _empty_venv()
        # started from within a .venv that is no longer sound, the Python it was made with makes it anew
        maker = getattr(sys, "_base_executable", sys.executable)
        _run_logged(maker, "-I", "-m", "venv", str(VENV))
    sections = locked()
    wanted = VENV / "wanted.txt"
    wanted.write_text("".join(sections[name] for name in (RUN_TIME, *extras)), encoding="utf-8")
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    _run_logged(str(PYTHON), "-I", "-m", "pip", "install", *options, "--requirement", str(wanted))
    FOLLOWED.write_text("\n".join(_digests(extras)), encoding="ascii")
    if sys.platform != "win32":
        os.sync()  # a power cut must not leave half a package behind the finished mark
    UNFINISHED.unlink()


def _empty_venv() -> None:
    """Remove all but the mark, which must outlive an interruption of this, too."""
    for entry in VENV.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry != UNFINISHED:
            entry.unlink()


def _run_logged(*command: str) -> None:
    with open(LOG, "w", encoding="utf-8") as log:
        ran = subprocess.run(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, close_fds=False
        )
    if ran.returncode:
        errors = re.findall(r"^(?:ERROR|Error): (.+)", LOG.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
        reason = errors[-1] if errors else f"exit code {ran.returncode}"
        sys.exit(f"PeerDesk could not fetch its packages. Is this PC online? Then start again. ({reason}; see {LOG})")


def _go_on_in_venv(module: str) -> None:
    command = [str(PYTHON), "-m", module, *sys.argv[1:]]
    if sys.platform != "win32":
        os.execv(command[0], command)
    try:
        sys.exit(subprocess.run(command).returncode)
    except KeyboardInterrupt:  # the program in .venv was told as well, and has answered
        sys.exit(1)
