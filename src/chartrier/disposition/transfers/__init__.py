"""Transferts and dépôts: sent to another archive, answered by it, then destroyed here; restitutions likewise."""
