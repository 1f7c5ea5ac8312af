"""The people: accounts, roles, and their keys, closed under their passphrases."""
