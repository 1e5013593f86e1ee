"""Whatever a check finds is told in words, in the record and in a copy of it."""

import re
from pathlib import Path

import pytest

import peerdesk
from peerdesk.domain.file_check import Finding
from peerdesk.words.failures import FAILURES
from peerdesk.words.record.findings import FINDINGS, OF_COPY, in_copy

SOURCE = [path.read_text(encoding="utf-8") for path in sorted(Path(peerdesk.__file__).parent.rglob("*.py"))]
CODES = sorted({code for text in SOURCE for code in re.findall(r'Finding\(\s*"([\w-]+)"', text)})


def test_the_checks_were_found():
    assert {"pages-damaged", "seal-broken", "copy-counts-differ"} <= set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_finding_has_a_sentence(code):
    assert code in {**FINDINGS, **FAILURES, **OF_COPY}


def test_of_a_copy_nobody_is_told_to_stop_writing_and_nothing_is_said_twice():
    found = [Finding("pages-damaged", {"count": 2, "first": 7}), Finding("content-damaged", {"detail": "row 7"})]
    assert in_copy([*found, Finding("copy-counts-differ")]) == [
        "A part of it is damaged and cannot be read.",
        "There are not as many entries in it as when it was made.",
    ]


def test_what_is_the_same_in_a_copy_is_told_as_in_the_record():
    broken = Finding("seal-broken", {"session": 41, "kind": "session"})
    assert in_copy([broken]) == [FAILURES["seal-broken"]]
