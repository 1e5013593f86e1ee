"""What PeerDesk costs beside the bare thing, measured side by side in one run and printed as ratios.

python -m tests.benchmarks            everything, with demo centres of one and of ten years (minutes)
python -m tests.benchmarks --quick    one round on the small centre, to see that it runs
"""

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    from tests.benchmarks import centres, key_to_list, mark, pages, screens, start

    rounds = 2 if quick else 9
    with TemporaryDirectory() as place:
        one = centres.make(Path(place) / "one", years=1, members=180)
        later = one if quick else centres.make(Path(place) / "later", years=10, members=1800)
        ten = one if quick else centres.make(Path(place) / "ten", years=10, members=20_000)
        rows = [
            *start.measure([("one year", one), ("ten years, 20,000 members", ten)], rounds),
            *screens.measure(one, later, rounds),
            *mark.measure(one, rounds * 10),
            *key_to_list.measure(ten, rounds),
            *pages.measure(rounds),
        ]
    width = max(len(row.what) for row in rows)
    for row in rows:
        print(row.line(width))
    return 0


if __name__ == "__main__":
    sys.exit(main())
