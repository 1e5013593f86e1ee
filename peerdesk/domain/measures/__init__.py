"""Measures: scales that are asked again and again, and what was answered."""
