"""What could not be done, in one or two plain sentences: what happened, what was kept, what to do."""

from collections.abc import Mapping

from peerdesk.errors import InvalidInput, PeerDeskError
from peerdesk.i18n import N_, gettext
from peerdesk.words.problems import problem, shown

_PEOPLE = {
    "not-permitted": N_(
        "Your login ({role}) does not allow this: {permission}. "
        "Nothing was changed. Please ask the project coordinator."
    ),
    "wrong-password": N_("The user name or the password is not right."),
    "wrong-recovery-code": N_(
        "This password recovery code does not open this record. "
        "Perhaps it is from an older sheet or from another centre."
    ),
    "no-such-user": N_("There is no login with this user name."),
    "password-not-asked": N_(
        "The password cannot be asked for here. Please name a file that holds it (--password-file)."
    ),
    "pdf-password-not-asked": N_(
        "At this centre reports get a password as PDF. Please name a file that holds it (--pdf-password-file)."
    ),
    "password-file-unreadable": N_("The file with the password cannot be read: {path}"),
    "password-file-utf-16": N_(
        "The file with the password is saved as “Unicode” (UTF-16): {path}. Please save it again as UTF-8."
    ),
}

_CLOCK = {
    "clock-in-doubt": N_(
        "This PC says {now}; the last entry in PeerDesk is of {latest}. "
        "Nothing was changed: please set the PC's clock, or say that the date is right."
    ),
    "clock-in-doubt-here": N_(
        "This PC says {now}; the last entry in PeerDesk is of {latest}. "
        "Nothing is written: please set the PC's clock, or add --use-this-date."
    ),
}

_KEYS = {
    "erase-needs-notes-key": N_(
        "This login cannot read what was written in confidence, so it cannot erase it. Nothing was changed. Please log "
        "out and in again; if that does not help, see Settings → About."
    ),
    "key-file-missing": N_(
        "The key file peerdesk.keys is not in the data folder. Without it nobody can log in: "
        "please bring it back from the latest backup."
    ),
    "key-file-damaged": N_(
        "The key file peerdesk.keys is damaged. The records are untouched: "
        "please bring the key file back from a backup."
    ),
    "key-file-newer": N_(
        "The key file was written by a newer PeerDesk. Nothing was changed: please install the newer program."
    ),
    "key-file-unreadable": N_(
        "The key file peerdesk.keys cannot be read. Nothing was changed: "
        "please check the disk, and who may open the folder."
    ),
    "key-file-foreign": N_(
        "This folder holds the keys of another record. Nothing was changed: please choose another folder."
    ),
    "key-file-not-saved": N_(
        "The key file could not be saved. Nothing was changed: please check that the disk has room and that PeerDesk "
        "may write into its folder, and try again."
    ),
    "key-copy-not-saved": N_(
        "The change is in force, but the second copy of the key file could not be saved. "
        "Please check that the disk has room; the next log-in mends the copy."
    ),
    "key-file-unsure": N_(
        "The change is in force, but the disk did not confirm it: a power cut now could undo it. "
        "Please check the disk, and log in once more."
    ),
    "key-file-unknown": N_(
        "The disk stopped while the key file was being saved, and does not tell whether the change is in force. "
        "Please check the disk. After that either the new or the old password opens the record."
    ),
    "keys-without-record": N_(
        "The new password or sheet is in force. But the record could not be written, so nothing there says so: "
        "please make room on the disk, and make the same change once more."
    ),
    "no-sheet-waits": N_(
        "There is no new password recovery sheet to confirm. The sheet in force stays the same: please make a new one "
        "if you need it."
    ),
    "wait-after-failures": N_("Several wrong passwords were typed. Please wait {seconds} seconds, then try again."),
    "log-in-replaced": N_(
        "This password does not work any more: it was replaced, or the login was taken away. Please type the new "
        "password, or ask the project coordinator for one."
    ),
    "log-in-without-notes": N_(
        "Your login does not open the notes. Please ask the project coordinator for a new password, or use the "
        "password recovery sheet."
    ),
    "rekey-needs-keys": N_(
        "The locks cannot be changed yet: somebody, or the password recovery sheet, has no keys of their own. See "
        "under Settings → About what is still missing."
    ),
    "role-changed": N_("Your role was changed meanwhile. Please log in again: then you see what the new role may see."),
    "not-vouched-for": N_("By the list of keys you cannot do this any more. Please log in again, and try once more."),
    "key-list-broken": N_(
        "The list of keys was changed outside PeerDesk: PeerDesk can no longer show for certain who signed what. "
        "Please tell the project coordinator before anything else. Then put back the latest copy: this file is "
        "set aside by that, not deleted."
    ),
    "key-lists-differ": N_(
        "The key file and the record do not belong together: one of them was changed or replaced outside "
        "PeerDesk. Please put back the latest copy, which has both."
    ),
    "key-file-older": N_(
        "The file peerdesk.keys is older than the record: passwords were changed after it. Please put the newest "
        "peerdesk.keys back, or put back the latest copy, which has both."
    ),
    "key-copy-missing": N_("The second copy of the key file is missing. The next log-in makes it again."),
    "key-copy-damaged": N_("The second copy of the key file is damaged. The next log-in mends it."),
    "key-copy-foreign": N_(
        "The second copy of the key file belongs to another record. Please bring it back to the folder of that record."
    ),
    "key-copy-newer": N_("The second copy of the key file was written by a newer PeerDesk."),
    "key-copy-unreadable": N_("The second copy of the key file cannot be read. Please check the disk."),
    "key-copy-differs": N_(
        "The two copies of the key file differ: a save was interrupted. The next log-in mends them."
    ),
}

