"""The house stays one in which a stranger finds the way: full but short rooms, and one name for one thing."""

import ast
import re
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES = sorted(path for path in (ROOT / "peerdesk").rglob("*.py") if path.name != "__init__.py")
MOST_MODULES = 25
MOST_LINES = 400
TESTS = sorted((ROOT / "tests").rglob("*.py"))
SLEEPS = re.compile(r"(time\.|QThread\.|QTest\.)?(sleep|msleep|usleep|qSleep|qWait)|(self\.)?qtbot\.wait")


def test_no_folder_holds_more_modules_than_a_reader_takes_in_at_a_look():
    sizes = Counter(path.parent.relative_to(ROOT).as_posix() for path in MODULES)
    assert {folder: size for folder, size in sizes.items() if size > MOST_MODULES} == {}


def test_no_module_is_too_long_to_be_read_in_one_go():
    lengths = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8").count("\n") for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_no_two_public_classes_share_a_name():
    places: defaultdict[str, list[str]] = defaultdict(list)
    for path in MODULES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(path.relative_to(ROOT).as_posix())
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def test_no_room_is_named_for_whatever_else_there_is():
    words = {"utils", "util", "helpers", "common", "manager", "misc", "shared"}
    named = {path.relative_to(ROOT).as_posix() for path in MODULES if words & {path.stem, path.parent.name}}
    assert named == set()


def test_no_test_waits_just_for_a_while():
    """What it waits for is said by ``waitUntil``, ``waitSignal`` or ``waitExposed``; it goes on once that came."""
    slept = [
        f"{path.relative_to(ROOT).as_posix()}:{node.lineno} {called}"
        for path in TESTS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and SLEEPS.fullmatch(called := ast.unparse(node.func))
    ]
    assert slept == []
