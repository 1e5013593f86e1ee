"""What a check of the record found, in plain words: what is wrong, and what to do."""

from collections.abc import Iterable, Mapping

from peerdesk.domain.file_check import Finding
from peerdesk.i18n import N_, gettext, ngettext
from peerdesk.words.failures import FAILURES
from peerdesk.words.problems import shown

FINDINGS: Mapping[str, str] = {
    "pages-damaged": N_(
        "A part of the record is damaged on the disk. Please write nothing more, and bring back what can be read."
    ),
    "content-damaged": N_(
        "Entries and their lists do not agree: the record is damaged. Please bring back what can be read."
    ),
    "reference-broken": N_(
        "Some entries belong to something that is not there any more. Please bring back what can be read."
    ),
    "record-cut-off": N_("The record was cut off in the middle of a page. Please bring back what can be read."),
    "restore-unfinished": N_(
        "Another record was being put in place when PeerDesk was stopped. The next start finishes it."
    ),
    "version-wrong": N_("The record was written by another version of PeerDesk."),
    "schema-differs": N_(
        "The record is not built as PeerDesk builds it: somebody changed it from outside. Please keep this file."
    ),
    "seal-broken": FAILURES["seal-broken"],
    "trail-altered": N_(
        "Entries of the audit trail were changed or removed outside PeerDesk. Please tell the project coordinator"
        " and keep this file."
    ),
    "erasure-unsigned": N_(
        "The record says that something was erased, and no project coordinator signed it: the file was changed outside "
        "PeerDesk. Please tell the project coordinator and keep this file."
    ),
    "trail-cut": N_(
        "The end of the audit trail is not as PeerDesk wrote it: the file was changed outside PeerDesk. Please "
        "tell the project coordinator and keep this file."
    ),
    "role-differs": N_(
        "The role of {user_name} was changed outside PeerDesk. PeerDesk goes by the role that the project "
        "coordinator gave."
    ),
    "log-in-differs": N_(
        "The login of {user_name} was made or taken away outside PeerDesk. Please tell the project coordinator and "
        "keep this file."
    ),
    "values-open": N_(
        "Something that only counsellors and the project coordinator may read was written into the record outside "
        "PeerDesk, so that everybody could. Please tell the project coordinator and keep this file."
    ),
    "values-altered": N_(
        "Something that only counsellors and the project coordinator may read does not open: it was changed or moved "
        "outside PeerDesk. Please tell the project coordinator and keep this file."
    ),
    "copy-not-whole": N_(
        "This record is a copy that was made while PeerDesk was at work, without its file peerdesk.db-wal. "
        "The last entries before the copy may be missing: please look whether there is a later copy."
    ),
    "entries-missing": N_(
        "Perhaps an older copy was put back, or the file peerdesk.db-wal was deleted. Please look whether there is a "
        "later copy."
    ),
}
"""English sentences of each code that is no failure as well."""

OF_COPY: Mapping[str, str] = {
    **dict.fromkeys(
        ("pages-damaged", "content-damaged", "reference-broken", "record-cut-off", "database-damaged"),
        N_("A part of it is damaged and cannot be read."),
    ),
    **dict.fromkeys(
        (
            *(
                "version-wrong",
                "schema-differs",
                "trail-altered",
                "trail-cut",
                "erasure-unsigned",
                "role-differs",
                "log-in-differs",
            ),
            *("values-open", "values-altered"),
            *("key-list-broken", "key-lists-differ", "key-file-older"),
        ),
        N_("It was changed from outside."),
    ),
    "copy-counts-differ": N_("There are not as many entries in it as when it was made."),
    "copy-not-whole": N_("The last entries before it was made may be missing."),
}
"""English sentences of what is wrong with a copy, which nobody goes on working in."""


def finding(found: Finding) -> str:
    """Return what a person is told about one thing that is wrong."""
    if found.code == "entries-missing":
        count = int(str(found.values["count"]))
        first = ngettext(
            # Translators: an entry is whatever was saved at once: a mark, a note, a new member.
            "{count} entry that PeerDesk kept on this PC is not in this record.",
            "{count} entries that PeerDesk kept on this PC are not in this record.",
            count,
        ).format(count=count)
        return f"{first} {gettext(FINDINGS['entries-missing'])}"
    return gettext(FINDINGS.get(found.code) or FAILURES[found.code]).format(**shown(found.values))


def in_copy(found: Iterable[Finding]) -> list[str]:
    """What is told about a copy that somebody looked into, each sentence once."""
    told = (gettext(OF_COPY[one.code]) if one.code in OF_COPY else finding(one) for one in found)
    return list(dict.fromkeys(told))


def findings(found: Iterable[Finding]) -> list[str]:
    """What is told about all of them, each sentence once."""
    return list(dict.fromkeys(map(finding, found)))