_FILES = {
    # Translators: at the log-in; “Restore…” is the button below it
    "record-lost": N_(
        "The record is not in its folder any more: only its keys are there. Please bring back the latest copy with "
        "“Restore…”."
    ),
    "keys-lost": N_(
        "The keys are not in their folder any more, and without them nobody can log in. Please bring them back from "
        "the latest copy with “Restore…”."
    ),
    "database-missing": N_(
        "There is no PeerDesk record in this folder. Please choose another folder or restore a backup."
    ),
    "not-a-database": N_(
        "The file peerdesk.db is not the record that this password opens: it is another centre's, or no PeerDesk "
        "record, or damaged from its beginning. Nothing was changed: please bring back a copy."
    ),
    "database-newer": N_(
        "The record was written by a newer PeerDesk. Nothing was changed: please install the newer program."
    ),
    "value-closed": N_(
        "Something here cannot be opened with your login: it was changed outside PeerDesk, or your role may not read "
        "it. Nothing was changed: please tell the project coordinator, who can check the record."
    ),
    "database-damaged": N_(
        "A part of the record is damaged and cannot be read. The password is right. Please write nothing more, and "
        "bring back what can be read, or the latest copy."
    ),
    "seal-broken": N_(
        "A signed session no longer matches its seal: the file was changed outside PeerDesk. "
        "Please tell the project coordinator and keep this file."
    ),
    "folder-read-only": N_(
        "PeerDesk may not write into this folder. Nothing was saved: please choose another folder "
        "or ask for permission to write."
    ),
    "folder-name-too-long": N_(
        "The name of this folder is too long for this PC: {path}. Nothing was saved: please choose one that is shorter."
    ),
    "folder-is-none": N_(
        "Where the data folder should be, there is a file or a broken link: {path}. Nothing was saved: "
        "please choose another folder, or move what lies there."
    ),
    "folder-gone": N_(
        "The data folder is not there any more. Please plug the disk or pen drive in again, "
        "or bring the folder back to its place, and try again."
    ),
    "reading-disk-full": N_(
        "The disk is full, so this record is open for reading only: pages can be read and printed, nothing is written. "
        "To write again, please make room on the disk and log in again."
    ),
    "reading-read-only": N_(
        "PeerDesk may not write into this folder, so this record is open for reading only: pages can be read and "
        "printed, nothing is written. To write again, please ask for permission to write there and log in again."
    ),
    "too-old-for-reading": N_(
        "This record was written by an older PeerDesk and has to be renewed before it is opened, but PeerDesk may not "
        "write into its folder. Nothing was changed: please copy the folder to this PC's disk and open it there."
    ),
    "folder-in-use": N_(
        "PeerDesk is already open with this folder. Please use the window that is open, or close it first."
    ),
    "folder-in-use-by": N_(
        "PeerDesk is already open with this folder: on the PC {pc}, since {since} (program {program}). "
        "Please use the window that is open, or close it first."
    ),
    "folder-held-elsewhere": N_(
        "PeerDesk may be open with this folder on another PC: {pc}, since {since} (program {program}). "
        "Please look there and close it. If it is closed there, or the folder was copied from that PC, "
        "it can be opened here."
    ),
    "folder-holds-centre": N_(
        "This folder holds a record already. Nothing was changed: add --set-aside to keep it beside the copy, "
        "or choose another folder."
    ),
    "folder-held-by-namesake": N_(
        "PeerDesk may be open with this folder on another PC that has the same name as this one: {pc}, since {since} "
        "(program {program}). If this PC got a new Windows since then, or the folder was copied here from the old PC, "
        "it can be opened here."
    ),
    "lock-in-the-way": N_(
        "In the place of PeerDesk's lock lies something else: {path}. Nothing was changed: "
        "please move it to another folder, and start PeerDesk again."
    ),
    "lock-unreadable": N_(
        "PeerDesk's lock may not be read by this user of the PC: {path}. If PeerDesk is open under another user, "
        "please close it there. Otherwise ask whoever looks after the PC to delete this file."
    ),
    "folder-not-empty": N_("The folder is not empty. Nothing was changed: please choose an empty folder."),
    "disk-full": N_(
        "The disk is full. What was saved before is safe, the last change was not saved: "
        "please make room on the disk and try again."
    ),
    "file-unreachable": N_(
        "The file or its disk cannot be reached. What was saved before is safe: please check the disk or pen drive "
        "and try again."
    ),
    "file-busy": N_("Another program is using the file. Nothing was changed: please close that program and try again."),
}

