"""What one screen shows: a frozen dataclass for each, gathered in one reading. Rules never import these."""
