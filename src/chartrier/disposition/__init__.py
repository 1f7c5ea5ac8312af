"""Disposition: when records have served, and what becomes of them."""
