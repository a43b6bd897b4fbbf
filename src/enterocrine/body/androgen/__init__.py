"""Androgens: gonadal axis, conversion, binding to SHBG and albumin."""
