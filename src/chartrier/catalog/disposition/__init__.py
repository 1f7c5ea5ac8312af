"""The units of propositions, and those that a sample kept."""
