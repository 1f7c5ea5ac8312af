"""How tables are made, isolated, granted and emptied."""
