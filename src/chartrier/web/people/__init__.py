"""The people of a collectivité, their roles, and why each may do what."""
