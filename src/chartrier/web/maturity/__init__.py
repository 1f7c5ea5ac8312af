"""The maturity of a collectivité: its score, what makes it, what to do next; and answering."""
