"""Every expected failure is explained in plain sentences, whatever part of the program raised it."""

import ast
import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

import peerdesk
from peerdesk import errors, words
from peerdesk.domain.access import Permission, Role
from peerdesk.errors import AccessDenied, InvalidInput, NotFound, NotPermitted, PeerDeskError, Problem
from peerdesk.i18n import LANGUAGES, speaking

ROOT = Path(peerdesk.__file__).parent
FAILURE_CLASSES = {
    name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, PeerDeskError)
} - {"InvalidInput"}


def calls(names: set[str]) -> Iterator[tuple[str, ast.Call]]:
    """Every call of a name in the program's source, with where it stands."""
    return ((place, call) for place, call, name in all_calls() if name in names)


@cache
def all_calls() -> Sequence[tuple[str, ast.Call, str]]:
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno}", node, node.func.id)
        for path in sorted(ROOT.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]


def literal(node: ast.AST | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def literals(node: ast.AST | None) -> list[str]:
    """The code written there, or both where a condition chooses between two."""
    found = [node.body, node.orelse] if isinstance(node, ast.IfExp) else [node]
    return [text for text in map(literal, found) if text is not None]


def argument(call: ast.Call, place: int, name: str) -> ast.expr | None:
    named = [keyword.value for keyword in call.keywords if keyword.arg == name]
    return named[0] if named else (call.args[place] if len(call.args) > place else None)


def wanted(sentence: str) -> set[str]:
    """The values a sentence mentions."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def problems_in_source() -> list[tuple[str, str, set[str] | None]]:
    """Place, code and names of the values of each problem; no names where the values are made elsewhere."""
    found: list[tuple[str, str, set[str] | None]] = []
    for place, call in calls({"Problem"}):
        values = argument(call, 2, "values")
        if values is None:
            given: set[str] | None = set()
        else:
            given = {str(literal(key)) for key in values.keys} if isinstance(values, ast.Dict) else None
        found += [(place, code, given) for code in literals(argument(call, 1, "code"))]
    return found


def failures_in_source() -> list[tuple[str, str, set[str]]]:
    return [
        (place, code, {str(keyword.arg) for keyword in call.keywords})
        for place, call in calls(FAILURE_CLASSES)
        for code in literals(argument(call, 0, "code"))
    ]


def codes_in(*path: str) -> set[str]:
    """Everything in a module that is written like a code, for those that hand codes on from a table."""
    tree = ast.parse(ROOT.joinpath(*path).read_text(encoding="utf-8"))
    return {text for node in ast.walk(tree) if (text := literal(node)) and re.fullmatch(r"[a-z]+(-[a-z]+)+", text)}


def test_every_problem_in_the_source_has_its_sentence() -> None:
    assert len(problems_in_source()) > 30
    for place, code, given in problems_in_source():
        assert code in words.PROBLEMS, place
        if given is not None:
            assert wanted(words.PROBLEMS[code]) <= given, place


def test_every_reason_for_refusing_a_name_has_its_sentence() -> None:
    codes = codes_in("domain", "names", "writing.py")
    assert "name-too-long" in codes
    for code in codes:
        assert code in words.PROBLEMS
        assert wanted(words.PROBLEMS[code]) <= {"most"}


def test_every_failure_in_the_source_has_its_sentence() -> None:
    assert failures_in_source()
    for place, code, given in failures_in_source():
        assert code in words.FAILURES, place
        assert wanted(words.FAILURES[code]) <= given, place


@pytest.mark.parametrize("module", ["db/faults.py", "security/keystore.py"])
def test_every_fault_of_disk_and_key_file_has_its_sentence(module: str) -> None:
    codes = codes_in(*module.split("/"))
    assert codes
    for code in codes:
        said = words.FAILURES.get(code) or words.PROBLEMS[code]  # some are faults of what was asked for
        assert not wanted(said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said_in_every_language(language: str) -> None:
    with speaking(language):
        for code, sentence in words.PROBLEMS.items():
            values = dict.fromkeys(wanted(sentence), "§")
            assert words.problem(Problem("field", code, values)).count("§") == len(values)
        for code, sentence in words.FAILURES.items():
            values = dict.fromkeys(wanted(sentence), "§")
            assert words.failure(PeerDeskError(code, **values)).count("§") == len(values)


def test_dates_are_said_as_the_office_writes_them() -> None:
    problem = Problem("discharged_on", "discharge-before-admission", {"admitted_on": date(2026, 11, 21)})
    assert words.problem(problem) == "The discharge date is before the admission on 21-11-2026."


def test_a_name_with_braces_is_said_as_it_is() -> None:
    problem = Problem("text", "names-member", {"name": "Ram {Lal}"})
    assert "Ram {Lal}" in words.problem(problem)


def test_a_form_with_two_problems_says_both_and_each_only_once() -> None:
    error = InvalidInput(
        [Problem("name", "date-missing"), Problem("age", "reason-missing"), Problem("b", "date-missing")]
    )
    assert words.failure(error) == "Please give a date. Please give a reason."


def test_a_refusal_says_what_is_not_allowed_and_whom_to_ask() -> None:
    error = NotPermitted("not-permitted", permission=Permission.SIGN_SESSIONS, role=Role.OFFICE)
    assert words.failure(error) == (
        "Your login (Office staff) does not allow this: sign sessions. "
        "Nothing was changed. Please ask the project coordinator."
    )


def test_a_refusal_speaks_the_language_of_the_moment() -> None:
    error = NotPermitted("not-permitted", permission=Permission.SIGN_SESSIONS, role=Role.OFFICE)
    with speaking("hi"):
        said = words.failure(error)
    assert "कार्यालय कर्मचारी" in said
    assert "हस्ताक्षर" in said


def test_a_wrong_login_never_says_which_half_was_wrong() -> None:
    assert words.failure(AccessDenied("wrong-password")) == "The user name or the password is not right."


def test_a_code_without_words_is_a_bug() -> None:
    with pytest.raises(KeyError):
        words.failure(NotFound("never-heard-of"))
    with pytest.raises(KeyError):
        words.problem(Problem("field", "never-heard-of"))
