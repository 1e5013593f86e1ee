"""Where PeerDesk's files are: the data folder of a centre and the resources it ships with."""

from pathlib import Path
from typing import NamedTuple


class DataFolder(NamedTuple):
    """The files of one centre. Nothing else belongs into this folder."""

    root: Path

    @property
    def database(self) -> Path:
        """The encrypted record."""
        return self.root / "peerdesk.db"

    @property
    def log(self) -> Path:
        """The write-ahead log of the record: what is kept and not yet folded in."""
        return self.root / "peerdesk.db-wal"

    @property
    def log_index(self) -> Path:
        """The index of the log, which the connections share; made anew where it is missing."""
        return self.root / "peerdesk.db-shm"

    @property
    def keys(self) -> Path:
        """The key slots of the staff and of the password recovery code."""
        return self.root / "peerdesk.keys"

    @property
    def keys_backup(self) -> Path:
        """The second copy of the key slots."""
        return self.root / "peerdesk.keys.bak"

    @property
    def lock(self) -> Path:
        """Held by the one window that has the folder open."""
        return self.root / "peerdesk.lock"

    @property
    def backups(self) -> Path:
        """Verified copies."""
        return self.root / "backups"

    @property
    def logs(self) -> Path:
        """What went wrong, without record contents."""
        return self.root / "logs"

    @property
    def coming_in(self) -> "DataFolder":
        """What is about to take the place of the record: a copy that is being put back."""
        return DataFolder(self.root / "coming-in")

    @property
    def set_aside(self) -> Path:
        """What had to make room, each time in a folder of its own; nothing in it is ever overwritten."""
        return self.root / "set-aside"

    @property
    def failed_log_ins(self) -> Path:
        """Which logins were tried with wrong passwords, until they stand in the audit trail."""
        return self.root / "failed-log-ins.json"

    @property
    def brought_back(self) -> Path:
        """Says which copy was put back, until somebody has logged in and it stands in the audit trail."""
        return self.root / "brought-back.json"

    @property
    def keys_brought_back(self) -> Path:
        """Says that the keys of a copy were put beside the record, until a coordinator has logged in with them."""
        return self.root / "keys-brought-back.json"

    @property
    def being_set_up(self) -> "DataFolder":
        """Where a new centre is made before it is moved into place."""
        return DataFolder(self.root / "setting-up")

    @property
    def demo_in_making(self) -> "DataFolder":
        """Where a demo centre is made before it is moved into place."""
        return DataFolder(self.root / "making-demo")

    def create(self) -> None:
        """Make what is not there of the folder and its sub-folders, for their owner alone.

        A folder that somebody else made keeps the rights that they gave it.
        On Windows the folder inherits the access list of the user's own profile, which already shuts others out.

        Raises:
            OSError: if the place cannot be written.
        """
        for folder in (self.root, self.backups, self.logs):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def default_data_folder() -> DataFolder:
    """The folder used when none is named."""
    from platformdirs import user_data_path

    return DataFolder(user_data_path("PeerDesk", appauthor=False))


def settings_file() -> Path:
    """The preferences of this PC's user (window, language): nothing confidential."""
    from platformdirs import user_config_path

    return user_config_path("PeerDesk", appauthor=False) / "settings.json"


def commit_counts(settings: Path) -> Path:
    """Where this PC counts what each record has kept: beside the preferences, away from the record."""
    return settings.parent / "commits"


def resource(name: str) -> Path:
    """One of the shipped files, for example ``fonts/NotoSansDevanagari-Regular.ttf``.

    It comes from where the running code comes from: a checkout never speaks with the words of another one, or of an
    installed PeerDesk.
    """
    return _RESOURCES / name


_RESOURCES = Path(__file__).parent / "resources"
if not _RESOURCES.is_dir():  # a checkout
    _RESOURCES = Path(__file__).parent.parent / "resources"
