"""Mucus, epithelium, and what of endotoxin gets past them."""
