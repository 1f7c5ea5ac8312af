"""Échéances and propositions."""
