"""What each printed page needs, gathered from the file: one module per report, one reading each.

A report's module has one entry, ``gather(storage, actor, choices, *, today, now)``, which returns the dataclass that
the module of the same name in ``domain/papers`` declares. Attendance is counted with
:class:`~peerdesk.domain.sessions.marks.Tally` alone, and the number of queries does not grow with that of members or
sessions.
"""
