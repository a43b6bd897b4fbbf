"""Metformin: from tablet to blood and bowel, and what it acts on."""
