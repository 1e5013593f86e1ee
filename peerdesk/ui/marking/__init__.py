"""Marking by letters: what attendance and presence share."""
