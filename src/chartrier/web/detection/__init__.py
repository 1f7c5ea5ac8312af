"""What seems personal in the documents of a collectivité: where, of which kind, never the data themselves."""
