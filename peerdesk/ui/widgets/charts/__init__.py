"""Small drawings."""
