"""The note to élus: two pages, three numbers, one decision to take; every number with its source."""
