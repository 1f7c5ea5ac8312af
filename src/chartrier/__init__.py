"""Chartrier: a système d'archivage électronique for French collectivités territoriales."""

__version__ = "0.1.0"
