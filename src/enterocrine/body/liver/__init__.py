"""Liver: what of the portal acids is taken up."""
