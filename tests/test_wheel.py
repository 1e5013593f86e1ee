"""The package that others install: built from this checkout, installed elsewhere, started there. No internet needed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from peerdesk import __version__
from peerdesk.reports.catalogue import REPORTS

ROOT = Path(__file__).parent.parent
SOURCE = ("setup.py", "setup.cfg", "pyproject.toml", "README.md", "peerdesk", "resources")
BUILT_FROM = {"peerdesk": "peerdesk", "resources": "peerdesk/resources"}
"""Where a folder of the checkout stands once it is installed."""

LOOK = """
from peerdesk import i18n, paths
print(paths.__file__)
i18n.speak("hi")
print(i18n.gettext("Groups"))
print(paths.resource("style/peerdesk.qss"))
"""


def pip(*arguments: str) -> None:
    """Run pip away from every index: what it needs is here, or the test fails."""
    options = ["--no-index", "--no-deps", "--no-cache-dir", "--disable-pip-version-check", "--quiet"]
    command = [sys.executable, "-m", "pip", *arguments, *options]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """A folder into which the wheel of this checkout was installed. The checkout itself is left as it is."""
    place = tmp_path_factory.mktemp("wheel")
    copy = place / "source"
    copy.mkdir()
    for name in SOURCE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, copy)
    pip("wheel", "--no-build-isolation", "--wheel-dir", str(place), str(copy))
    [wheel] = place.glob("*.whl")
    pip("install", "--target", str(place / "installed"), str(wheel))
    return place / "installed"


def started(installed: Path, *arguments: str) -> str:
    """What the installed PeerDesk says: it is first on the path, and the checkout is not on it."""
    environment = {**os.environ, "PYTHONPATH": str(installed), "PYTHONSAFEPATH": "1"}
    command = [sys.executable, *arguments]
    ran = subprocess.run(command, cwd=installed.parent, env=environment, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_every_module_and_every_resource_is_in_the_wheel(installed):
    expected = {
        f"{place}/{path.relative_to(ROOT / folder).as_posix()}"
        for folder, place in BUILT_FROM.items()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    found = {
        path.relative_to(installed).as_posix()
        for path in (installed / "peerdesk").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert found == expected


def test_an_installed_peerdesk_starts(installed):
    assert started(installed, "-m", "peerdesk", "--version") == f"PeerDesk {__version__}\n"
    listed = started(installed, "-m", "peerdesk", "report", "--list")
    assert [line.split("\t")[0] for line in listed.splitlines()] == list(REPORTS)


def test_an_installed_peerdesk_speaks_and_dresses_from_where_it_is_installed(installed):
    module, word, style = started(installed, "-c", LOOK).splitlines()
    assert Path(module).is_relative_to(installed)
    assert word == "समूह"
    assert Path(style).is_relative_to(installed)
    assert Path(style).is_file()
