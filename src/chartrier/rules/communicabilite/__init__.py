"""Communicabilité: who may read what, and from which day (code du patrimoine, L213-1 to L213-3)."""
