"""The maturity of a collectivité: twenty-six questions, what the archive knows of them, a score that is explained."""
