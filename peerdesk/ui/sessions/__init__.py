"""The Sessions and session screens."""
