"""``python3 -m peerdesk``: fetch what a bare machine lacks, then the command line."""

import sys

from peerdesk._bootstrap import prepare

if __name__ == "__main__":
    prepare("peerdesk")

    from peerdesk.cli import main

    sys.exit(main())
