"""The searches that people keep for themselves."""
