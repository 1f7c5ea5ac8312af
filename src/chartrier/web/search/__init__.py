"""Searching and browsing what is archived."""
