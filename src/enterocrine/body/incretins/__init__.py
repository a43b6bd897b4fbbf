"""Gut hormones of L-cells: what calls them, GLP-1, PYY, appetite."""
