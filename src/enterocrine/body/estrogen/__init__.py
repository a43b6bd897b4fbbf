"""Estrogens and progesterone: production, conjugation, and the way through bile and gut."""
