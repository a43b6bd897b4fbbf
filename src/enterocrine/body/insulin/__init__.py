"""Glucose and insulin: appearance after meals, production, uptake, secretion, what tunes the answer of tissues to insulin."""
