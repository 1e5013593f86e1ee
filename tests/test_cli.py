import re
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pypdfium2
import pytest

from peerdesk.cli import main
from peerdesk.db.models import AuditEntry, Member
from peerdesk.db.storage import Storage
from peerdesk.domain.access import Role, allowed
from peerdesk.domain.dates import parse_date
from peerdesk.domain.papers.choices import Ask
from peerdesk.paths import DataFolder, default_data_folder, settings_file
from peerdesk.reports import catalogue
from peerdesk.services import centre, door
from peerdesk.settings import Settings
from tests.centres import PASSWORD
from tests.nobody import write_protected

REPORTS = tuple(catalogue.REPORTS)


pytestmark = pytest.mark.usefixtures("excepthook_left_as_it_was")


@pytest.fixture(autouse=True)
def clock(monkeypatch) -> None:
    """The PC's clock stands at the day on which the demo centre ends."""
    set_clock(monkeypatch, datetime(2026, 11, 21, 12))


def set_clock(monkeypatch, moment: datetime) -> None:
    monkeypatch.setattr("peerdesk.commands.now", lambda: moment)


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> tuple[Path, dict[str, str]]:
    """A small demo centre and the passwords of its log-ins."""
    data = tmp_path_factory.mktemp("cli") / "demo"
    words = [sys.executable, "-m", "peerdesk", "demo", "--data", str(data), "--members", "30", "--no-window"]
    done = subprocess.run([*words, "--today", "2026-11-21"], capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert [line.split(": ")[0] for line in lines] == ["user", "password"] * (len(lines) // 2)
    values = [line.split(": ")[1] for line in lines]
    return data, dict(zip(values[::2], values[1::2], strict=True))


@pytest.fixture
def ask(demo, tmp_path, capsys):
    """Run a command as somebody and return its exit code and what it said on standard error."""
    data, passwords = demo
    DataFolder(data).failed_log_ins.unlink(missing_ok=True)  # what another test mistyped is told in that test alone

    def run(*words: str, user: str = "meena", password: str | None = None) -> tuple[int, str]:
        file = tmp_path / "password.txt"
        file.write_text((passwords.get(user, "?") if password is None else password) + "\n")
        code = main([*words, "--data", str(data), "--user", user, "--password-file", str(file)])
        return code, capsys.readouterr().err

    return run


def text_of(pdf: Path) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_reports_are_listed_by_name_and_title(capsys):
    assert main(["report", "--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == list(REPORTS)
    assert all(line.split("\t")[1] for line in lines)


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("language", ["en", "hi"])
def test_every_report_comes_out_of_the_encrypted_file(ask, tmp_path, name, language):
    out = tmp_path / "report.pdf"
    assert ask("report", name, "--language", language, "--out", str(out)) == (0, "")
    assert "Asha Kiran" in text_of(out)
    assert [entry.name for entry in tmp_path.iterdir() if entry.suffix == ".tmp"] == []


@pytest.fixture(scope="module")
def everybody(demo) -> set[str]:
    """The names of the demo centre's members, in both scripts."""
    data, passwords = demo
    folder = DataFolder(data)
    storage = Storage.open(
        folder, door.unlock(folder, "meena", passwords["meena"]).master, datetime.now, lambda _c: None
    )
    storage.bind()
    with storage.reading():
        names = {name for row in Member.select() for name in (row.name_latin, row.name_native) if name}
    storage.close()
    return names


@pytest.mark.parametrize("name", [name for name, kind in catalogue.REPORTS.items() if Ask.NAMES in kind.asks])
@pytest.mark.parametrize("names", ["initials", "number"])
def test_no_report_prints_a_name_that_was_not_asked_for(ask, tmp_path, everybody, name, names):
    out = tmp_path / "report.pdf"
    assert ask("report", name, "--names", names, "--out", str(out)) == (0, "")
    text = " ".join(text_of(out).split())
    assert len(everybody) > 30
    assert [found for found in everybody if found in text] == []


def test_without_a_choice_members_are_named_as_the_window_on_this_pc_names_them(ask, tmp_path, everybody, monkeypatch):
    out = tmp_path / "register.pdf"

    def names_somebody(*words: str) -> bool:
        assert ask("report", "attendance-register", *words, "--out", str(out)) == (0, "")
        text = " ".join(text_of(out).split())
        return any(name in text for name in everybody)

    assert names_somebody()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    settings = Settings(settings_file(), names="full")
    settings.choices = {"attendance-register": {"names": "number"}, "weekly-report": {"names": "full"}}
    settings.save()
    assert not names_somebody()
    assert names_somebody("--names", "full")


def test_the_progress_report_covers_the_last_complete_week_where_no_days_are_named(ask, tmp_path):
    out = tmp_path / "report.pdf"
    assert ask("report", "progress-report", "--out", str(out)) == (0, "")
    first, last = re.search(r"(\d\d-\d\d-\d{4}) to (\d\d-\d\d-\d{4})", text_of(out)).groups()
    monday, sunday = parse_date(first), parse_date(last)
    assert (monday.weekday(), (sunday - monday).days) == (0, 6)
    assert sunday < date(2026, 11, 21)


def test_a_wrong_password_and_an_unknown_user_are_told_in_the_same_words(ask, tmp_path):
    out = str(tmp_path / "x.pdf")
    wrong = ask("report", "weekly-report", "--out", out, password="not this one")
    unknown = ask("report", "weekly-report", "--out", out, user="nobody", password="not this one")
    assert wrong == unknown
    assert wrong[0] == 1
    assert wrong[1].count("\n") == 1


def test_whoever_logs_in_next_is_told_once_of_wrong_passwords(ask, tmp_path):
    report = "report", "weekly-report", "--out", str(tmp_path / "x.pdf")
    ask(*report)
    ask(*report, password="not this one")
    code, said = ask(*report)
    assert code == 0
    assert "a wrong password was typed 1 time with your user name" in said
    assert ask(*report) == (0, "")


@pytest.mark.parametrize(
    "words",
    [
        ("attendance-register", "--group", "999"),
        ("progress-report", "--member", "99999"),
        ("sign-in-sheet", "--session", "999999"),
        ("sign-in-sheet", "--session", "1", "--group", "2"),
        ("weekly-report", "--from", "2026-11-20", "--to", "2026-11-01"),
    ],
    ids=["group", "member", "session", "session of another group", "dates out of order"],
)
def test_what_does_not_exist_is_refused_with_one_line(ask, tmp_path, words):
    out = tmp_path / "x.pdf"
    code, said = ask("report", *words, "--out", str(out))
    assert code == 1
    assert said.startswith("peerdesk: ")
    assert said.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize(
    "name", [name for name, kind in catalogue.REPORTS.items() if allowed(Role.OFFICE, kind.permission)]
)
def test_what_office_staff_may_print_comes_out_with_what_their_own_password_opens(ask, tmp_path, name):
    out = tmp_path / "a.pdf"
    assert ask("report", name, "--out", str(out), user="kavita") == (0, "")
    assert "Asha Kiran" in text_of(out)


def test_office_staff_may_print_registers_but_no_progress(ask, tmp_path):
    assert ask("report", "sign-in-sheet", "--out", str(tmp_path / "a.pdf"), user="kavita")[0] == 0
    code, said = ask("report", "progress-report", "--out", str(tmp_path / "b.pdf"), user="kavita")
    assert code == 1
    assert said.count("\n") == 1


def test_a_paper_says_for_whom_it_was_made_and_is_refused_where_the_consent_is_missing(ask, tmp_path):
    out = tmp_path / "a.pdf"
    words = "report", "progress-report", "--member", "10", "--who", "Civil hospital", "--why", "referred there"
    assert ask(*words, "--for-whom", "treating", "--out", str(out)) == (0, "")
    assert "Made for: Another doctor or counsellor" in text_of(out)
    code, said = ask(*words, "--for-whom", "court", "--out", str(tmp_path / "b.pdf"))
    assert (code, said.count("\n")) == (1, 1)
    assert "Papers to a court or authority" in said
    assert not (tmp_path / "b.pdf").exists()


def test_an_unknown_report_and_another_ending_are_wrong_usage(ask, tmp_path):
    assert ask("report", "no-such-report", "--out", str(tmp_path / "x.pdf"))[0] == 2
    assert ask("report", "weekly-report", "--out", str(tmp_path / "x.docx"))[0] == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("weekly-report", "--group", "3"), "weekly-report has no use for --group"),
        (("sign-in-sheet", "--from", "2026-11-02"), "sign-in-sheet has no use for --from and --to"),
        (("measure-sheet", "--names", "full"), "measure-sheet has no use for --names"),
        (("mentor-log", "--blank", "--scale", "phq-9"), "mentor-log has no use for --blank and --scale"),
        (("call-sheet", "--for-whom", "family"), "call-sheet has no use for --for-whom"),
        (("call-sheet", "--why", "an order"), "call-sheet has no use for --who and --why"),
    ],
)
def test_a_choice_that_the_report_has_no_use_for_is_wrong_usage_and_nothing_is_written(ask, tmp_path, words, said):
    out = tmp_path / "x.pdf"
    assert ask("report", *words, "--out", str(out)) == (2, f"peerdesk: {said}\n")
    assert not out.exists()


def test_a_folder_that_cannot_be_written_to_is_told_plainly(ask, tmp_path):
    code, said = ask("report", "weekly-report", "--out", str(tmp_path / "missing" / "x.pdf"))
    assert code == 1
    assert said.count("\n") == 1


def test_a_demo_centre_never_touches_a_folder_with_something_in_it(tmp_path, capsys):
    (tmp_path / "letter.txt").write_text("keep me")
    assert main(["demo", "--data", str(tmp_path), "--no-window"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.txt"]


def test_an_empty_centre_prints_pages_that_say_so(folder: DataFolder, tmp_path, capsys):
    secret = tmp_path / "password.txt"
    secret.write_text(PASSWORD)
    for name in REPORTS:
        out = tmp_path / f"{name}.pdf"
        words = ["--data", str(folder.root), "--user", "meena", "--password-file", str(secret), "--out", str(out)]
        assert main(["report", name, *words]) == 0, capsys.readouterr().err
        assert "Asha Kendra" in text_of(out)


def entries(demo) -> int:
    """How many entries the audit trail of the demo centre has."""
    data, passwords = demo
    folder = DataFolder(data)
    storage = Storage.open(
        folder, door.unlock(folder, "meena", passwords["meena"]).master, datetime.now, lambda _c: None
    )
    storage.bind()
    with storage.reading():
        count = AuditEntry.select().count()
    storage.close()
    return count


@pytest.mark.parametrize("moment", [datetime(2019, 1, 1), datetime(2099, 1, 1)], ids=["years behind", "years ahead"])
def test_a_clock_that_does_not_fit_is_told_and_nothing_is_written(ask, demo, tmp_path, monkeypatch, moment):
    assert ask("check") == (0, "")
    before = entries(demo)
    set_clock(monkeypatch, moment)
    out = tmp_path / "report.pdf"
    code, said = ask("report", "weekly-report", "--out", str(out))
    assert code == 1
    for told in (f"{moment:%d-%m-%Y}", "21-11-2026", "--use-this-date"):
        assert told in said
    assert not out.exists()
    code, said = ask("check")
    assert code == 0
    assert f"{moment:%d-%m-%Y}" in said
    assert entries(demo) == before


def test_whoever_says_that_the_date_is_right_goes_on(folder, tmp_path, monkeypatch, capsys):
    secret = tmp_path / "password.txt"
    secret.write_text(PASSWORD)
    log_in = ["--data", str(folder.root), "--user", "meena", "--password-file", str(secret)]
    set_clock(monkeypatch, datetime(2027, 3, 1, 9))
    assert main(["check", *log_in, "--use-this-date"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["check", *log_in]) == 0
    assert capsys.readouterr().err == "", "it is settled"


@pytest.mark.parametrize("around", [("\ufeff", ""), ("\ufeff", "\r\n"), ("\u200e", "\n")])
def test_a_password_file_may_hold_marks_that_an_editor_puts_there(folder, tmp_path, around):
    secret = tmp_path / "password.txt"
    secret.write_bytes((around[0] + PASSWORD + around[1]).encode())
    assert main(["check", "--data", str(folder.root), "--user", "meena", "--password-file", str(secret)]) == 0


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le"])
def test_a_password_file_in_utf_16_is_refused_in_plain_words(folder, tmp_path, capsys, coding):
    secret = tmp_path / "password.txt"
    secret.write_bytes(PASSWORD.encode(coding))
    assert main(["check", "--data", str(folder.root), "--user", "meena", "--password-file", str(secret)]) == 1
    assert "UTF-16" in capsys.readouterr().err


def test_a_write_protected_record_is_printed_and_checked_and_says_so(ask, demo, tmp_path, capsys):
    data, _passwords = demo
    out = tmp_path / "calls.pdf"
    tmp_path.chmod(0o777)
    assert ask("report", "call-sheet", "--out", str(out)) == (0, "")  # loads what nobody may not
    assert ask("check") == (0, "")
    (tmp_path / "password.txt").chmod(0o666)
    out.unlink()
    with write_protected(DataFolder(data)):
        code, said = ask("report", "call-sheet", "--out", str(out))
        assert (code, "open for reading only" in said) == (0, True)
        code, said = ask("check")
        assert (code, "open for reading only" in said) == (0, True)
    assert out.read_bytes().startswith(b"%PDF")


def test_check_says_that_all_is_well_with_and_without_a_log_in(ask, demo, capsys):
    assert main(["check", "--data", str(demo[0])]) == 0
    assert ask("check") == (0, "")


def test_check_tells_office_staff_that_notes_were_not_looked_at(demo, tmp_path, capsys):
    data, passwords = demo
    file = tmp_path / "password.txt"
    file.write_text(passwords["kavita"])
    assert main(["check", "--data", str(data), "--user", "kavita", "--password-file", str(file)]) == 0
    assert "not looked at with this log-in: notes" in capsys.readouterr().out


def test_a_missing_centre_is_told_in_one_line(tmp_path, capsys):
    assert main(["report", "weekly-report", "--data", str(tmp_path), "--user", "x", "--out", "x.pdf"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_without_a_display_the_main_job_runs_on_a_demo_centre(tmp_path):
    quiet = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": str(Path.cwd())}
    done = subprocess.run(
        [sys.executable, "-m", "peerdesk"], cwd=tmp_path, env=quiet, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "no display" in done.stdout
    written = sorted(file.name for file in (tmp_path / "peerdesk-first-look").iterdir())
    assert written == sorted(f"{name}.pdf" for name in REPORTS)


@pytest.mark.parametrize("words", [["weekly-report"], ["--group", "3"], ["--blank"], ["--names", "number"]])
def test_naming_the_reports_takes_nothing_else(capsys, words):
    assert main(["report", "--list", *words]) == 2
    assert "--list names the reports" in capsys.readouterr().err


def test_an_empty_scale_and_a_password_for_nobody_are_wrong_usage(capsys, tmp_path):
    with pytest.raises(SystemExit) as left:
        main(["report", "measure-sheet", "--scale", ""])
    assert left.value.code == 2
    assert main(["check", "--data", str(tmp_path), "--password-file", "pw.txt"]) == 2
    assert "with --user alone" in capsys.readouterr().err


def test_naming_the_reports_loads_no_database_and_no_page_engine():
    program = (
        "import sys; from peerdesk.cli import main; main(['report', '--list']); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert loaded >= {"peerdesk.reports.catalogue"}
    assert loaded & {"peewee", "sqlcipher3", "reportlab", "cryptography", "PySide6"} == set()


def test_an_empty_folder_name_is_the_usual_folder_and_not_this_one(monkeypatch):
    opened: list[DataFolder] = []

    def open_window(folder: DataFolder) -> int:
        opened.append(folder)
        return 0

    monkeypatch.setattr("peerdesk.cli._open_window", open_window)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert main(["--data", ""]) == 0
    assert opened == [default_data_folder()]


def test_a_counsellor_prints_the_week_of_their_own_members(ask, tmp_path):
    everybodys, mine = tmp_path / "everybodys.pdf", tmp_path / "mine.pdf"
    assert ask("report", "weekly-report", "--out", str(everybodys), user="arvind") == (0, "")
    assert ask("report", "weekly-report", "--whose", "mine", "--out", str(mine), user="arvind") == (0, "")
    said = "key counsellor is Arvind Dubey"
    assert (said in text_of(everybodys), said in text_of(mine)) == (False, True)
    assert ask("report", "milestones", "--whose", "mine", "--out", str(mine))[0] == 2


def test_the_letters_of_the_trail_on_a_weekly_report_are_told_again_later(ask, demo, tmp_path, capsys):
    out = tmp_path / "weekly.pdf"
    assert ask("report", "weekly-report", "--out", str(out)) == (0, "")
    number, letters = re.search(r"Audit trail up to entry (\d+): ([0-9A-Z-]+)", text_of(out)).groups()
    ask("report", "call-sheet", "--out", str(tmp_path / "calls.pdf"))  # the trail goes on
    log_in = ["--data", str(demo[0]), "--user", "meena", "--password-file", str(tmp_path / "password.txt")]
    assert main(["check", *log_in, "--trail", number]) == 0
    assert f"trail {number} {letters}" in capsys.readouterr().out.splitlines()
    assert ask("check", "--trail", "999999999")[0] == 1
    assert main(["check", "--data", str(demo[0]), "--trail", number]) == 2


@pytest.fixture
def report(folder, circle, tmp_path):
    """Write a register of the small centre, with more words, and return the exit code and the file."""
    secret = tmp_path / "password.txt"
    secret.write_text(PASSWORD)
    log_in = ["--data", str(folder.root), "--user", "meena", "--password-file", str(secret)]

    def report(*words: str) -> tuple[int, Path]:
        out = tmp_path / "register.pdf"
        return main(["report", "attendance-register", *log_in, "--out", str(out), *words]), out

    return report


def test_a_report_gets_the_password_of_a_file(report, tmp_path):
    (tmp_path / "pdf.txt").write_text("blue boat 48\n")
    code, out = report("--pdf-password-file", str(tmp_path / "pdf.txt"))
    assert code == 0
    with pytest.raises(pypdfium2.PdfiumError, match="password"):
        pypdfium2.PdfDocument(out)
    with pypdfium2.PdfDocument(out, password="blue boat 48") as opened:
        assert "Ramesh" in opened[0].get_textpage().get_text_bounded()


def test_a_password_that_is_none_for_a_pdf_is_refused_before_the_record_is_opened(report, tmp_path, capsys):
    (tmp_path / "pdf.txt").write_text("12345")
    code, out = report("--pdf-password-file", str(tmp_path / "pdf.txt"))
    assert (code, out.exists()) == (1, False)
    assert "at least 8 characters" in capsys.readouterr().err


def test_where_the_centre_wants_a_password_none_is_written_without(report, storage, coordinator, tmp_path, capsys):
    centre.change(storage, coordinator, replace(centre.details(storage, coordinator), pdf_password=True))
    storage.close()
    code, out = report()
    assert (code, out.exists()) == (1, False)
    assert "--pdf-password-file" in capsys.readouterr().err
    (tmp_path / "pdf.txt").write_text("blue boat 48")
    code, out = report("--pdf-password-file", str(tmp_path / "pdf.txt"))
    assert code == 0
    assert b"Ramesh" not in out.read_bytes()
