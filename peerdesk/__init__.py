"""PeerDesk: the peer-support desk of a small de-addiction centre, offline and encrypted."""

__version__ = "0.8.0"
