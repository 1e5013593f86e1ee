"""How much of the rooms below the screens their tests run, room by room: lines and branches, against a floor.

``python3 -m tests.covered`` (``make coverage``) runs these rooms' tests and tells. ``python3 -m tests --coverage``,
which CI calls, measures while the quick part of the suite runs: that part takes nearly twice as long then, so the suite
at a desk does without. setup.cfg says what is measured.
"""

import os
import subprocess
import sys
import tempfile
from io import StringIO
from pathlib import Path

ROOT = Path(__file__).parent.parent
TESTS = ("tests/domain", "tests/security", "tests/db", "tests/services", "tests/fuzz")
FLOORS = {"domain": 99.0, "records": 98.5, "services": 99.0, "security": 97.5, "db": 96.5}
"""Percent of each room's lines and branches that must run, a little under what ran when the floor was set.

What only a failing disk or a killed process reaches runs in processes of its own (``tests/torture``), which are not
measured: ``db`` stands lower for it than it did before it knew of faults.
"""

OPTIONS = ("--cov", "--cov-report=")
"""What pytest needs in order to measure."""


def environment(data: Path) -> dict[str, str]:
    """Where pytest leaves what it measured."""
    return {"COVERAGE_FILE": str(data)}


def enough(data: Path) -> bool:
    """Say what was measured of every room, and whether each is above its floor. Below it, say which lines never ran."""
    from coverage import Coverage

    measured = Coverage(data_file=str(data), config_file=str(ROOT / "setup.cfg"))
    measured.load()
    above = True
    for room, floor in FLOORS.items():
        lines = StringIO()
        percent = measured.report(
            include=[f"peerdesk/{room}/*"], file=lines, show_missing=True, skip_covered=True, precision=1
        )
        print(f"coverage of {room}: {percent:.1f} % (floor {floor} %)", flush=True)
        if percent < floor:
            above = False
            print(lines.getvalue(), flush=True)
    return above


def main() -> int:
    """Run the rooms' own tests, measured; return the exit code."""
    with tempfile.TemporaryDirectory(prefix="peerdesk-coverage-") as place:
        data = Path(place) / "coverage"
        command = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "loadfile", "-q", *OPTIONS, *TESTS]
        ran = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment(data)}, check=False)
        return ran.returncode or (0 if enough(data) else 1)


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.exit(main())
