"""Checks of the project itself that no tool of others makes."""
