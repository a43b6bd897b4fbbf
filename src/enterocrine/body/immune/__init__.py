"""Endotoxin recognition, NF-kB, cytokines, the acute phase and cortisol."""
