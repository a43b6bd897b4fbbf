"""Bacteria given in capsules, alive or killed."""
