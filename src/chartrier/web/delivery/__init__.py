"""Packages that are ordered: the selection, preparing, handing out."""
