"""The two commands of the README on a machine that has nothing but Python. No test here needs the internet."""

import ast
import fcntl
import hashlib
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement

from peerdesk import _bootstrap

ROOT = Path(__file__).parent.parent
READ_BY_AN_OLD_PYTHON = ["peerdesk/__init__.py", "peerdesk/__main__.py", "peerdesk/_bootstrap.py", "tests/__main__.py"]
SHIPPED = ["peerdesk/__init__.py", "peerdesk/__main__.py", "peerdesk/_bootstrap.py"]
EXTRAS = ["test", "dev"]
PROGRAM = """
import sys

def main():
    try:
        import pebble
    except ImportError:
        pebble = None
    print("program", *sys.argv[1:], getattr(pebble, "SIZE", "without pebble"), sys.prefix)
    return 3
"""


class Checkout:
    """A fresh clone in a folder of its own, with a stand-in program and, unless told otherwise, stand-in packages."""

    def __init__(self, root: Path, wheels: Path) -> None:
        self.root = root
        self.wheels = wheels
        self.venv = root / ".venv"

    def command(self) -> list[str]:
        return [sys.executable, "-m", "peerdesk", "--any", "argument"]

    def environment(self, *, online: bool) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHON"))}
        found = {"PIP_FIND_LINKS": str(self.wheels)} if online else {}
        return {**kept, **found, "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull}

    def start(self, *, online: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(),
            cwd=self.root,
            env=self.environment(online=online),
            capture_output=True,
            text=True,
            check=False,
        )

    def require(self, ranges: str, release: str) -> None:
        """Ask for river-pebble in setup.cfg, and name the one release in the lock file."""
        setup = f"[options]\ninstall_requires =\n    river-pebble{ranges}\n"
        (self.root / "setup.cfg").write_text(setup, encoding="utf-8")
        self.lock(release, hashlib.sha256(wheel_file(self.wheels, release).read_bytes()).hexdigest())

    def lock(self, release: str, digest: str) -> None:
        section = f"# == run-time, 12 MB\nriver-pebble=={release} \\\n    --hash=sha256:{digest}\n"
        (self.root / "requirements.lock").write_text(f"# What is here.\n\n{section}", encoding="utf-8")

    def answer(self, pebble: str, prefix: str | Path) -> str:
        return f"program --any argument {pebble} {prefix}\n"


def wheel_file(folder: Path, version: str) -> Path:
    return folder / f"river_pebble-{version}-py3-none-any.whl"


def write_wheel(folder: Path, version: str) -> None:
    info = f"river_pebble-{version}.dist-info"
    files = {
        "pebble.py": f"SIZE = '{version}'\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: river-pebble\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(wheel_file(folder, version), "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)


def fresh(folder: Path) -> Checkout:
    wheels = folder / "wheels"
    wheels.mkdir()
    for version in ("1.1", "1.2", "2.0"):
        write_wheel(wheels, version)
    checkout = Checkout(folder / "checkout", wheels)
    (checkout.root / "peerdesk").mkdir(parents=True)
    for name in SHIPPED:
        shutil.copy(ROOT / name, checkout.root / name)
    (checkout.root / "peerdesk" / "cli.py").write_text(PROGRAM, encoding="utf-8")
    checkout.require(">=1.1,<2", "1.2")
    return checkout


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return fresh(tmp_path)


@pytest.fixture(scope="session")
def first_started(tmp_path_factory) -> tuple[Checkout, subprocess.CompletedProcess[str]]:
    checkout = fresh(tmp_path_factory.mktemp("first"))
    return checkout, checkout.start()


@pytest.fixture
def fitted_out(tmp_path, first_started) -> Checkout:
    """A checkout that was started before."""
    model, _first = first_started
    return Checkout(shutil.copytree(model.root, tmp_path / "checkout", symlinks=True), model.wheels)


def test_a_fresh_checkout_fetches_what_it_lacks_and_goes_on_with_the_command(first_started):
    checkout, first = first_started
    announced, answer = first.stdout.splitlines(keepends=True)
    assert announced == f"Setting up {checkout.venv}: this once, with the internet (12 MB on disk).\n"
    assert answer == checkout.answer("1.2", checkout.venv)
    assert (first.returncode, first.stderr) == (3, "")


def test_the_next_start_has_nothing_to_say_and_needs_no_internet(fitted_out):
    again = fitted_out.start(online=False)
    assert again.stdout == fitted_out.answer("1.2", fitted_out.venv)
    assert again.returncode == 3


def test_what_lies_in_the_folder_is_taken_for_no_part_of_python_while_it_is_set_up(checkout, tmp_path):
    for name in ("pip", "venv", "encodings"):
        (checkout.root / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\nraise SystemExit(9)\n")
    assert checkout.start().stdout.endswith(checkout.answer("1.2", checkout.venv))
    assert not (tmp_path / "ran").exists()


def test_a_requirement_raised_by_an_update_is_fetched_into_the_same_venv(fitted_out):
    (fitted_out.venv / "kept").touch()
    fitted_out.require(">=2,<3", "2.0")
    assert fitted_out.start().stdout.endswith(fitted_out.answer("2.0", fitted_out.venv))
    assert (fitted_out.venv / "kept").exists()


def test_a_lock_file_that_names_another_release_is_followed_though_the_range_was_met(fitted_out):
    fitted_out.require(">=1.1,<2", "1.1")
    assert fitted_out.start().stdout.endswith(fitted_out.answer("1.1", fitted_out.venv))
    assert fitted_out.start(online=False).stdout == fitted_out.answer("1.1", fitted_out.venv)


def test_the_python_of_the_venv_follows_a_changed_lock_file_too(fitted_out):
    fitted_out.require(">=1.1,<2", "1.1")
    python = fitted_out.venv / "bin" / "python"
    started = subprocess.run(
        [python, *fitted_out.command()[1:]],
        cwd=fitted_out.root,
        env=fitted_out.environment(online=True),
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.stdout.endswith(fitted_out.answer("1.1", fitted_out.venv))


def test_a_package_with_another_hash_is_refused(checkout):
    checkout.lock("1.2", "0" * 64)
    refused = checkout.start()
    assert refused.returncode == 1
    assert "Setting up" in refused.stdout
    assert "program" not in refused.stdout


def test_a_start_beside_a_set_up_that_outlived_its_own_start_waits_for_it(fitted_out):
    """The start was killed, its pip goes on and holds what it inherited: setup.cfg, locked."""
    (fitted_out.venv / "unfinished").touch()
    with (fitted_out.root / "setup.cfg").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        orphan = subprocess.Popen(["sleep", "600"], pass_fds=[held.fileno()])
    second = subprocess.Popen(
        fitted_out.command(),
        cwd=fitted_out.root,
        env=fitted_out.environment(online=True),
        stdout=subprocess.PIPE,
        text=True,
    )
    with second, orphan:
        assert second.stdout.readline() == "Another start is setting up PeerDesk. Waiting until it is done.\n"
        assert (fitted_out.venv / "unfinished").exists()
        orphan.kill()
        assert second.stdout.read().endswith(fitted_out.answer("1.2", fitted_out.venv))


def test_what_a_set_up_starts_holds_the_lock_with_it(fitted_out, monkeypatch):
    monkeypatch.setattr(_bootstrap, "SETUP_CFG", fitted_out.root / "setup.cfg")
    monkeypatch.setattr(_bootstrap, "LOG", fitted_out.root / "setup.log")
    look = "import fcntl; fcntl.flock(open('setup.cfg'), fcntl.LOCK_EX | fcntl.LOCK_NB)"
    with _bootstrap._one_at_a_time():
        _bootstrap._run_logged("ls", "-l", "/proc/self/fd")
        with pytest.raises(subprocess.CalledProcessError):
            subprocess.run([sys.executable, "-c", look], cwd=fitted_out.root, check=True, stderr=subprocess.DEVNULL)
    assert str(fitted_out.root / "setup.cfg") in (fitted_out.root / "setup.log").read_text(encoding="utf-8")
    subprocess.run([sys.executable, "-c", look], cwd=fitted_out.root, check=True)


def test_a_checkout_that_may_not_be_written_gets_a_plain_line(checkout, monkeypatch):
    monkeypatch.setattr(_bootstrap, "ROOT", checkout.root)
    for name in ("SETUP_CFG", "LOCK_FILE"):
        monkeypatch.setattr(_bootstrap, name, checkout.root / getattr(_bootstrap, name).name)
    for name in ("VENV", "PYTHON", "UNFINISHED", "FOLLOWED", "LOG"):
        monkeypatch.setattr(_bootstrap, name, checkout.root / getattr(_bootstrap, name).relative_to(ROOT))
    with an_ordinary_user(checkout.root), pytest.raises(SystemExit) as stop:
        _bootstrap.prepare("peerdesk")
    assert stop.value.code == (
        f"PeerDesk sets up its packages in its own folder, and {checkout.root} may not be written. "
        "Copy that folder to a place of your own and start it there."
    )
    assert not checkout.venv.exists()


@contextmanager
def an_ordinary_user(folder: Path) -> Iterator[None]:
    """Somebody who may read a folder and not write it, also where the tests run as root."""
    user = os.geteuid()
    ours = [place for place in folder.parents if place.stat().st_uid == user]
    before = {place: stat.S_IMODE(place.stat().st_mode) for place in [*ours, folder]}
    for place in ours:
        place.chmod(before[place] | 0o011)
    folder.chmod(0o555)
    if user == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(user)
        for place, mode in before.items():
            place.chmod(mode)


def test_the_lock_file_names_a_release_within_the_range_of_every_requirement():
    releases = re.findall(r"^([\w-]+)==([\w.]+)", _bootstrap.LOCK_FILE.read_text(encoding="utf-8"), re.MULTILINE)
    locked = {re.sub("[-_.]+", "-", name).lower(): release for name, release in releases}
    for line in _bootstrap.requirements(*EXTRAS):
        requirement = Requirement(line)
        assert locked[re.sub("[-_.]+", "-", requirement.name).lower()] in requirement.specifier, line


def test_every_range_of_setup_cfg_has_a_ceiling():
    ranges = [Requirement(line) for line in _bootstrap.requirements(*EXTRAS)]
    assert [str(one) for one in ranges if not any(bound.operator == "<" for bound in one.specifier)] == []


def test_a_set_up_cut_short_is_begun_anew(fitted_out):
    (fitted_out.venv / "unfinished").touch()
    for module in fitted_out.venv.rglob("pebble.py"):
        module.write_bytes(b"")
    for pip in fitted_out.venv.rglob("pip/__main__.py"):
        pip.unlink()
    assert fitted_out.start().stdout.endswith(fitted_out.answer("1.2", fitted_out.venv))
    assert not (fitted_out.venv / "unfinished").exists()


def test_two_commands_started_at_once_set_up_one_after_the_other(checkout):
    def start() -> subprocess.Popen[str]:
        return subprocess.Popen(
            checkout.command(),
            cwd=checkout.root,
            env=checkout.environment(online=True),
            stdout=subprocess.PIPE,
            text=True,
        )

    with start() as one, start() as other:
        outputs = [one.stdout.read(), other.stdout.read()]
    assert all(output.endswith(checkout.answer("1.2", checkout.venv)) for output in outputs)
    assert sum("Setting up" in output for output in outputs) == 1


def test_without_the_internet_one_line_says_what_to_do(fitted_out):
    fitted_out.require(">=2,<3", "2.0")
    offline = fitted_out.start(online=False)
    (line,) = offline.stderr.splitlines()
    assert line.startswith("PeerDesk could not fetch its packages. Is this PC online?")
    assert "river-pebble" in line
    assert offline.returncode == 1


def test_a_python_that_has_the_packages_sets_nothing_up(checkout):
    for name in ("setup.cfg", "requirements.lock"):
        shutil.copy(ROOT / name, checkout.root)
    started = checkout.start(online=False)
    assert started.stdout == checkout.answer("without pebble", sys.prefix)
    assert not checkout.venv.exists()


def test_an_installed_peerdesk_sets_nothing_up(checkout):
    (checkout.root / "setup.cfg").unlink()
    started = checkout.start(online=False)
    assert started.stdout == checkout.answer("without pebble", sys.prefix)
    assert not checkout.venv.exists()


def test_an_old_python_is_told_which_one_is_needed(checkout):
    pretend = "import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_module('peerdesk', run_name='__main__')"
    told = subprocess.run(
        [sys.executable, "-c", pretend], cwd=checkout.root, capture_output=True, text=True, check=False
    )
    assert told.stderr == "PeerDesk needs Python 3.11 or newer; this is Python 3.9.\n"
    assert told.returncode == 1


@pytest.mark.parametrize("name", READ_BY_AN_OLD_PYTHON)
def test_what_an_old_python_reads_before_it_is_told_it_can_read(name):
    tree = ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 6))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    annotations = [argument.annotation for node in functions for argument in node.args.args]
    annotations += [node.returns for node in functions]
    evaluated = [ast.unparse(part) for part in annotations if isinstance(part, ast.Subscript | ast.BinOp)]
    assert evaluated == []


def test_a_missing_system_library_is_asked_for_in_one_line(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))  # no apt-get here
    with pytest.raises(SystemExit) as stop:
        _bootstrap._provide_system_packages({"libno-such.so.9": "libno-such9"}, {"no-such-program": "no-such-wish"})
    assert stop.value.code == (
        "PeerDesk needs system packages. Run this, then start again: "
        "sudo apt-get install -y --no-install-recommends libno-such9"
    )


