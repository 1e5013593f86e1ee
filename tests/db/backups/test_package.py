"""What a copy says of itself is believed only where it is to the letter what PeerDesk writes."""

import json
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from peerdesk.db.backups import package
from peerdesk.domain.backups.copies import Manifest
from peerdesk.domain.progress import unwatched
from peerdesk.errors import StorageUnavailable

AT = datetime(2026, 11, 21, 14, 5)


@pytest.fixture
def whole(tmp_path):
    record = tmp_path / "record"
    record.write_bytes(b"not a record, but bytes" * 100)
    path = tmp_path / "whole.peerdesk-backup"
    package.write(path, record, b"keys", Manifest(AT, "0.7.0", "vault", {}, None), unwatched)
    return path


@pytest.fixture
def altered(whole, tmp_path):
    """The same copy with another manifest."""

    def altered(change, compression=0):
        with ZipFile(whole) as before:
            document = json.loads(before.read("manifest.json"))
            document = change(document) or document
            path = tmp_path / "altered.peerdesk-backup"
            with ZipFile(path, "w", compression) as out:
                for name in ("peerdesk.db", "peerdesk.keys"):
                    out.writestr(name, before.read(name))
                out.writestr("manifest.json", json.dumps(document))
        return path

    return altered


INSIDE = {
    "centre": "Asha", "code": "ASH", "schema": 6, "members": 1, "sessions": 1, "counts": {"member": 1},
    "last_entry": "2026-11-21 14:00:00", "audit_head": "", "seal_head": "",
}  # fmt: skip


def refused(path) -> str:
    with pytest.raises(StorageUnavailable) as said:
        package.verify(path, unwatched)
    return said.value.code


def test_what_was_written_is_read(whole, altered):
    assert package.verify(whole, unwatched).made_at == AT
    assert package.read_keys(whole) == b"keys"
    assert package.verify(altered(lambda d: d.update(inside=INSIDE)), unwatched).inside.code == "ASH"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d.update(format="other"), "not-a-copy"),
        (lambda d: ["no mapping"], "not-a-copy"),
        (lambda d: d.update(version=2), "copy-newer"),
        (lambda d: d.update(version="1"), "copy-damaged"),
        (lambda d: d.update(version=0), "copy-damaged"),
        (lambda d: d.pop("made_at") and None, "copy-damaged"),
        (lambda d: d.update(made_at="yesterday"), "copy-damaged"),
        (lambda d: d.update(program=7), "copy-damaged"),
        (lambda d: d.update(vault="\ud800"), "copy-damaged"),
        (lambda d: d.update(parts=[1, 2]), "copy-damaged"),
        (lambda d: d["parts"].update({"peerdesk.db": [1]}), "copy-damaged"),
        (lambda d: d.update(inside=[1]), "copy-damaged"),
        (lambda d: d.update(inside={**INSIDE, "counts": 7}), "copy-damaged"),
        (lambda d: d["parts"].pop("peerdesk.keys") and None, "copy-damaged"),
        (lambda d: d["parts"]["peerdesk.db"].update(size=1), "copy-damaged"),
        (lambda d: d["parts"]["peerdesk.db"].update(size=-1), "copy-damaged"),
        (lambda d: d["parts"]["peerdesk.db"].update(sha256="0" * 64), "copy-damaged"),
        (lambda d: d.update(inside={**INSIDE, "members": True}), "copy-damaged"),
        (lambda d: d.update(inside={**INSIDE, "last_entry": 5}), "copy-damaged"),
        (lambda d: d.update(filler="x" * (1 << 21)), "copy-damaged"),
    ],
)
def test_any_other_manifest_is_refused(altered, change, code):
    assert refused(altered(change)) == code


def test_what_was_packed_otherwise_or_without_a_manifest_is_refused(altered, tmp_path):
    assert refused(altered(lambda d: None, ZIP_DEFLATED)) == "copy-damaged"
    path = tmp_path / "no manifest.peerdesk-backup"
    with ZipFile(path, "w") as out:
        out.writestr("letter.txt", "Dear all")
    assert refused(path) == "not-a-copy"
    assert refused(tmp_path) == "not-a-copy"
    assert refused(tmp_path / "gone.peerdesk-backup") == "copy-missing"
