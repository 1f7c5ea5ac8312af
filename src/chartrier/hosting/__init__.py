"""Hosting: where copies really are, who holds them, what is wanted of that, what it costs."""
