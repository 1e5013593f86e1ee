"""The table of aims can be measured; how quick PeerDesk is, no test asks: that depends on the PC."""

import os
import subprocess
import sys

import pytest

from tests.benchmarks.aims import aims
from tests.benchmarks.timing import Row


@pytest.fixture(scope="module")
def measure(tmp_path_factory):
    """Measure quickly, and return the rows by the titles of their aims and what was said besides."""
    kept = tmp_path_factory.mktemp("benchmarks")

    def run(*options: str) -> tuple[dict[str, list[str]], str]:
        words = [sys.executable, "-m", "tests.benchmarks", "--quick", "--keep", str(kept), *options]
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
        done = subprocess.run(words, capture_output=True, encoding="utf-8", check=True, env=environment)
        *blocks, end = done.stdout.strip().split("\n\n")
        assert "aims met; measured in" in end
        lines = [block.splitlines() for block in blocks]
        return {title: rows for title, *rows in lines}, done.stderr

    return run


def test_every_aim_is_measured_on_demo_centres_that_are_kept_for_the_next_time(measure):
    found, said = measure()
    assert list(found) == [aim.title for aim in aims()]
    assert all(len(found[aim.title]) >= min(len(aim.parts), 2) for aim in aims())
    assert said.count("making a demo centre") == 1
    assert "making a demo centre" not in measure("--only", "check")[1]


def test_the_rows_with_a_word_in_their_names_are_measured_alone_and_no_centre_made_for_others(measure):
    found, said = measure("--only", "Register")
    [row] = found["Paper"]
    assert list(found) == ["Paper"]
    assert row.strip().startswith("register of 220 members")
    assert "making a demo centre" not in said


@pytest.mark.parametrize(
    ("row", "met"),
    [
        (Row("a mark", 3, 2, aim=1.5), True),
        (Row("a mark", 4, 2, aim=1.5), False),
        (Row("a visit", 99, 50, aim=3, most=100), True),
        (Row("a visit", 101, 50, aim=3, most=100), False),
        (Row("a check", 2.1, most=2, unit="s"), False),
        (Row("a figure", 3, 2), None),
    ],
)
def test_a_row_says_whether_its_aims_are_met(row, met):
    assert row.met is met
    assert ("met" in row.line(10)) == (met is True)
    assert ("MISSED" in row.line(10)) == (met is False)
