"""Échéances: which records are due, which wait for an event, and the events that begin to count."""
