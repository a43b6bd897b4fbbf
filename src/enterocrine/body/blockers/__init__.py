"""Medicines that block a cytokine."""
