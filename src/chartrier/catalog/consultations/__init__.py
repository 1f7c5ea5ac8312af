"""Who read what, for some years."""
