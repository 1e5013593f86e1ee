"""What the documents for developers name is there: a path, a module, a command, a word of the source, a figure."""

import re
from configparser import ConfigParser
from pathlib import Path

import pytest

from peerdesk import __version__
from peerdesk._bootstrap import megabytes

ROOT = Path(__file__).parent.parent
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "docs/architecture.md"]
PLACES = ("", "peerdesk", "tests")
"""Folders below which a path may be meant."""

KNOWN_ELSEWHERE = {"peerdesk.db", "peerdesk.keys", "peerdesk.resources", ".venv", "peerdesk-first-look/"}
"""Files of a centre, a package that is a folder elsewhere, and what a start makes."""

ENDING = re.compile(r"\.(py|md|cfg|lock|toml|yaml|tsv|po|mo)$")


def read(document: str) -> str:
    return (ROOT / document).read_text(encoding="utf-8")


def quoted(document: str) -> set[str]:
    """What stands between backticks, without the blocks that only show commands."""
    return set(re.findall(r"`([^`\n]+)`", read(document)))


def names_path(text: str) -> bool:
    return " " not in text and text not in KNOWN_ELSEWHERE and ("/" in text or ENDING.search(text) is not None)


def exists(path: str) -> bool:
    """``NAME`` stands for any name."""
    pattern = path.rstrip("/").replace("NAME", "*")
    return any(any((ROOT / place).glob(pattern)) for place in PLACES)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_that_is_named_is_there(document):
    named = sorted({*filter(names_path, quoted(document)), *re.findall(r" (tests/\S+)", read(document))})
    assert named
    assert [path for path in named if not exists(path)] == []
    links = re.findall(r"\]\(([^)#:]+)\)", read(document))
    assert [link for link in links if not (ROOT / document).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_module_that_is_named_is_there(document):
    modules = set(re.findall(r"\b(?:peerdesk|tests)(?:\.\w+)+", read(document))) - KNOWN_ELSEWHERE
    modules |= set(re.findall(r"(?:python3|py) -m ([\w.]+)", read(document))) - {"pytest", "pip"}
    lost = [
        name for name in modules if not exists(name.replace(".", "/")) and not exists(name.replace(".", "/") + ".py")
    ]
    assert lost == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_of_make_that_is_named_is_there(document):
    [targets] = re.findall(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE)
    assert set(re.findall(r"\bmake ([a-z]+)`", read(document))) <= set(targets.split())


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_name_that_is_quoted_stands_in_the_source(document):
    """``Storage.bind``, ``actor.require(…)``: each word of such a name, not that it is meant rightly."""
    source = "\n".join(
        path.read_text(encoding="utf-8") for folder in ("peerdesk", "tests") for path in (ROOT / folder).rglob("*.py")
    )
    known = set(re.findall(r"\w+", source + read("setup.cfg") + read("Makefile")))
    named = [text for text in quoted(document) if re.fullmatch(r"[A-Za-z_][\w.]*(\(.*\))?", text)]
    words = {word for text in named if not names_path(text) for word in re.findall(r"[A-Za-z_]\w*", text)}
    assert words - known - {"NAME"} == set()


def test_the_walls_are_the_import_contracts():
    setup = ConfigParser(interpolation=None)
    setup.read(ROOT / "setup.cfg", encoding="utf-8")
    contracts = [setup[name]["name"] for name in setup.sections() if name.startswith("importlinter:contract:")]
    [table] = re.findall(
        r"^\| Contract \| Why \|\n\|---\|---\|\n((?:\|.+\n)+)", read("docs/architecture.md"), re.MULTILINE
    )
    assert [line.split("|")[1].strip() for line in table.splitlines()] == contracts


def test_the_readme_says_what_room_a_first_start_takes():
    figures = [int(figure) for figure in re.findall(r"\b(\d+) MB\b", read("README.md"))]
    assert figures == [megabytes(), megabytes("test", "dev")]


def test_the_newest_news_are_of_this_version():
    versions = re.findall(r"^## (\S+)", read("docs/news.md"), re.MULTILINE)
    assert versions[0] == __version__
    assert versions == sorted(versions, key=lambda version: [int(part) for part in version.split(".")], reverse=True)
    assert len(set(versions)) == len(versions)


def test_what_a_docstring_points_at_is_there():
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "peerdesk").rglob("*.py")]
    made = {
        name for text in sources for name in re.findall(r"\b(?:class|def) (\w+)|^ *(\w+) ?[:=]", text, re.MULTILINE)
    }
    known = {name for pair in made for name in pair} | {path.stem for path in (ROOT / "peerdesk").rglob("*.py")}
    pointed = {name for text in sources for name in re.findall(r":(?:class|func|meth|mod|data):`~?([^`]+)`", text)}
    assert [name for name in sorted(pointed) if name.split(".")[-1] not in known] == []
    places = {name for text in sources for name in re.findall(r"``([\w/]+\.py)``", text)}
    assert [name for name in sorted(places) if not exists(name)] == []
