"""Séries: the retention table. What each kind of document is kept for, from when, and what becomes of it."""
