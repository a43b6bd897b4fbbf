"""Thyroid hormones: pituitary, gland, deiodination, levothyroxine, inflammation."""
