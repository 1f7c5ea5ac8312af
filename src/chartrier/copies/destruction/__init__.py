"""Destruction, ordered and done: in every package, in every copy, and proven afterwards."""
