"""Conventions: from their draft to their end, and who works for a collectivité by them."""
