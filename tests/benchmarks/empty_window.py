"""A process that shows an empty PySide6 window and prints how much memory it takes then: the least of any such program.

python -m tests.benchmarks.empty_window
"""

import json
import os
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMainWindow

STATM = Path("/proc/self/statm")
"""Where Linux tells it; elsewhere memory is not measured."""


def megabytes() -> float:
    """The resident set of this process."""
    return int(STATM.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    app = QApplication([])
    window = QMainWindow()
    window.resize(1366, 728)
    window.show()
    app.processEvents()
    print(json.dumps({"empty": megabytes()}))


if __name__ == "__main__":
    main()
