"""The two commands of the README on a machine that has nothing but Python. No test here needs the internet."""

import ast
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.requirements import Requirement

from peerdesk import _bootstrap

ROOT = Path(__file__).parent.parent
READ_BY_AN_OLD_PYTHON = ["peerdesk/__init__.py", "peerdesk/__main__.py", "peerdesk/_bootstrap.py", "tests/__main__.py"]
SHIPPED = ["peerdesk/__init__.py", "peerdesk/__main__.py", "peerdesk/_bootstrap.py"]
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

    def require(self, *requirements: str) -> None:
        lines = "\n".join(f"    {requirement}" for requirement in requirements)
        (self.root / "setup.cfg").write_text(f"[options]\ninstall_requires =\n{lines}\n", encoding="utf-8")

    def answer(self, pebble: str, prefix: str | Path) -> str:
        return f"program --any argument {pebble} {prefix}\n"


def write_wheel(folder: Path, version: str) -> None:
    info = f"river_pebble-{version}.dist-info"
    files = {
        "pebble.py": f"SIZE = '{version}'\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: river-pebble\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"])
    with zipfile.ZipFile(folder / f"river_pebble-{version}-py3-none-any.whl", "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)


def fresh(folder: Path) -> Checkout:
    wheels = folder / "wheels"
    wheels.mkdir()
    write_wheel(wheels, "1.2")
    write_wheel(wheels, "2.0")
    checkout = Checkout(folder / "checkout", wheels)
    (checkout.root / "peerdesk").mkdir(parents=True)
    for name in SHIPPED:
        shutil.copy(ROOT / name, checkout.root / name)
    (checkout.root / "peerdesk" / "cli.py").write_text(PROGRAM, encoding="utf-8")
    checkout.require("river-pebble>=1.1,<2")
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
    assert announced.startswith(f"Setting up {checkout.venv}")
    assert answer == checkout.answer("1.2", checkout.venv)
    assert (first.returncode, first.stderr) == (3, "")


def test_the_next_start_has_nothing_to_say_and_needs_no_internet(fitted_out):
    again = fitted_out.start(online=False)
    assert again.stdout == fitted_out.answer("1.2", fitted_out.venv)
    assert again.returncode == 3


def test_a_requirement_raised_by_an_update_is_fetched_into_the_same_venv(fitted_out):
    (fitted_out.venv / "kept").touch()
    fitted_out.require("river-pebble>=2,<3")
    assert fitted_out.start().stdout.endswith(fitted_out.answer("2.0", fitted_out.venv))
    assert (fitted_out.venv / "kept").exists()


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
    fitted_out.require("river-pebble>=2,<3")
    offline = fitted_out.start(online=False)
    (line,) = offline.stderr.splitlines()
    assert line.startswith("PeerDesk could not fetch its packages. Is this PC online?")
    assert "river-pebble" in line
    assert offline.returncode == 1


def test_a_python_that_has_the_packages_sets_nothing_up(checkout):
    shutil.copy(ROOT / "setup.cfg", checkout.root)
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


EXTRAS = ["", "test", "dev"]
BOUNDS = sorted({s.version for e in EXTRAS for line in _bootstrap.requirements(e) for s in Requirement(line).specifier})


@st.composite
def versions_near_a_bound(draw) -> str:
    *first, last = map(int, draw(st.sampled_from(BOUNDS)).split("."))
    release = [*first, max(0, last + draw(st.sampled_from([-1, 0, 1]))), *draw(st.lists(st.integers(0, 1), max_size=2))]
    return ".".join(map(str, release)) + draw(st.sampled_from(["", "a1", "rc2", ".dev3", ".post1", "+local"]))


@given(version=versions_near_a_bound())
@pytest.mark.parametrize("extra", EXTRAS)
def test_every_requirement_of_setup_cfg_is_understood_as_pip_understands_it(extra, version):
    for line in _bootstrap.requirements(extra):
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
