"""Deposits under preparation, and the files sent for them."""
