"""Scenarios of mutualisation: a territory, models, what it would cost and who would do what. No archive is needed."""
