"""Formats that other programs read: one file per format."""
