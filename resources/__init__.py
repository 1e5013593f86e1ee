"""Fonts, icons, style and translations: plain files, installed as package data."""