def test_a_missing_wish_stops_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    _bootstrap._provide_system_packages({}, {"no-such-program": "no-such-wish"})


ALL_RANGES = _bootstrap.requirements(*EXTRAS)
BOUNDS = sorted({s.version for line in ALL_RANGES for s in Requirement(line).specifier})


@st.composite
def versions_near_a_bound(draw) -> str:
    *first, last = map(int, draw(st.sampled_from(BOUNDS)).split("."))
    release = [*first, max(0, last + draw(st.sampled_from([-1, 0, 1]))), *draw(st.lists(st.integers(0, 1), max_size=2))]
    return ".".join(map(str, release)) + draw(st.sampled_from(["", "a1", "rc2", ".dev3", ".post1", "+local"]))


@given(version=versions_near_a_bound())
def test_every_requirement_of_setup_cfg_is_understood_as_pip_understands_it(version):
    for line in ALL_RANGES:
        requirement = Requirement(line)
        name, ranges = _bootstrap._split(line)
        assert name == requirement.name
        assert _bootstrap.meets(version, ranges) == requirement.specifier.contains(version, prereleases=False)


@pytest.mark.parametrize(
    ("version", "met"), [("4.5", True), ("4.5.0", True), ("5", False), ("5.0.0", False), ("5.0rc1", False)]
)
def test_the_bounds_of_a_range_are_told_apart(version, met):
    assert _bootstrap.meets(version, ">=4.5,<5") is met


@pytest.mark.parametrize("ranges", ["~=4.5", "==4.5", ">=4.5;python_version<'4'"])
def test_a_range_written_otherwise_is_refused_and_not_guessed_at(ranges):
    with pytest.raises(ValueError, match=ranges[:2]):
        _bootstrap.meets("4.5", ranges)
