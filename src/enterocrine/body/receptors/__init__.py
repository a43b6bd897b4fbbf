"""Receptors of sex hormones by tissue, and what acts on them."""
