"""Mentoring: who accompanies whom, and who could."""
