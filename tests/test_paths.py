"""The running code uses its own resources, whatever else is installed on the PC."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import peerdesk

ROOT = Path(peerdesk.__file__).parent.parent

EDITABLE = """
import sys
from importlib.util import spec_from_file_location
from pathlib import Path

PLACES = {{"peerdesk": Path({root!r}, "peerdesk"), "peerdesk.resources": Path({root!r}, "resources")}}

class Finder:
    def find_spec(name, path=None, target=None):
        if (place := PLACES.get(name)) is not None:
            return spec_from_file_location(name, place / "__init__.py", submodule_search_locations=[str(place)])

sys.meta_path.append(Finder)
"""
"""What ``pip install --editable`` of the first checkout leaves in the Python of everybody."""

LOOK = """
from peerdesk import i18n, paths
i18n.speak("hi")
print(paths.__file__)
print(i18n.gettext("Groups"))
print(paths.resource("style/peerdesk.qss").read_text(encoding="utf-8").splitlines()[0])
"""


@pytest.fixture
def python(tmp_path):
    """Run a few lines in a folder, on a PC where this checkout is installed as editable."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitecustomize.py").write_text(EDITABLE.format(root=str(ROOT)))

    def run(folder: Path, code: str) -> list[str]:
        env = {**os.environ, "PYTHONPATH": str(site), "PYTHONIOENCODING": "utf-8"}
        words = [sys.executable, "-c", code]
        done = subprocess.run(words, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=True)
        return done.stdout.splitlines()

    return run


def copy(resources: Path, peerdesk_folder: Path) -> None:
    """A tree whose Hindi is Marathi and whose style says that it is the second one's."""
    shutil.copytree(ROOT / "peerdesk", peerdesk_folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "resources", resources)
    shutil.copy(resources / "translations" / "mr.mo", resources / "translations" / "hi.mo")
    (resources / "style" / "peerdesk.qss").write_text("/* the second one's */\n", encoding="utf-8")


def test_the_first_checkout_finds_its_own(python, tmp_path):
    place, groups, style = python(tmp_path, LOOK)
    assert Path(place).parent.parent == ROOT
    assert groups == "समूह"
    assert style == (ROOT / "resources/style/peerdesk.qss").read_text(encoding="utf-8").splitlines()[0]


def test_a_second_checkout_uses_its_own_words_and_styles(python, tmp_path):
    second = tmp_path / "second"
    copy(second / "resources", second / "peerdesk")
    place, groups, style = python(second, LOOK)
    assert Path(place).parent.parent == second
    assert groups == "गट"
    assert style == "/* the second one's */"


def test_an_installed_peerdesk_uses_what_was_installed_with_it(python, tmp_path):
    target = tmp_path / "site-packages"
    copy(tmp_path / "made", target / "peerdesk")
    shutil.move(tmp_path / "made", target / "peerdesk" / "resources")
    (target / "resources").mkdir()  # somebody else's, beside the package
    place, groups, style = python(target, LOOK)
    assert Path(place).parent.parent == target
    assert groups == "गट"
    assert style == "/* the second one's */"
