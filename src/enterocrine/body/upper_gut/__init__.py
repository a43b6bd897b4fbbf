"""Stomach and small bowel: what leaves a meal and what of it reaches the colon."""
