"""The view of a collectivité, and of an area."""
