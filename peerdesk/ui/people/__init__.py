"""Choosing members, for whoever needs one."""
