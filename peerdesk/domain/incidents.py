"""What happened in a group that needed settling: told neutrally, for counsellors alone, with what was agreed."""

from enum import StrEnum


class IncidentKind(StrEnum):
    """What it was about."""

    CONFLICT = "conflict"
    BOUNDARY = "boundary"
    CONFIDENTIALITY = "confidentiality"
    SAFETY = "safety"
    OTHER = "other"
