"""Scenarios of mutualisation: filled in by form or by file, calculated at once, kept by whoever asked."""
