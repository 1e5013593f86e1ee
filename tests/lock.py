"""``python -m tests.lock``: write requirements.lock anew, from the ranges of setup.cfg to exact releases with hashes.

One resolution serves every platform and Python that setup.cfg admits. Its packages are told apart by who needs them
first: running PeerDesk, its tests, or the checks of its source; a section of each group of optional requirements
follows the one for running. Every section is then installed into a new environment, which proves that it is whole and
tells how much room it takes; the bootstrap announces that figure.
"""

import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from peerdesk._bootstrap import LOCK_FILE, OLDEST, ROOT, RUN_TIME

EXTRAS = ("test", "dev")
HEAD = f"""\
# Exact releases for the two commands of the README, written by `make lock`; setup.cfg has the ranges.
# For every platform and Python {OLDEST[0]}.{OLDEST[1]} or newer. A section's figure is the room it takes.
"""


def resolved(extras: tuple[str, ...], within: Path | None = None) -> str:
    """Requirements with hashes as pip reads them, without notes on who asked for what; ``within`` what is known."""
    command = ["uv", "pip", "compile", str(ROOT / "setup.cfg"), "--universal", "--generate-hashes", "--no-config"]
    command += ["--quiet", "--no-header", "--no-annotate", "--python-version", ".".join(map(str, OLDEST))]
    command += [argument for extra in extras for argument in ("--extra", extra)]
    command += [] if within is None else ["--constraint", str(within)]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def blocks(requirements: str) -> dict[str, str]:
    """Each release with its hashes, by the line that names it."""
    found = re.findall(r"^\S.*(?:\n[ \t].*)*", requirements, re.MULTILINE)
    return {block.splitlines()[0]: block for block in found}


def sections(folder: Path) -> dict[str, list[str]]:
    """The releases of each section; one that several need stands in the first of them."""
    everything = folder / "everything.txt"
    everything.write_text(resolved(EXTRAS), encoding="utf-8")
    found: dict[str, list[str]] = {}
    before: set[str] = set()
    for number, name in enumerate((RUN_TIME, *EXTRAS)):
        needed = blocks(resolved(EXTRAS[:number], within=everything))
        found[name] = [block for release, block in needed.items() if release not in before]
        before |= set(needed)
    return found


def megabytes(folder: Path) -> int:
    """What a folder takes on disk, in millions of bytes, links not followed."""
    return round(sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir()) / 1e6)


def write(found: dict[str, list[str]], folder: Path) -> str:
    """The lock file's text. Every section is installed on top of those before it, and measured."""
    environment = folder / "environment"
    venv.create(environment, with_pip=True)
    python = environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    text, before = HEAD, 0
    for name, releases in found.items():
        wanted = folder / f"{name}.txt"
        wanted.write_text("\n".join(releases) + "\n", encoding="utf-8")
        install = [str(python), "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "-r", str(wanted)]
        subprocess.run(install, check=True)
        size = megabytes(environment)
        text += f"\n# == {name}, {size - before} MB\n" + wanted.read_text(encoding="utf-8")
        before = size
    subprocess.run([str(python), "-m", "pip", "check"], check=True)
    return text


def main() -> None:
    """Write the lock file."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        LOCK_FILE.write_text(write(sections(folder), folder), encoding="utf-8")
    sys.stdout.write(f"{LOCK_FILE.name} is written. The next start of the tests sets up and tries what it names.\n")


if __name__ == "__main__":
    main()
