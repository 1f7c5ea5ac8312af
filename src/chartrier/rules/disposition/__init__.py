"""Disposition: what may be eliminated, who has to agree to it, and which lines a visa covers. Pure."""
