"""Who may read what: the answer of communicabilité for a unit, and the dérogations."""
