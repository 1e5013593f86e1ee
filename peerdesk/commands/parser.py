"""The words of the command line: what can be said, and what is refused before anything is done."""

import argparse
from collections.abc import Callable
from datetime import date

from peerdesk import __version__
from peerdesk.domain.backups.copies import SUFFIX
from peerdesk.domain.dates import EARLIEST, LATEST, parse_date, unread_date
from peerdesk.domain.disclosures import ForWhom
from peerdesk.domain.members.key_counsellors import Whose
from peerdesk.domain.papers.choices import Names
from peerdesk.i18n import LANGUAGES


def _day(text: str) -> date:
    if day := parse_date(text):
        return day
    if unread_date(text) == "date-out-of-range":
        raise argparse.ArgumentTypeError(f"{text!r}: the year must be between {EARLIEST.year} and {LATEST.year}")
    raise argparse.ArgumentTypeError(f"{text!r} is no date; write YYYY-MM-DD")


def _code(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("an empty code")
    return text


def _count(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from {least} to {most}")
        return int(text)

    return read


def parser() -> argparse.ArgumentParser:
    """Reads the words after ``peerdesk``; says what is wrong with them and ends with exit code 2."""
    found = argparse.ArgumentParser(prog="peerdesk", description="The peer-support desk of a small centre.")
    found.add_argument("--version", action="version", version=f"PeerDesk {__version__}")
    found.add_argument("--data", metavar="DIR", help="the folder of the centre (default: the user's own)")
    commands = found.add_subparsers(metavar="COMMAND", dest="command")
    _add_demo(commands.add_parser("demo", help="make a demo centre and look around in it"))
    _add_report(commands.add_parser("report", help="write a report as PDF"))
    check = commands.add_parser("check", help="look whether everything is whole")
    _add_log_in(check)
    check.add_argument(
        "--trail", type=int, metavar="ENTRY", help="tell the letters of the audit trail at an entry of a weekly report"
    )
    backup = commands.add_parser(
        "backup", help="copy the whole record into one file; with a log-in it is looked into as well"
    )
    backup.add_argument("file", metavar="FILE", help=f"the copy to write, a new file; its name ends in {SUFFIX}")
    _add_log_in(backup)
    restore = commands.add_parser("restore", help="put a copy in the place of the record")
    restore.add_argument("file", metavar="FILE", help="the copy")
    _add_data(restore)
    restore.add_argument(
        "--set-aside", action="store_true", help="the folder holds a centre: keep it beside, and put the copy in place"
    )
    salvage = commands.add_parser("salvage", help="bring what can be read of a damaged record into a fresh one")
    _add_log_in(salvage)
    salvage.add_argument("--copy", metavar="FILE", help="the latest whole copy, from which gaps are filled")
    return found


def _add_demo(demo: argparse.ArgumentParser) -> None:
    demo.add_argument("--data", metavar="DIR", required=True, help="an empty folder, or one to be made")
    demo.add_argument("--years", type=_count(1, 30), default=1, metavar="N")
    demo.add_argument("--members", type=_count(1, 100_000), default=180, metavar="N")
    demo.add_argument("--seed", type=_count(0, 2**31), default=1, metavar="N")
    demo.add_argument("--today", type=_day, metavar="YYYY-MM-DD", help="the day on which the demo centre ends")
    demo.add_argument("--no-window", action="store_true", help="only make it")


def _add_report(report: argparse.ArgumentParser) -> None:
    report.add_argument("name", nargs="?", metavar="NAME", help="which report (see --list)")
    report.add_argument("--list", action="store_true", help="name the reports and stop")
    _add_log_in(report)
    report.add_argument("--from", dest="first", type=_day, metavar="YYYY-MM-DD")
    report.add_argument("--to", dest="last", type=_day, metavar="YYYY-MM-DD")
    most = 2**31
    report.add_argument("--group", type=_count(0, most), metavar="G", help="the group's number on screen")
    report.add_argument("--member", type=_count(0, most), metavar="M", help="the member's number on screen")
    report.add_argument("--session", type=_count(0, most), metavar="S", help="the session's number on screen")
    report.add_argument(
        "--names",
        choices=[name.value for name in Names],
        help="how members are named (default: as chosen last in the window on this PC, in full before that)",
    )
    report.add_argument("--language", choices=list(LANGUAGES), default="en")
    report.add_argument(
        "--scale", type=_code, metavar="CODE", help="the scale of a measure sheet: weekly, barc-10, phq-9, own-1"
    )
    report.add_argument(
        "--whose",
        choices=[whose.value for whose in Whose],
        help="of the weekly report: the members whose key counsellor logs in, or everybody's (default)",
    )
    report.add_argument("--staff", metavar="U", help="of the report of changes: the user name of who did it")
    report.add_argument("--blank", action="store_true", help="a register with names and empty cells")
    report.add_argument(
        "--for-whom",
        choices=[whom.value for whom in ForWhom],
        help="for whom a paper about one member is made (default: the file of the centre); stands in its foot",
    )
    report.add_argument("--who", default="", metavar="TEXT", help="which person or office exactly, for the log alone")
    report.add_argument("--why", default="", metavar="TEXT", help="why it is made, for the log alone")
    report.add_argument("--out", metavar="FILE", help="the PDF to write")
    report.add_argument(
        "--pdf-password-file",
        metavar="P",
        help="a file with a password for the PDF; none, or asked for, if left out",
    )


def _add_data(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", metavar="DIR", default=argparse.SUPPRESS, help="the folder of the centre")


def _add_log_in(command: argparse.ArgumentParser) -> None:
    _add_data(command)
    command.add_argument("--user", metavar="U", help="whose log-in")
    command.add_argument("--password-file", metavar="F", help="a file with the password; asked for if left out")
    command.add_argument(
        "--use-this-date",
        action="store_true",
        help="this PC's date is right, though the last entry is later or more than 30 days ago",
    )
