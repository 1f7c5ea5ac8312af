"""Keeping what is archived: audit, repair, the catalog made again from a copy."""
