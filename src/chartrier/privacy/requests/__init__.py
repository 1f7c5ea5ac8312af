"""Requests of persons (RGPD 15 to 21): looked for across the archive, decided record by record, answered by an act."""
