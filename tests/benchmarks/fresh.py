"""Fresh processes, each of which prints what it found as JSON."""

import json
import subprocess
import sys

from tests.benchmarks.centres import TODAY, Centre


def empty_window() -> dict[str, float]:
    return _found("empty_window")


def whole_program(centre: Centre, *wanted: str) -> dict[str, float]:
    """The program on a centre; see :mod:`tests.benchmarks.whole_program`."""
    return _found(
        "whole_program", str(centre.folder.root), centre.user_name, centre.password, TODAY.isoformat(), *wanted
    )


def _found(module: str, *arguments: str) -> dict[str, float]:
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found
