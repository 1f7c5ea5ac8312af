"""Dates by which communicabilité is counted, and the dérogations."""
