"""Consultation: find, show, read what is archived."""
