"""Disposition: when records have served, and what becomes of them, each step an act of the person who takes it."""
