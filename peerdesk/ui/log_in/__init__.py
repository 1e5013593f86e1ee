"""Logging in, unlocking, the way back in."""
