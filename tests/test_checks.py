"""The same checks of the source wherever they run: in the suite, before a commit, and by hand."""

import re
from pathlib import Path

from tests.suite import CHECKS, CONTRACTS, TYPES

ROOT = Path(__file__).parent.parent
SUITE = [" ".join(word for word in command if word != "--quiet") for command in (*CHECKS, CONTRACTS, TYPES)]


def test_a_commit_passes_the_checks_of_the_suite_with_the_tools_of_the_suite():
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    entries = re.findall(r"^ +entry: (.+)$", hooks, re.MULTILINE)
    assert [entry.removeprefix(".venv/bin/").replace(" --quiet", "") for entry in entries] == SUITE
    assert all(entry.startswith(".venv/bin/") for entry in entries)
    assert hooks.count("language: system") == hooks.count("pass_filenames: false") == len(entries)


def test_make_lint_is_the_checks_of_the_suite():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [recipe] = re.findall(r"^lint:\n((?:\t.+\n)+)", makefile, re.MULTILINE)
    assert [line.strip().removeprefix("$(BIN)") for line in recipe.splitlines()] == SUITE
