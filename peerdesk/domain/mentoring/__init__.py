"""Mentoring: who may accompany whom, and how it goes on."""
