"""The conventions of a collectivité: their steps, and their kit."""
