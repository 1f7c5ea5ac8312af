"""Disposition: from what is due to the executed visa, each step an act of the person who takes it."""
