"""The campaigns of audit."""
