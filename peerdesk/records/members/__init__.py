"""Members and stays."""
