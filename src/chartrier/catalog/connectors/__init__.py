"""The connectors: other software that works for a collectivité, by a token."""