_COPIES = {
    "damaged-gone-on": N_(
        "Part of this record is damaged: what is shown may not be all, and copies cannot be made. “Check everything” "
        "under Settings → The record leads to bringing back what can be read."
    ),
    "output-exists": N_("There is a file of this name already. Nothing was changed: please choose another name."),
    "restore-finished": N_(
        "Another record was being put in place when PeerDesk was stopped. It is in place now; "
        "the record that was here before is set aside."
    ),
    "restore-undone": N_(
        "Another record was about to be put in place when PeerDesk was stopped. "
        "Nothing was changed: the record is as it was."
    ),
    "copy-missing": N_("This copy is not there any more. Nothing was changed."),
    "not-a-copy": N_("This file is not a copy of a PeerDesk record. Nothing was changed."),
    "copy-damaged": N_("This copy is damaged and cannot be used. Nothing was changed: please take another copy."),
    "copy-newer": N_(
        "This copy was made by a newer PeerDesk. Nothing was changed: please install the newer program first."
    ),
    "copy-unreadable": N_(
        "This copy cannot be read. Nothing was changed: please check the stick or the disk, and try again."
    ),
    "copy-disk-full": N_(
        "There is not enough room on the disk for this. Nothing was changed: please make room on the disk, or choose "
        "another one."
    ),
    "copy-of-another": N_(
        "This copy is of another record: nothing in it opens with these keys. Nothing was changed: please choose a "
        "copy of this record."
    ),
    "copy-not-whole": N_(
        "The copy that was just made is not whole and was taken away. The record is untouched: "
        "please try again, and let the record be checked."
    ),
}

_PAPER = {
    "unknown-row": N_("What was asked for is not in the record, or no longer."),
    "unknown-trail-entry": N_("The audit trail has no entry with the number {number}."),
    "unknown-report": N_("There is no report with this name."),
    "unknown-group": N_("There is no group with this name or number."),
    "unknown-member": N_("There is no member with this number."),
    "unknown-session": N_("There is no session with this number."),
    "unknown-stay": N_("There is no stay with this number."),
    "unknown-membership": N_("There is no membership with this number."),
    "unknown-waiting": N_("This place on a waitlist is not in the record, or no longer."),
    "unknown-mentorship": N_("There is no mentorship with this number."),
    "unknown-mentor-contact": N_("This contact is not in the log, or no longer."),
    "not-a-mentor": N_("This member has not agreed to mentor, or no longer does."),
    "unknown-scale": N_("There is no scale of questions with this code."),
    "unknown-measurement": N_("These answers are not in the record, or no longer."),
    "unknown-safety-note": N_("This safety note is not in the record, or no longer."),
    "unknown-follow-up": N_("This follow-up is not in the record, or no longer."),
    "unknown-contact": N_("This contact is not in the record, or no longer."),
    "unknown-staff": N_("There is no staff member with this number."),
    "unknown-plan": N_("This session plan is not in the list, or no longer."),
    "unknown-incident": N_("This incident is not in the record, or no longer."),
    "unknown-hold": N_("This hold is not in the record, or no longer."),
    "unknown-copy-request": N_("This request is not in the record, or no longer."),
    "unknown-consent": N_("This consent is not in the record, or no longer."),
    "unknown-story": N_("There is no success story of this member in the record."),
    "unknown-place": N_("This place is not in the list, or no longer."),
    "bin-entry-gone": N_("This does not lie in the bin any more: it was put back or emptied."),
    "unknown-goal": N_("This goal is not in the record, or no longer."),
    "unknown-plan-of-member": N_("This staying-well plan is not in the record."),
    "output-unwritable": N_(
        "The file could not be written. Please choose another place, or close the program that has it open."
    ),
    "output-disk-full": N_(
        "There is not enough room for the file on this disk, so it was not written. "
        "Please make room there, or choose another place."
    ),
    "wrong-file-ending": N_("The name of the file must end in .pdf."),
    "printer-missing": N_("No printer was found. Please connect one, or save the pages as a PDF file."),
}

FAILURES: Mapping[str, str] = {**_PEOPLE, **_CLOCK, **_KEYS, **_FILES, **_COPIES, **_PAPER}
"""English sentences of each failure code but ``invalid-input``, which its problems' sentences explain."""


def failure(error: PeerDeskError) -> str:
    """Return what a person is told about an expected failure.

    Raises:
        KeyError: for a code without words.
    """
    if isinstance(error, InvalidInput):
        return " ".join(dict.fromkeys(problem(found) for found in error.problems))
    return gettext(FAILURES[error.code]).format(**shown(error.values))
