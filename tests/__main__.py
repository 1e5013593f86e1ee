"""``python3 -m tests``: the whole suite, and on Linux the tests in real windows once more on a real X server.

With arguments (``python3 -m tests tests/domain -q``) pytest gets them, and runs once, offscreen. A bare machine is
fitted out first (``peerdesk/_bootstrap.py``); like that file, this one stays readable by an older Python.
"""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager

from peerdesk._bootstrap import ROOT, X11_LIBRARIES, apt_line, lacking, prepare

REAL_WINDOWS = {**X11_LIBRARIES, "Xvfb": "xvfb"}
NOTHING_COLLECTED = 5


def run(arguments: "list[str]") -> int:
    """Run what was asked for and return the worse exit code. The whole suite comes last; its count ends the output."""
    results = []
    if not arguments and sys.platform.startswith("linux"):
        results.append(_run_in_real_windows())
    results.append(_pytest(arguments, QT_QPA_PLATFORM="offscreen"))
    return next((result for result in results if result), 0)


def _run_in_real_windows() -> int:
    missing = lacking(REAL_WINDOWS)
    if missing:
        print(f"No tests in real windows, offscreen only: {', '.join(missing)} not found.")
        print(f"For these: {apt_line(list(missing.values()))}", flush=True)
        return 0
    with _x_server() as display:
        if not display:
            print("No tests in real windows, offscreen only: Xvfb did not start.", flush=True)
            return 0
        print("In real windows, under Xvfb:", flush=True)
        result = _pytest(["-m", "window"], QT_QPA_PLATFORM="xcb", DISPLAY=display)
    if result == NOTHING_COLLECTED:
        return 0
    print("The whole suite, offscreen" + (" (in real windows it failed, see above):" if result else ":"), flush=True)
    return result


@contextmanager
def _x_server():
    """A screen of the size of the office PC's, on a free display; empty where none started."""
    ready, told = os.pipe()
    # -noreset: otherwise the server starts over when a test closes the last window, and the next test finds none
    command = ["Xvfb", "-displayfd", str(told), "-screen", "0", "1366x768x24", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[told], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(told)
    try:
        with open(ready, encoding="ascii") as answer:
            number = answer.readline().strip()
        yield number and f":{number}"
    finally:
        server.terminate()
        server.wait()


def _pytest(arguments: "list[str]", **environment: str) -> int:
    command = [sys.executable, "-m", "pytest", *arguments]
    result = subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}).returncode
    return 128 - result if result < 0 else result


def _stop(*_signal) -> None:
    sys.exit(128 + signal.SIGTERM)


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    prepare("tests", "test", "dev", wishes=REAL_WINDOWS if sys.platform.startswith("linux") else {})
    signal.signal(signal.SIGTERM, _stop)  # so that the X server is stopped, too
    sys.exit(run(sys.argv[1:]))
