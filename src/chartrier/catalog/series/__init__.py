"""The tableau de gestion in force, and those before it."""
