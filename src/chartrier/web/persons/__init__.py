"""Persons whom archives name: their requests, violations of their data, hints of an AIPD, and the DPO's page."""
