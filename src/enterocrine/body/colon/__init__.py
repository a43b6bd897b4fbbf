"""Colon: contents, transit, water, acidity, mucosa, stool."""
