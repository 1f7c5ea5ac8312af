"""The conventions, one exemplaire for each party that is a tenant."""
