"""Datasets of the Socle commun des données locales (OpenDataFrance), made of what is archived."""
