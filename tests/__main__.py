"""``python3 -m tests``: the checks of the source and the whole suite (see ``tests/suite.py``).

With arguments (``python3 -m tests tests/domain -q``) pytest gets them, and runs once, offscreen; ``--coverage`` alone
is the whole suite, measured. A bare machine is fitted out first (``peerdesk/_bootstrap.py``); like that file, this one
stays readable by an older Python.
"""

import os
import sys

from peerdesk._bootstrap import X11_LIBRARIES, prepare

REAL_WINDOWS = {**X11_LIBRARIES, "Xvfb": "xvfb"}

if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    prepare("tests", "test", "dev", wishes=REAL_WINDOWS if sys.platform.startswith("linux") else {})
    from tests import suite

    sys.exit(suite.run(sys.argv[1:], REAL_WINDOWS))
