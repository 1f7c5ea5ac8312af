"""The packages that people ask for from the pages."""
